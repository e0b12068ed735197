"""Articles in Wagtail: addresses, buttons, menu, first page, review, log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from ..core.menu import OwnMenuItem
from ..core.page_buttons import page_buttons
from ..core.page_models import ARTICLE, EVENT, ORGANISATION
from ..core.users import User
from . import admin_urls
from .permissions import may_keep_accounts
from .removals.views import RemovalsPanel
from .review import publishing_views
from .style.models import PublicitySettings


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(ORGANISATION)
def organisation_buttons(page: Page, user: User) -> Iterator[Button]:
    address = reverse("wde_publicity_settings", args=[page.pk])
    yield Button(_("Style and rules of articles"), address, icon_name="mobile-alt", priority=62)
    if may_keep_accounts(user, page):
        address = reverse("wde_wechat_accounts", args=[page.pk])
        yield Button(_("Official accounts"), address, icon_name="mobile-alt", priority=62)
    address = reverse("wde_inbox", args=[page.pk])
    yield Button(_("Inbox of submissions"), address, icon_name="mail", priority=63)
    address = reverse("wde_draft_digest", args=[page.pk])
    yield Button(_("Digest of a period"), address, icon_name="doc-full", priority=63)


@page_buttons(EVENT)
def event_buttons(page: Page, user: User) -> Iterator[Button]:
    address = reverse("wde_event_posters", args=[page.pk])
    yield Button(_("Posters and covers"), address, icon_name="image", priority=62)
    address = reverse("wde_draft_article", args=[page.pk])
    yield Button(_("Draft an article"), address, icon_name="doc-full", priority=62)


@page_buttons(ARTICLE)
def article_buttons(page: Page, user: User) -> Iterator[Button]:
    yield Button(_("Checks"), reverse("wde_checks", args=[page.pk]), icon_name="tasks", priority=59)
    yield Button(_("Review"), reverse("wde_review", args=[page.pk]), icon_name="check", priority=60)
    yield Button(_("Channels"), reverse("wde_channels", args=[page.pk]), icon_name="mobile-alt", priority=61)
    address = reverse("wde_submit", args=[page.pk])
    yield Button(_("Submit to the superior office"), address, icon_name="mail", priority=62)
    address = reverse("wde_article_posters", args=[page.pk])
    yield Button(_("Posters and covers"), address, icon_name="image", priority=62)
    yield Button(_("WeChat"), reverse("wde_wechat", args=[page.pk]), icon_name="mobile-alt", priority=61)


@hooks.register("register_admin_menu_item")
def register_ledger() -> MenuItem:
    return OwnMenuItem(
        _("Publicity ledger"), reverse_lazy("wde_ledger"), name="wde-ledger", icon_name="list-ul", order=206
    )


@hooks.register("construct_homepage_panels")
def show_removals(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(RemovalsPanel())


@hooks.register("before_publish_page")
def refuse_to_publish_what_is_not_reviewed(request: HttpRequest, page: Page) -> HttpResponse | None:
    return publishing_views.refuse_to_publish(request, page)


@hooks.register("after_publish_page")
def tell_of_articles_without_review(request: HttpRequest, page: Page) -> None:
    publishing_views.tell_of_no_review(request, page)


@hooks.register("before_bulk_action")
def refuse_to_publish_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    return publishing_views.refuse_in_bulk(request, action_type, objects, action)


@hooks.register("before_copy_page")
def copy_articles_as_drafts(request: HttpRequest, page: Page) -> None:
    publishing_views.copy_as_drafts(request, page)


@hooks.register("construct_page_action_menu")
def offer_review_instead_of_publishing(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    publishing_views.without_publishing(items, context)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown in the group editor: what binds writers, and the secrets of accounts."""
    return Permission.objects.filter(
        content_type__app_label=PublicitySettings._meta.app_label,
        codename__in=("change_publicitysettings", "change_wechataccount"),
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("wde.photos.removed", _("Remove a photo in WeChat"), _("Photo removed in WeChat"))
    actions.register_action(
        "wde.publicity.settings", _("Set the style of articles"), _("Style and rules of articles changed")
    )
    actions.register_action("wde.article.mend", _("Mend an article"), _("Findings in the article mended"))
    actions.register_action("wde.article.push", _("Push an article"), _("Article pushed to WeChat"))
    actions.register_action(
        "wde.article.published_there", _("Publish in WeChat"), _("Article published in WeChat")
    )
    actions.register_action("wde.article.draft", _("Draft an article"), _("Article drafted from the event"))
    actions.register_action("wde.submission.send", _("Submit an article"), _("Article submitted"))
    actions.register_action("wde.submission.accept", _("Accept an article"), _("Submitted article accepted"))
    actions.register_action("wde.ledger.sheet", _("Read a spreadsheet"), _("Ledger filled from a sheet"))
    actions.register_action("wde.ledger.remove", _("Remove an entry"), _("Entry of the ledger removed"))
    actions.register_action("wde.account.save", _("Save an account"), _("Official account saved"))
