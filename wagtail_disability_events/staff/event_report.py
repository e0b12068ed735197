"""The staff's list of events: when, how many, what is missing, what to do next; filtered and exported."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.admin_header import header
from ..occurrences.kinds import EventKind
from ..occurrences.models import Occasion
from ..pages.models import EventIndexPage, EventPage
from ..registration.models.registrations import Registration
from ..registration.models.service_requests import ServiceRequest
from ..scheduling.duplicating import duplicate, proposed_day
from .next_step import event_summaries, next_step


class EventFilterSet(WagtailFilterSet):
    """What staff look for."""

    when = django_filters.ChoiceFilter(
        label=gettext_lazy("When"),
        method="filter_when",
        choices=[
            ("ahead", gettext_lazy("ahead")),
            ("past", gettext_lazy("over")),
            ("draft", gettext_lazy("not published")),
        ],
    )
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Kind"), choices=EventKind.choices, widget=forms.CheckboxSelectMultiple
    )
    occasion = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Occasion"), queryset=Occasion.objects.all()
    )
    organisation = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Held by"),
        queryset=EventIndexPage.objects.order_by("path"),
        method="filter_organisation",
    )
    needs = django_filters.ChoiceFilter(
        label=gettext_lazy("Needs"), method="filter_needs", choices=[("unmet", gettext_lazy("not met"))]
    )

    class Meta:
        model = EventPage
        fields: list[str] = []

    def filter_when(self, events: Any, name: str, value: str) -> Any:
        if value == "draft":
            return events.filter(live=False)
        now = timezone.now()
        return events.filter(last_end__gte=now) if value == "ahead" else events.filter(last_end__lt=now)

    def filter_organisation(self, events: Any, name: str, value: Any) -> Any:
        return events.descendant_of(value)

    def filter_needs(self, events: Any, name: str, value: str) -> Any:
        unmet = ServiceRequest.objects.filter(
            granted=False,
            registration__event=OuterRef("pk"),
            registration__state=Registration.State.CONFIRMED,
        )
        return events.filter(Exists(unmet), last_end__gte=timezone.now())


class EventReportView(ReportView):
    """Events that the user may edit, those ahead first."""

    model = EventPage
    page_title = gettext_lazy("Events")
    header_icon = "calendar-alt"
    index_url_name = "wde_event_report"
    index_results_url_name = "wde_event_report_results"
    filterset_class = EventFilterSet
    is_searchable = False
    list_export = ["title", "when", "state", "seats", "unmet", "photos_shown", "articles_written", "next"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "when": gettext_lazy("When"),
        "state": gettext_lazy("State"),
        "seats": gettext_lazy("Seats taken"),
        "unmet": gettext_lazy("Needs not met"),
        "photos_shown": gettext_lazy("Photos"),
        "articles_written": gettext_lazy("Articles"),
        "next": gettext_lazy("What to do next"),
    }
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            get_url=lambda event: reverse("wagtailadmin_pages:edit", args=[event.pk]),
        ),
        Column("when", label=gettext_lazy("When")),
        Column("state", label=gettext_lazy("State")),
        Column("seats", label=gettext_lazy("Seats taken")),
        Column("unmet", label=gettext_lazy("Needs not met")),
        Column("photos_shown", label=gettext_lazy("Photos")),
        Column("articles_written", label=gettext_lazy("Articles")),
        Column("next_link", label=gettext_lazy("What to do next")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _editable(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        events = EventPage.objects.filter(pk__in=_editable(self.request.user).values("pk"))
        ahead = Min("occurrences__start", filter=Q(occurrences__end__gte=timezone.now()))
        events = events.annotate(last_end=Max("occurrences__end"), next_start=ahead)
        return events.order_by(
            F("next_start").asc(nulls_last=True), F("last_end").desc(nulls_first=True), "-pk"
        )

    def get_base_queryset(self) -> Any:
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        events = list(object_list)
        found = event_summaries(events)
        for event in events:
            summary = found[event.pk]
            step = next_step(event, summary)
            event.when, event.state, event.seats = summary.when, summary.state, summary.seats
            event.unmet, event.photos_shown = summary.unmet, summary.photos
            event.articles_written = summary.articles
            event.next = step.label if step else _("nothing to do")
            link = format_html('<a href="{}">{}</a>', step.url, step.label) if step else event.next
            event.next_link = link
        return events


def _editable(user: Any) -> Any:
    """Pages that the user may edit."""
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")


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
    """One more event like this one: one question, then its draft."""
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
