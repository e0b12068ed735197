"""Pages in Wagtail: what is said or refused when they are saved or deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin import messages

from ..core.base_page import BasePage
from ..registration.models.registrations import Registration
from .create_views import create_once
from .models import EventPage

hooks.register("before_create_page", create_once, order=1000)  # after those of the site


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_questions(request: HttpRequest, page: Any) -> None:
    """A sensitive question without a purpose is saved all the same, and said."""
    if isinstance(page, EventPage) and (open_questions := page.form_definition().without_purpose):
        titles = pgettext("between items of a list", ", ").join(question.title for question in open_questions)
        said = _("These questions are sensitive and do not say what they are needed for: %(questions)s")
        messages.warning(request, said % {"questions": titles})


@hooks.register("before_delete_page")
def refuse_to_delete_registered(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An event with registrations is cancelled or unpublished, never deleted from under its registrants."""
    if not _say_how_many_signed_up(request, page):
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_delete_registered_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same when several pages are chosen: nothing is deleted as long as one of them has registrations."""
    if action_type != "delete":
        return None
    pages = [page for page in objects if isinstance(page, BasePage)]
    booked = [page for page in pages if _say_how_many_signed_up(request, page)]
    return redirect(action.next_url) if booked else None


def _say_how_many_signed_up(request: HttpRequest, page: Any) -> bool:
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
