"""The explorer of pages costs what Wagtail's own costs, however many of our pages it lists."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import factories

pytestmark = pytest.mark.django_db


def queries_of(client, place) -> int:
    """How many queries the explorer asks below a page, after what a process keeps has been filled once."""
    address = f"/admin/pages/{place.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["admin", "editor"])
def test_ten_more_events_cost_no_more_queries(client, who):
    place = factories.organisation()
    person = (
        get_user_model().objects.get(username="admin")
        if who == "admin"
        else factories.user(
            "edits", page=place, pages=("change", "publish"), registrations=("view", "change")
        )
    )
    client.force_login(person)
    for _turn in range(3):
        factories.event(place)
    few = queries_of(client, place)
    for _turn in range(10):
        factories.event(place)
    assert queries_of(client, place) == few
