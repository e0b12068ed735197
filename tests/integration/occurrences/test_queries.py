"""What the public may see, and in which order dates come."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.support import factories
from wagtail_disability_events.core.base_page import BasePage
from wagtail_disability_events.models import Occurrence
from wagtail_disability_events.occurrences import listing_changes
from wagtail_disability_events.occurrences.listing_changes import ListingChange, note_change
from wagtail_disability_events.occurrences.queries import pages_not_public, public_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return factories.event(schedule=[factories.when(days) for days in (9, -3, 2, -8)])


def days_of(dates) -> list[int]:
    """Of the event's dates, by the days between now and them."""
    today = timezone.localdate()
    return [(timezone.localtime(each.start).date() - today).days for each in dates]


def test_dates_ahead_come_soonest_first_and_dates_past_latest_first(event):
    dates = Occurrence.objects.filter(event=event)
    assert days_of(dates.upcoming()) == [2, 9]
    assert days_of(dates.past()) == [-3, -8]


def test_a_date_that_ends_this_moment_is_not_over_yet(event):
    date = event.occurrences.order_by("start").last()
    assert date in Occurrence.objects.upcoming(date.end)
    assert date not in Occurrence.objects.past(date.end)
    assert date not in Occurrence.objects.upcoming(date.end + timedelta(seconds=1))
    assert date in Occurrence.objects.past(date.end + timedelta(seconds=1))


def test_of_two_at_the_same_time_the_one_that_was_written_first_comes_first():
    first = factories.event()
    second = factories.event()
    pair = Occurrence.objects.filter(event__in=[first, second])
    assert [date.event_id for date in pair.upcoming()] == [first.pk, second.pk]
    later = timezone.now() + timedelta(days=60)
    assert [date.event_id for date in pair.past(later)] == [second.pk, first.pk]


def test_what_is_cancelled_or_waits_for_a_new_date_does_not_take_place(event):
    for date, status in zip(event.occurrences.order_by("start"), STATES, strict=True):
        Occurrence.objects.filter(pk=date.pk).update(status=status)
    taking_place = Occurrence.objects.filter(event=event).taking_place()
    assert {date.status for date in taking_place} == {"scheduled", "moved"}


STATES = ("scheduled", "moved", "cancelled", "postponed")


def test_live_pages_that_have_not_expired_are_public_and_all_others_are_not():
    draft, expired, ends_later, shown = (factories.event(publish=number > 0) for number in range(4))
    for page, days in ((expired, -1), (ends_later, 1)):
        BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(days=days))
    BasePage.objects.filter(pk=expired.pk).update(live=True)
    four = BasePage.objects.filter(pk__in=[draft.pk, expired.pk, ends_later.pk, shown.pk])
    public = set(four.filter(public_pages()).values_list("pk", flat=True))
    hidden = set(pages_not_public().values_list("pk", flat=True))
    assert public == {ends_later.pk, shown.pk}
    assert hidden & {page.pk for page in (draft, expired, ends_later, shown)} == {draft.pk, expired.pk}


def test_hidden_branches_are_not_public_with_all_that_stands_in_them():
    hidden, other = factories.organisation(), factories.organisation()
    inside, outside = factories.event(hidden), factories.event(other)
    found = set(pages_not_public([hidden.path]).values_list("pk", flat=True))
    assert {hidden.pk, inside.pk} <= found
    assert found.isdisjoint({other.pk, outside.pk})
    both = set(pages_not_public([hidden.path, other.path]).values_list("pk", flat=True))
    assert {hidden.pk, inside.pk, other.pk, outside.pk} <= both


def test_an_alias_and_an_alias_of_it_obey_the_restriction_of_their_source():
    source = factories.event()
    alias = source.create_alias(parent=factories.organisation(), update_slug="first-alias")
    second = alias.create_alias(parent=factories.organisation(), update_slug="second-alias")
    others = Occurrence.objects.filter(event__in=[source, alias.pk, second.pk])
    restriction = PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert others.exists()
    assert not others.public().exists()
    assert set(others.public((restriction.pk,))) == set(others.filter(event__live=True))


def test_old_notes_of_changes_are_thrown_away(monkeypatch):
    monkeypatch.setattr(listing_changes, "KEPT", 3)
    ListingChange.objects.all().delete()
    written = []
    for number in range(12):
        note_change(number)
        written.append(ListingChange.objects.latest("pk").pk)
    last_sweep = max(pk for pk in written if pk % 3 == 0)
    kept = [pk for pk in written if pk > last_sweep - 3]
    assert list(ListingChange.objects.values_list("pk", flat=True)) == kept
    assert ListingChange.objects.latest("pk").event_id == 11
