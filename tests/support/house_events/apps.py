"""A site's own app: one more kind of event, words of its own around the list, and ears for what happens."""

from django.apps import AppConfig


class HouseEventsConfig(AppConfig):
    name = "tests.support.house_events"
    label = "house_events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_disability_events.occurrences.operations import occurrence_cancelled, occurrence_changed

        from . import ears

        occurrence_changed.connect(ears.changed, dispatch_uid="house_changed")
        occurrence_cancelled.connect(ears.cancelled, dispatch_uid="house_cancelled")
