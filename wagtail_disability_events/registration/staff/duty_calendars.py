"""Calendars for people on duty at an organisation's events: made, listed and taken back in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ...core.page_models import ORGANISATION, model
from ...core.users import signed_in
from ..models.calendars import PrivateFeed
from ..permissions import may, may_serve
from ..public.own_calendar import calendar_address

MAX_ACTIVE = 50
"""Calendars of one organisation that may be active at a time."""


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
    kind = forms.ChoiceField(
        label=gettext_lazy("What does it say?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Names are in neither of them."),
    )

    def __init__(self, *args: Any, with_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [PrivateFeed.Kind.VOLUNTEER]
        if with_numbers:
            kinds.insert(0, PrivateFeed.Kind.STAFF)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in kinds]
        field.initial = kinds[0].value


@never_cache
@require_http_methods(["GET", "POST"])
def duty_calendars(request: HttpRequest, page_id: int) -> HttpResponse:
    """The calendars of an organisation; a new one, or one taken back, by POST."""
    index = get_object_or_404(model(ORGANISATION), pk=page_id)
    if not index.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    active = PrivateFeed.objects.active().filter(page=index).select_related("user", "page")
    form = DutyCalendarForm(with_numbers=may(request.user, "view", index))
    if request.method == "POST" and (revoked := request.POST.get("revoke", "")):
        return _revoke(request, index, active, revoked)
    if request.method == "POST":
        form = DutyCalendarForm(request.POST, with_numbers=may(request.user, "view", index))
        if active.count() >= MAX_ACTIVE:
            form.add_error(
                None, _("There are %(count)s already. Take one back first.") % {"count": MAX_ACTIVE}
            )
        elif form.is_valid():
            return _make(request, index, form.cleaned_data)
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
            for feed in active
        ],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(
        request, "wagtail_disability_events/registration/staff/duty_calendars.html", context, status=status
    )


def _make(request: HttpRequest, index: Any, data: dict[str, Any]) -> HttpResponse:
    PrivateFeed.objects.create(page=index, user=signed_in(request.user), **data)
    log(instance=index, action="wde.calendar.make", user=request.user, data={"label": data["label"]})
    messages.success(
        request, _("The calendar is made. Subscribe to its address, or send it to those on duty.")
    )
    return redirect("wde_duty_calendars", index.pk)


def _revoke(request: HttpRequest, index: Any, active: Any, revoked: str) -> HttpResponse:
    feed = get_object_or_404(active, pk=int(revoked) if revoked.isdigit() else 0)
    feed.revoke()
    log(instance=index, action="wde.calendar.revoke", user=request.user, data={"label": feed.label})
    messages.success(
        request, _("The address is taken back. Calendars that use it say so and get nothing more.")
    )
    return redirect("wde_duty_calendars", index.pk)
