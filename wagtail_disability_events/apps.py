"""The application, and the receivers it connects once every model is loaded."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailDisabilityEventsConfig(AppConfig):
    name = "wagtail_disability_events"
    label = "wagtail_disability_events"
    verbose_name = _("Disability events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
        from .gallery import signal_handlers as gallery_handlers
        from .pages import signal_handlers as page_handlers
        from .registration import signal_handlers as registration_handlers

        gallery_handlers.connect()
        page_handlers.connect()
        registration_handlers.connect()
