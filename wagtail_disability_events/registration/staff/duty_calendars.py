"""Calendars for people on duty at an organisation's events: made, listed and taken back in the admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from ...core.admin_header import header
from ...core.page_models import ORGANISATION, model
from ...core.posted import whole_number
from ..messages.duty_calendars import (
    MAX_ACTIVE,
    TooManyCalendars,
    active_calendars,
    make_calendar,
    possible_kinds,
)
from ..models.calendars import PrivateFeed
from ..permissions import may_serve
from ..public.own_calendar import calendar_address

TEMPLATE = "wagtail_disability_events/registration/staff/duty_calendars.html"


class DutyCalendarForm(forms.Form):
    """For whom it is, and how much it says."""

    label = forms.CharField(
        label=gettext_lazy("For whom?"),
        max_length=60,
        help_text=gettext_lazy(
            "A group or a phone, such as 志愿者小队. You find it by this when you take it back."
        ),
        error_messages={"required": gettext_lazy("Please write for whom the calendar is.")},
    )

    def __init__(self, sent: QueryDict | None = None, *, kinds: list[PrivateFeed.Kind]) -> None:
        super().__init__(sent)
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("What does it say?"),
            widget=forms.RadioSelect,
            help_text=gettext_lazy("Names are in neither of them."),
            choices=[(kind.value, kind.label) for kind in kinds],
            initial=kinds[0].value,
        )


@never_cache
@require_http_methods(["GET", "POST"])
def duty_calendars(request: HttpRequest, page_id: int) -> HttpResponse:
    """The calendars of an organisation; a new one, or one taken back, by POST."""
    index = get_object_or_404(model(ORGANISATION), pk=page_id)
    if not index.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    kinds = possible_kinds(request.user, index)
    form = DutyCalendarForm(kinds=kinds)
    if request.method == "POST":
        if revoked := request.POST.get("revoke", ""):
            return _revoke(request, index, revoked)
        form = DutyCalendarForm(request.POST, kinds=kinds)
        if made := _make(request, index, form):
            return made
    context = {
        **header(index, _("Calendars for people on duty"), "calendar-check"),
        "index": index,
        "form": form,
        "feeds": [
            {
                "feed": feed,
                "address": calendar_address(request, feed) if feed.user_id == request.user.pk else "",
                "stopped": not may_serve(feed),
            }
            for feed in active_calendars(index)
        ],
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.is_bound else 200)


def _make(request: HttpRequest, index: Page, form: DutyCalendarForm) -> HttpResponse | None:
    """Make a calendar and go back to the list; None where the form has to be shown again."""
    if not form.is_valid():
        return None
    label, kind = form.cleaned_data["label"], form.cleaned_data["kind"]
    try:
        feed = make_calendar(index, request.user, label=label, kind=kind)
    except TooManyCalendars:
        form.add_error(None, _("There are %(count)s already. Take one back first.") % {"count": MAX_ACTIVE})
        return None
    log(instance=index, action="wde.calendar.make", user=request.user, data={"calendar": feed.pk})
    messages.success(
        request, _("The calendar is made. Subscribe to its address, or send it to those on duty.")
    )
    return redirect("wde_duty_calendars", index.pk)


def _revoke(request: HttpRequest, index: Page, revoked: str) -> HttpResponse:
    feed = get_object_or_404(active_calendars(index), pk=whole_number(revoked) or 0)
    feed.revoke()
    log(instance=index, action="wde.calendar.revoke", user=request.user, data={"calendar": feed.pk})
    messages.success(
        request, _("The address is taken back. Calendars that use it say so and get nothing more.")
    )
    return redirect("wde_duty_calendars", index.pk)
