"""What wagtail-localize asks translators for: words, and nothing that is the same in every language."""

from typing import Any

from django.apps import apps

from .mixins.page import PublicPageMixin

SAME_EVERYWHERE = ("time_zone", "contact_phone")
"""Text fields of our pages that are no words. By itself the package takes any text for words."""


def tell_translators() -> None:
    """Let wagtail-localize, where a site has it, copy these fields instead of asking for a translation."""
    if not apps.is_installed("wagtail_localize"):
        return
    from wagtail_localize.fields import SynchronizedField  # a package that few sites have

    pages: list[Any] = [model for model in apps.get_models() if issubclass(model, PublicPageMixin)]
    for page in pages:
        said = list(getattr(page, "override_translatable_fields", []))
        known = {each.field_name for each in said}
        here = {field.name for field in page._meta.get_fields()}
        ours = [SynchronizedField(name) for name in SAME_EVERYWHERE if name in here and name not in known]
        page.override_translatable_fields = said + ours
