"""The filters of the staff's list of events."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from ..occurrences.kinds import EventKind
from ..occurrences.models import Occasion
from ..pages.models import EventIndexPage, EventPage
from ..registration.models.registrations import Registration
from ..registration.models.service_requests import ServiceRequest


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

    def filter_when(self, events: QuerySet, name: str, value: str) -> QuerySet:
        if value == "draft":
            return events.filter(live=False)
        now = timezone.now()
        return events.filter(last_end__gte=now) if value == "ahead" else events.filter(last_end__lt=now)

    def filter_organisation(self, events: QuerySet, name: str, value: EventIndexPage) -> QuerySet:
        return events.filter(path__startswith=value.path).exclude(pk=value.pk)

    def filter_needs(self, events: QuerySet, name: str, value: str) -> QuerySet:
        unmet = ServiceRequest.objects.filter(
            granted=False,
            registration__event=OuterRef("pk"),
            registration__state=Registration.State.CONFIRMED,
        )
        return events.filter(Exists(unmet), last_end__gte=timezone.now())
