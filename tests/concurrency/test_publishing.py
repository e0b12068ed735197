"""Staff publish while people sign up: neither breaks the other."""

import pytest

from tests.concurrency.publishing import publish_among_sign_ups
from tests.support.site import RunningSite


@pytest.mark.parametrize("by_date", [False, True])
def test_an_event_is_published_again_and_again_while_people_sign_up(site: RunningSite, by_date: bool) -> None:
    found = publish_among_sign_ups(site, publishes=25, processes=4, by_date=by_date)
    assert (found.deadlocks, found.errors, found.published) == (0, [], 25)
    assert found.booked >= 4
    assert (found.oversold, found.uncounted) == (0, 0)
