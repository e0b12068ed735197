"""Whatever names an event by key goes on to another page of it when its page is deleted."""

from django.apps import apps
from django.db import models
from wagtail.models import Page

from wagtail_disability_events.calendars.models import TranslatedEntry
from wagtail_disability_events.models import EventPage
from wagtail_disability_events.occurrences import shared_facts

HANDED_ON = (
    shared_facts.hand_on_or_delete,
    shared_facts.hand_on_or_protect,
    shared_facts.hand_on_or_forget,
)


def test_every_fact_of_an_event_is_handed_on() -> None:
    lost = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("wagtail_disability_events").get_models()
        if not issubclass(model, Page) and model is not TranslatedEntry  # pages, and what is of one page
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model is EventPage
        and field.remote_field.on_delete not in HANDED_ON
    }
    assert lost == set()
