"""Results and prizes in Wagtail: addresses, buttons, log."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from ..core.page_buttons import page_buttons
from ..core.page_models import ART_SHOWCASE, SPORTS_DAY
from . import admin_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(SPORTS_DAY)
def sports_day_buttons(page: Any, user: Any) -> Iterator[Button]:
    yield Button(_("Results"), reverse("wde_results", args=[page.pk]), icon_name="order", priority=61)


@page_buttons(ART_SHOWCASE)
def art_showcase_buttons(page: Any, user: Any) -> Iterator[Button]:
    yield Button(_("Prizes"), reverse("wde_prizes", args=[page.pk]), icon_name="pick", priority=61)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("wde.results.publish", _("Publish results"), _("Results published"))
    actions.register_action("wde.results.hide", _("Hide results"), _("Results hidden"))
    actions.register_action("wde.prizes.publish", _("Publish prizes"), _("Prizes published"))
    actions.register_action("wde.prizes.hide", _("Hide prizes"), _("Prizes saved or hidden"))
