"""The factories that a site gets for its tests, and the how-to that shows them."""

import re
import subprocess
import sys
import unittest

import pytest
from django.test import TestCase

from tests.support.site import ROOT
from wagtail_disability_events.models import OutboxMessage, Quota, SportsDayPage

pytest.importorskip("factory", reason="the extra test is not installed")
pytest.importorskip("wagtail_factories", reason="the extra test is not installed")

from wagtail_disability_events import test as ours


@pytest.mark.django_db
def test_what_the_how_to_shows_passes():
    (shown,) = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "docs/how-to/test-your-site.md").read_text(), re.M | re.S
    )
    names: dict[str, object] = {"__name__": "docs.test_your_site"}
    exec(compile(shown, "test-your-site.md", "exec"), names)  # noqa: S102
    (case,) = [one for one in names.values() if isinstance(one, type) and TestCase in one.__bases__]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    assert suite.countTestCases() == 4
    result = unittest.TestResult()
    suite.run(result)
    assert [text for _case, text in [*result.failures, *result.errors]] == []


@pytest.mark.django_db
class TestFactories:
    def test_each_makes_a_valid_object(self):
        for factory in (ours.OrganisationFactory, ours.EventFactory, ours.ArticleFactory, ours.VenueFactory):
            made = factory()
            made.full_clean()
            assert type(made) is factory._meta.model
            assert factory().pk != made.pk

    def test_an_event_has_its_date_and_its_seats(self):
        event = ours.EventFactory(capacity=12)
        assert event.live
        assert event.occurrences.count() == 1
        assert [(seats.capacity, seats.taken) for seats in Quota.objects.filter(event=event)] == [(12, 0)]

    def test_a_kind_of_event_of_a_site_has_a_factory_in_two_lines(self):
        class SportsDayFactory(ours.EventFactory):
            class Meta:
                model = SportsDayPage

        assert type(SportsDayFactory()) is SportsDayPage

    def test_a_sign_up_takes_a_seat_and_writes_its_message(self):
        event = ours.EventFactory(capacity=12)
        made = ours.RegistrationFactory(event=event, email="resident@example.com")
        assert made.event_id == event.pk
        assert [seats.taken for seats in Quota.objects.filter(event=event)] == [1]
        assert OutboxMessage.objects.filter(registration=made).count() == 1

    def test_a_photo_is_public_only_when_it_is_asked_for(self):
        event = ours.EventFactory()
        assert ours.PhotoFactory(event=event).image is None
        assert ours.PhotoFactory(event=event, state="public").image is not None


def test_a_running_site_does_not_load_them():
    code = (
        "import django, sys; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "loaded = {name.partition('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'factory', 'faker', 'wagtail_factories'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().splitlines()[-1] == "[]"
