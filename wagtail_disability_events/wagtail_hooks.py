"""Registers with Wagtail; every rule is elsewhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .checkin import door as door_views
from .core.base_page import BasePage
from .gallery.public import send_photos as upload_views
from .gallery.staff import faces as face_views
from .gallery.staff import light_table as gallery_views
from .gallery.staff import photo as photo_views
from .gallery.staff import upload_links as link_views
from .gallery.staff.bulk_actions import PhotosOfEventBulkAction
from .gallery.staff.choosers import photo_chooser_viewset
from .importing import views as import_admin
from .occurrences.models import Occasion, Venue
from .occurrences.service_catalogue import Service
from .outcomes import admin_views as outcome_views
from .pages.form_templates import FormTemplate
from .pages.models import ArticlePage, ArtShowcasePage, EventIndexPage, EventPage, SportsDayPage
from .publicity import removal_views
from .publicity.admin_urls import urlpatterns as publicity_urls
from .publicity.review import publishing
from .publicity.templates import ArticleTemplate
from .registration.models.registrations import Registration
from .registration.permissions import may
from .registration.staff import duty_calendars
from .registration.staff import message_texts as message_texts_admin
from .registration.staff import messages as message_views
from .registration.staff import needs as needs_views
from .registration.staff import one_registration as person_views
from .registration.staff import privacy as privacy_views
from .registration.staff import registration_list as registration_views
from .scheduling import organisation_views as organisation_dates_admin
from .scheduling import service_catalogue_views as catalogue_admin
from .scheduling import views as dates_admin
from .scheduling.schedule_check_views import check_schedule
from .staff import event_report as staff_report
from .staff.duplicate_views import duplicate_event
from .staff.home_panel import WaitingPanel


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    base = "disability-events"
    return [
        path(
            f"{base}/<int:event_id>/registrations/",
            registration_views.registrations,
            name="wde_registrations",
        ),
        path(f"{base}/<int:event_id>/registrations/reveal/", registration_views.reveal, name="wde_reveal"),
        path(f"{base}/<int:event_id>/registrations/export/", registration_views.export, name="wde_export"),
        path(f"{base}/<int:event_id>/registrations/mark/", registration_views.mark, name="wde_mark"),
        path(
            f"{base}/<int:event_id>/registrations/headcount/",
            registration_views.headcount,
            name="wde_headcount",
        ),
        path(
            f"{base}/<int:event_id>/registrations/add/",
            person_views.add_registration,
            name="wde_add_registration",
        ),
        path(
            f"{base}/<int:event_id>/registrations/<int:registration_id>/",
            person_views.registration,
            name="wde_registration",
        ),
        path(
            f"{base}/<int:event_id>/registrations/file/<int:file_id>/",
            person_views.answer_file,
            name="wde_answer_file",
        ),
        path(f"{base}/<int:event_id>/door/", door_views.door, name="wde_door"),
        path(f"{base}/<int:event_id>/needs/", needs_views.needs, name="wde_needs"),
        path(f"{base}/<int:event_id>/needs/<slug:service>/", needs_views.needs_sheet, name="wde_needs_sheet"),
        path(f"{base}/<int:event_id>/messages/", message_views.event_messages, name="wde_messages"),
        path(f"{base}/privacy/", privacy_views.privacy, name="wde_privacy"),
        path(
            f"{base}/organisation/<int:page_id>/messages/",
            message_texts_admin.message_texts,
            name="wde_message_texts",
        ),
        path(
            f"{base}/organisation/<int:page_id>/messages/<slug:kind>/<slug:language>/",
            message_texts_admin.message_text,
            name="wde_message_text",
        ),
        path(f"{base}/events/", staff_report.EventReportView.as_view(), name="wde_event_report"),
        path(
            f"{base}/events/results/",
            staff_report.EventReportView.as_view(results_only=True),
            name="wde_event_report_results",
        ),
        path(f"{base}/<int:event_id>/duplicate/", duplicate_event, name="wde_duplicate"),
        path(f"{base}/<int:event_id>/dates/", dates_admin.event_dates, name="wde_event_dates"),
        path(
            f"{base}/<int:event_id>/dates/<int:occurrence_id>/<str:operation>/",
            dates_admin.operate,
            name="wde_operate",
        ),
        path(
            f"{base}/organisation/<int:page_id>/dates/",
            organisation_dates_admin.organisation_dates,
            name="wde_organisation_dates",
        ),
        path(
            f"{base}/organisation/<int:page_id>/calendars/",
            duty_calendars.duty_calendars,
            name="wde_duty_calendars",
        ),
        path(
            f"{base}/organisation/<int:page_id>/import/",
            import_admin.calendar_imports,
            name="wde_calendar_imports",
        ),
        path(f"{base}/import/<int:import_id>/", import_admin.calendar_import, name="wde_calendar_import"),
        path(f"{base}/<int:page_id>/schedule/", check_schedule, name="wde_check_schedule"),
        path(f"{base}/<int:event_id>/results/", outcome_views.results, name="wde_results"),
        path(f"{base}/<int:event_id>/results/<str:contest_id>/", outcome_views.contest, name="wde_contest"),
        path(f"{base}/<int:event_id>/prizes/", outcome_views.prizes, name="wde_prizes"),
        path(
            f"{base}/<int:event_id>/certificates/",
            outcome_views.course_certificates,
            name="wde_course_certificates",
        ),
        path(f"{base}/<int:event_id>/photos/", gallery_views.photos, name="wde_photos"),
        path(f"{base}/<int:event_id>/photos/links/", link_views.upload_links, name="wde_upload_links"),
        path(f"{base}/<int:event_id>/photos/uploads/", upload_views.staff_uploads, name="wde_photo_uploads"),
        path(
            f"{base}/<int:event_id>/photos/uploads/<uuid:key>/",
            upload_views.staff_part,
            name="wde_photo_upload_part",
        ),
        path(f"{base}/<int:event_id>/photos/<int:photo_id>/", photo_views.photo, name="wde_photo"),
        path(
            f"{base}/<int:event_id>/photos/<int:photo_id>/faces/",
            face_views.photo_faces,
            name="wde_photo_faces",
        ),
        path(
            f"{base}/<int:event_id>/photos/<int:photo_id>/<slug:size>.jpg",
            photo_views.photo_file,
            name="wde_photo_file",
        ),
        *publicity_urls,
    ]


@hooks.register("register_admin_viewset")
def register_photo_chooser() -> Any:
    return photo_chooser_viewset


hooks.register("register_bulk_action", PhotosOfEventBulkAction)


@hooks.register("construct_homepage_panels")
def show_removals(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(removal_views.RemovalsPanel())
    panels.append(WaitingPanel())


@hooks.register("register_admin_menu_item")
def register_event_report() -> MenuItem:
    return MenuItem(
        _("Events"), reverse_lazy("wde_event_report"), name="wde-events", icon_name="calendar-alt", order=205
    )


@hooks.register("register_admin_menu_item")
def register_ledger() -> MenuItem:
    return MenuItem(
        _("Publicity ledger"), reverse_lazy("wde_ledger"), name="wde-ledger", icon_name="list-ul", order=206
    )


@hooks.register("insert_global_admin_css")
def home_panel_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_disability_events/css/home.css"))


class PrivacyMenuItem(MenuItem):
    """Shown to those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("wagtail_disability_events.read_processing"))


@hooks.register("register_reports_menu_item")
def register_privacy() -> MenuItem:
    return PrivacyMenuItem(
        _("Personal data"), reverse_lazy("wde_privacy"), name="wde-privacy", icon_name="lock", order=900
    )


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_questions(request: HttpRequest, page: Any) -> None:
    """A sensitive question without a purpose is saved all the same, and said."""
    if isinstance(page, EventPage) and (open_questions := page.form_definition().without_purpose):
        messages.warning(
            request,
            _("These questions are sensitive and do not say what they are needed for: %(questions)s")
            % {"questions": "、".join(question.title for question in open_questions)},
        )


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    list_display = ["name", "address"]


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "user"
    list_display = ["__str__", "code", "limit", "days_before", "is_available"]


class OccasionViewSet(SnippetViewSet):
    model = Occasion
    icon = "tag"
    list_display = ["name", "slug"]


class FormTemplateViewSet(SnippetViewSet):
    model = FormTemplate
    icon = "form"
    list_display = ["name"]


class ArticleTemplateViewSet(SnippetViewSet):
    model = ArticleTemplate
    icon = "doc-full"
    list_display = ["name", "organisation", "genre", "tone"]
    list_filter = ["genre", "tone"]


class EventsGroup(SnippetViewSetGroup):
    items = (VenueViewSet, ServiceViewSet, OccasionViewSet, FormTemplateViewSet, ArticleTemplateViewSet)
    menu_label = _("Venues, services, occasions, templates")
    menu_icon = "calendar-alt"
    menu_order = 210


register_snippet(EventsGroup)


@hooks.register("before_delete_snippet")
def keep_services_in_use(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    return catalogue_admin.refuse_deletion(request, instances)


@hooks.register("register_page_header_buttons")
def page_header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_listing_buttons")
def page_listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Any, user: Any) -> Iterator[Button]:
    """The ways from an event to its registrations, photos and article; from an article to WeChat."""
    if not page.pk or not page.permissions_for_user(user).can_edit():
        return
    kind = page.specific_class or type(page)
    if issubclass(kind, EventIndexPage):
        address = reverse("wde_organisation_dates", args=[page.pk])
        yield Button(_("Calendar"), address, icon_name="calendar", priority=58)
        address = reverse("wde_message_texts", args=[page.pk])
        yield Button(_("Words of messages"), address, icon_name="mail", priority=61)
        address = reverse("wde_publicity_settings", args=[page.pk])
        yield Button(_("Style and rules of articles"), address, icon_name="mobile-alt", priority=62)
        address = reverse("wde_wechat_accounts", args=[page.pk])
        yield Button(_("Official accounts"), address, icon_name="mobile-alt", priority=62)
        address = reverse("wde_inbox", args=[page.pk])
        yield Button(_("Inbox of submissions"), address, icon_name="mail", priority=63)
        address = reverse("wde_draft_digest", args=[page.pk])
        yield Button(_("Digest of a period"), address, icon_name="doc-full", priority=63)
        address = reverse("wde_duty_calendars", args=[page.pk])
        yield Button(_("Calendars for people on duty"), address, icon_name="calendar-check", priority=59)
        if page.permissions_for_user(user).can_add_subpage():
            address = reverse("wde_calendar_imports", args=[page.pk])
            yield Button(_("Import a calendar"), address, icon_name="download", priority=60)
    elif issubclass(kind, EventPage):
        address = reverse("wde_event_dates", args=[page.pk])
        yield Button(_("Dates"), address, icon_name="calendar-alt", priority=59)
        if may(user, "view", page):
            yield Button(
                _("Registrations"),
                reverse("wde_registrations", args=[page.pk]),
                icon_name="group",
                priority=60,
            )
            yield Button(
                _("What people need"), reverse("wde_needs", args=[page.pk]), icon_name="help", priority=60
            )
            yield Button(
                _("Messages"), reverse("wde_messages", args=[page.pk]), icon_name="mail", priority=60
            )
        if may(user, "change", page):
            address = reverse("wde_door", args=[page.pk])
            yield Button(_("At the door"), address, icon_name="tick-inverse", priority=60)
        address = reverse("wde_duplicate", args=[page.pk])
        yield Button(_("Duplicate to a new date"), address, icon_name="copy", priority=64)
        if issubclass(kind, SportsDayPage):
            address = reverse("wde_results", args=[page.pk])
            yield Button(_("Results"), address, icon_name="order", priority=61)
        if issubclass(kind, ArtShowcasePage):
            yield Button(_("Prizes"), reverse("wde_prizes", args=[page.pk]), icon_name="pick", priority=61)
        yield Button(_("Photos"), reverse("wde_photos", args=[page.pk]), icon_name="image", priority=61)
        address = reverse("wde_event_posters", args=[page.pk])
        yield Button(_("Posters and covers"), address, icon_name="image", priority=62)
        yield Button(
            _("Draft an article"),
            reverse("wde_draft_article", args=[page.pk]),
            icon_name="doc-full",
            priority=62,
        )
    elif issubclass(kind, ArticlePage):
        yield Button(_("Checks"), reverse("wde_checks", args=[page.pk]), icon_name="tasks", priority=59)
        yield Button(_("Review"), reverse("wde_review", args=[page.pk]), icon_name="check", priority=60)
        yield Button(
            _("Channels"), reverse("wde_channels", args=[page.pk]), icon_name="mobile-alt", priority=61
        )
        address = reverse("wde_submit", args=[page.pk])
        yield Button(_("Submit to the superior office"), address, icon_name="mail", priority=62)
        address = reverse("wde_article_posters", args=[page.pk])
        yield Button(_("Posters and covers"), address, icon_name="image", priority=62)
        yield Button(_("WeChat"), reverse("wde_wechat", args=[page.pk]), icon_name="mobile-alt", priority=61)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("wde.occurrence.cancel", _("Cancel a date"), _("Date cancelled"))
    actions.register_action("wde.occurrence.postpone", _("Postpone a date"), _("Date postponed"))
    actions.register_action("wde.occurrence.move", _("Move a date"), _("Date moved"))
    actions.register_action("wde.occurrence.reopen", _("Reopen a date"), _("Date reopened"))
    actions.register_action(
        "wde.registrations.reveal", _("See registrants"), _("Personal data of registrants shown")
    )
    actions.register_action("wde.registrations.export", _("Export registrants"), _("Registrants exported"))
    actions.register_action(
        "wde.registrations.promote", _("Give a place out of turn"), _("Place given out of turn")
    )
    actions.register_action(
        "wde.registrations.beyond", _("Book beyond the plan"), _("Somebody booked beyond the plan")
    )
    actions.register_action("wde.registrations.cancel", _("Cancel a sign-up"), _("Sign-up cancelled"))
    actions.register_action("wde.registrations.erase", _("Erase a registrant"), _("Registrant erased"))
    actions.register_action("wde.messages.thanks", _("Thank those who came"), _("Thanks sent"))
    actions.register_action("wde.messages.words", _("Word messages"), _("Words of messages changed"))
    actions.register_action("wde.event.duplicate", _("Duplicate an event"), _("Event duplicated"))
    actions.register_action("wde.calendar.make", _("Make a calendar"), _("Calendar for people on duty made"))
    actions.register_action(
        "wde.calendar.revoke", _("Take a calendar back"), _("Calendar for people on duty taken back")
    )
    actions.register_action("wde.calendar.import", _("Import a calendar"), _("Calendar imported"))
    actions.register_action("wde.results.publish", _("Publish results"), _("Results published"))
    actions.register_action("wde.results.hide", _("Hide results"), _("Results hidden"))
    actions.register_action("wde.prizes.publish", _("Publish prizes"), _("Prizes published"))
    actions.register_action("wde.prizes.hide", _("Hide prizes"), _("Prizes saved or hidden"))
    actions.register_action("wde.photos.upload", _("Upload photos"), _("Photos uploaded"))
    actions.register_action("wde.photos.delete", _("Delete photos"), _("Photos deleted"))
    actions.register_action("wde.photos.people", _("Say who is in a photo"), _("People in a photo changed"))
    actions.register_action("wde.photos.faces", _("Blur or crop a photo"), _("Photo blurred or cropped"))
    actions.register_action(
        "wde.photos.report", _("Decide about a reported photo"), _("Report about a photo decided")
    )
    actions.register_action("wde.photos.link.make", _("Make an upload link"), _("Upload link made"))
    actions.register_action(
        "wde.photos.link.revoke", _("Take an upload link back"), _("Upload link taken back")
    )
    actions.register_action("wde.photos.removed", _("Remove a photo in WeChat"), _("Photo removed in WeChat"))
    actions.register_action("wde.photos.edit", _("Edit photos"), _("Photos described or released"))
    actions.register_action(
        "wde.publicity.settings", _("Set the look of articles"), _("Style and rules of articles changed")
    )
    actions.register_action("wde.article.mend", _("Mend an article"), _("Findings in the article mended"))
    actions.register_action("wde.article.push", _("Push an article"), _("Article pushed to WeChat"))
    actions.register_action(
        "wde.article.published_there", _("Publish in WeChat"), _("Article published in WeChat")
    )
    actions.register_action("wde.submission.send", _("Submit an article"), _("Article submitted"))
    actions.register_action("wde.submission.accept", _("Accept an article"), _("Submitted article accepted"))
    actions.register_action("wde.ledger.sheet", _("Read a spreadsheet"), _("Ledger filled from a sheet"))
    actions.register_action("wde.ledger.remove", _("Remove an entry"), _("Entry of the ledger removed"))
    actions.register_action("wde.account.save", _("Save an account"), _("Official account saved"))
    actions.register_action("wde.article.draft", _("Draft an article"), _("Article drafted from the event"))


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """Shown in the group editor, apart from the page permissions."""
    codenames = [f"{action}_registration" for action in ("view", "change", "reveal", "export")]
    codenames += ["change_occurrence", "read_processing"]
    return Permission.objects.filter(
        content_type__app_label=Registration._meta.app_label, codename__in=codenames
    )


@hooks.register("before_publish_page")
def keep_in_what_is_not_reviewed(request: HttpRequest, page: Any) -> HttpResponse | None:
    return publishing.refuse_to_publish(request, page)


@hooks.register("before_bulk_action")
def keep_in_what_is_not_reviewed_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    return publishing.refuse_in_bulk(request, action_type, objects, action)


@hooks.register("before_copy_page")
def copy_articles_as_drafts(request: HttpRequest, page: Any) -> None:
    publishing.copy_as_drafts(request, page)


@hooks.register("construct_page_action_menu")
def offer_review_instead_of_publishing(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    publishing.without_publishing(items, context)


@hooks.register("before_delete_page")
def refuse_to_delete_registered(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An event with registrations is cancelled or unpublished, never deleted from under its registrants."""
    if not _tell_registered(request, page):
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_delete_registered_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same when several pages are chosen: nothing is deleted as long as one of them has registrations."""
    if action_type != "delete":
        return None
    booked = [page for page in objects if isinstance(page, BasePage) and _tell_registered(request, page)]
    return redirect(action.next_url) if booked else None


def _tell_registered(request: HttpRequest, page: Any) -> bool:
    """Say how many have signed up at or below a page; return whether anybody has."""
    registered = Registration.objects.filter(event__path__startswith=page.path).count()
    if registered:
        messages.error(
            request,
            _(
                "“%(title)s” cannot be deleted: %(count)s people have signed up below it. "
                "Unpublish it instead; their sign-ups stay."
            )
            % {"title": page.get_admin_display_title(), "count": registered},
        )
    return bool(registered)
