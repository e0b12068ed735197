"""One more event like this one: one question, then its draft."""

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
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from ..core.admin_header import header
from ..pages.models import EventPage
from ..scheduling.duplicating import duplicate, proposed_day


class DuplicateForm(forms.Form):
    """A new title, and the day of the first date."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=AdminDateInput,
        help_text=gettext_lazy("All other dates move with it."),
        error_messages={
            "required": gettext_lazy("Give the new day."),
            "invalid": gettext_lazy("Write the day like 2027-05-17."),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
def duplicate_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask for title and day; by POST make the draft."""
    event = get_object_or_404(EventPage, pk=event_id).specific
    parent = event.get_parent().specific
    may_edit = event.permissions_for_user(request.user).can_edit()
    if not may_edit or not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    initial = {"title": event.title, "day": proposed_day(event)}
    form = DuplicateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        copy = duplicate(event, form.cleaned_data["day"], title=form.cleaned_data["title"], user=request.user)
        log(instance=copy, action="wde.event.duplicate", user=request.user, data={"from": event.pk})
        messages.success(request, _("This is the draft of the new event. Look it over and publish it."))
        return redirect("wagtailadmin_pages:edit", copy.pk)
    context = {**header(event, _("Duplicate to a new date"), "copy"), "event": event, "form": form}
    status = 422 if form.is_bound else 200
    template = "wagtail_disability_events/staff/duplicate.html"
    return TemplateResponse(request, template, context, status=status)
