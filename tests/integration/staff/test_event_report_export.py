"""The report of events as a file for a spreadsheet."""

import pytest
from django.urls import reverse

from tests.support.factories import event, organisation

pytestmark = pytest.mark.django_db


def test_a_title_that_a_spreadsheet_would_run_is_text(client, admin_user):
    event(organisation(), title="=1+1")
    client.force_login(admin_user)

    answer = client.get(reverse("wde_event_report"), {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.partition(",")[0] for line in lines if "=1+1" in line] == ["'=1+1"]
