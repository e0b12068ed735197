"""What an office says of an access service once, and what events that offer it know from then on."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_disability_events.models import Service
from wagtail_disability_events.occurrences import service_catalogue
from wagtail_disability_events.occurrences.accessibility import AccessService
from wagtail_disability_events.occurrences.service_catalogue import (
    CatalogueEntry,
    forget_services,
    service,
    service_choices,
    service_label,
    services,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    forget_services()
    yield
    forget_services()


def test_a_usual_service_needs_no_row_and_a_row_adds_to_it():
    Service.objects.filter(code="captions").delete()
    assert service("captions") == CatalogueEntry("captions", "", "", None, None, is_available=True)
    Service.objects.create(code="captions", note="大屏幕", limit=4, days_before=3)
    assert service("captions") == CatalogueEntry("captions", "", "大屏幕", 4, 3, is_available=True)


def test_services_of_the_site_follow_the_usual_ones():
    Service.objects.create(code="tea", name="茶水")
    codes = list(services())
    assert codes[: len(AccessService)] == AccessService.values
    assert "tea" in codes[len(AccessService) :]
    assert service_label("tea") == "茶水"


def test_a_code_that_nobody_knows_any_more_is_its_own_name():
    assert service("long-gone") == CatalogueEntry("long-gone")
    assert service_label("long-gone") == "long-gone"


def test_names_are_those_of_the_site_else_those_of_the_language():
    with translation.override("zh-hans"):
        assert service_label("captions") == "实时字幕"
        assert str(Service(code="captions")) == "实时字幕"
    with translation.override("en"):
        assert service_label("captions") == str(AccessService("captions").label)
    assert str(Service(code="captions", name="字幕屏")) == "字幕屏"


def test_editors_are_shown_what_is_offered_first_and_then_what_is_only_kept():
    Service.objects.create(code="tea", name="茶水", is_available=False)
    Service.objects.create(code="cake", name="点心")
    with translation.override("zh-hans"):
        said = [(code, str(label)) for code, label in service_choices()]
    assert said[0] == (AccessService.values[0], service_label(AccessService.values[0]))
    assert said[-2:] == [("cake", "点心"), ("tea", "茶水（不再提供）")]


def test_a_change_is_known_at_once_and_another_process_learns_of_it_within_a_minute(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(service_catalogue, "monotonic", lambda: now)
    assert service("tea") == CatalogueEntry("tea")
    Service.objects.bulk_create([Service(code="tea", name="茶水")])  # as another process does: nobody is told
    now += service_catalogue.MAX_AGE
    assert service("tea") == CatalogueEntry("tea")
    now += 0.1
    assert service_label("tea") == "茶水"
    Service.objects.get(code="tea").delete()
    assert service("tea") == CatalogueEntry("tea")


def test_reading_it_again_costs_nothing(django_assert_num_queries):
    services()
    with django_assert_num_queries(0):
        services()
        service_choices()
        service_label("captions")


def codes_of(error: ValidationError) -> dict[str, str]:
    """What is wrong with which field; one thing each."""
    return {field: one.code for field, [one] in error.error_dict.items()}


def test_a_service_of_the_site_needs_a_name():
    with pytest.raises(ValidationError) as caught:
        Service(code="tea").clean()
    assert codes_of(caught.value) == {"name": "nameless"}
    Service(code="tea", name="茶水").clean()
    Service(code="captions").clean()


def test_a_code_that_is_stored_with_sign_ups_stays():
    row = Service.objects.create(code="tea", name="茶水")
    row.code = "coffee"
    with pytest.raises(ValidationError) as caught:
        row.clean()
    assert codes_of(caught.value) == {"code": "immutable"}
    row.code, row.name = "tea", "好茶"
    row.clean()
