"""The application, and the receivers it connects once every model is loaded."""

from typing import Any

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class WagtailDisabilityEventsConfig(AppConfig):
    name = "wagtail_disability_events"
    label = "wagtail_disability_events"
    verbose_name = _("Disability events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # here and below: models can be imported once all apps are loaded
        from . import checks  # noqa: F401
        from .core import deployment_checks, site_checks  # noqa: F401
        from .core.periodic import checks as periodic_checks  # noqa: F401
        from .gallery import receivers as gallery_handlers
        from .pages.publishing import receivers as page_handlers
        from .pages.site import checks as address_checks  # noqa: F401
        from .pages.translating import tell_translators
        from .publicity import receivers as publicity_handlers
        from .publicity.review import checks as review_checks  # noqa: F401
        from .registration.booking import receivers as registration_handlers
        from .registration.privacy import checks as erasure_checks  # noqa: F401

        gallery_handlers.connect()
        page_handlers.connect()
        registration_handlers.connect()
        publicity_handlers.connect()
        _register_periodic_jobs()
        _resolve_routes_once()
        tell_translators()


def _register_periodic_jobs() -> None:
    """What ``run_periodic`` does, in this order: what a job writes to people is sent in the same run."""
    from .core.periodic.jobs import register
    from .gallery.uploads import periodic as photos
    from .pages.publishing import periodic as dates
    from .publicity.channels import periodic as pushes
    from .publicity.review import periodic as reviews
    from .registration.booking import periodic as sign_ups
    from .registration.messages import periodic as messages
    from .registration.privacy import periodic as privacy

    for room in (sign_ups, messages, pushes, reviews, dates, photos, privacy):
        register(*room.JOBS)


def _resolve_routes_once() -> None:
    """Our pages know their routes before the first request.

    Wagtail builds the resolver of a routable page when it is first asked for, walking the attributes of each
    of its classes. In a server with threads another first request may set an attribute of such a class at
    that moment, and the walk ends in "dictionary changed size during iteration".
    """
    from wagtail.contrib.routable_page.models import RoutablePageMixin

    models: Any = apps.get_models()
    for model in models:
        if issubclass(model, RoutablePageMixin):
            model.get_resolver()
