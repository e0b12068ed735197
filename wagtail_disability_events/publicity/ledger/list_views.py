"""The ledger as a table with filters, search and XLSX."""

from datetime import date

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

from ...core.spreadsheets import neutralise
from ...pages.models import EventIndexPage
from ..permissions import organisations_of
from .models import LedgerEntry, Outlet, OutletLevel
from .queries import counted_from, counted_until, entries_of, newest_first, with_words

Entries = QuerySet[LedgerEntry]
TYPED = ("title", "note", "link", "outlet", "organisation")
"""Columns whose words somebody typed."""


class LedgerFilterSet(WagtailFilterSet):
    """What staff look for in the ledger."""

    organisation = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Organisation"),
        queryset=EventIndexPage.objects.order_by("path"),
        method="filter_organisation",
    )
    outlet = django_filters.ModelChoiceFilter(label=gettext_lazy("Outlet"), queryset=Outlet.objects.all())
    kind = django_filters.MultipleChoiceFilter(
        field_name="outlet__kind",
        label=gettext_lazy("Kind"),
        choices=Outlet.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    level = django_filters.MultipleChoiceFilter(
        field_name="outlet__level",
        label=gettext_lazy("Level"),
        choices=OutletLevel.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    step = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="filter_step",
        choices=[
            ("submitted", gettext_lazy("submitted")),
            ("accepted", gettext_lazy("accepted")),
            ("carried", gettext_lazy("carried")),
        ],
    )
    first = django_filters.DateFilter(
        label=gettext_lazy("From"), method="filter_first", widget=AdminDateInput
    )
    last = django_filters.DateFilter(label=gettext_lazy("Until"), method="filter_last", widget=AdminDateInput)

    class Meta:
        model = LedgerEntry
        fields: list[str] = []

    def filter_organisation(self, entries: Entries, name: str, value: EventIndexPage) -> Entries:
        return entries.filter(organisation__path__startswith=value.path)

    def filter_step(self, entries: Entries, name: str, value: str) -> Entries:
        return entries.exclude(**{f"{value}_on": None})

    def filter_first(self, entries: Entries, name: str, value: date) -> Entries:
        return counted_from(entries, value)

    def filter_last(self, entries: Entries, name: str, value: date) -> Entries:
        return counted_until(entries, value)


class LedgerView(ReportView):
    """Entries of the organisations that the user may edit, newest first."""

    model = LedgerEntry
    page_title = gettext_lazy("Publicity ledger")
    header_icon = "list-ul"
    index_url_name = "wde_ledger"
    index_results_url_name = "wde_ledger_results"
    filterset_class = LedgerFilterSet
    is_searchable = True
    search_fields = ["title", "note"]
    list_export = [
        *("title", "organisation", "outlet", "outlet_kind", "outlet_level"),
        *("submitted_on", "accepted_on", "carried_on", "link", "reads", "note"),
    ]
    export_headings = {
        "title": gettext_lazy("Title"),
        "organisation": gettext_lazy("Organisation"),
        "outlet": gettext_lazy("Outlet"),
        "outlet_kind": gettext_lazy("Kind"),
        "outlet_level": gettext_lazy("Level"),
        "submitted_on": gettext_lazy("submitted on (报送)"),
        "accepted_on": gettext_lazy("accepted on (采用)"),
        "carried_on": gettext_lazy("carried on (刊播)"),
        "link": gettext_lazy("link"),
        "reads": gettext_lazy("reads"),
        "note": gettext_lazy("note"),
    }
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            get_url=lambda entry: reverse("wde_ledger_entry", args=[entry.pk]),
        ),
        Column("organisation", label=gettext_lazy("Organisation")),
        Column("outlet", label=gettext_lazy("Outlet")),
        Column("outlet_level", label=gettext_lazy("Level")),
        Column("submitted_on", label=gettext_lazy("submitted on (报送)")),
        Column("accepted_on", label=gettext_lazy("accepted on (采用)")),
        Column("carried_on", label=gettext_lazy("carried on (刊播)")),
        Column("reads", label=gettext_lazy("reads")),
    ]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not organisations_of(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """One entry, many entries, targets."""
        return [
            HeaderButton(_("Enter one"), reverse("wde_ledger_add"), icon_name="plus", priority=10),
            HeaderButton(
                _("From a spreadsheet"), reverse("wde_ledger_sheet"), icon_name="upload", priority=20
            ),
            HeaderButton(_("Targets of the year"), reverse("wde_targets"), icon_name="success", priority=30),
        ]

    def get_queryset(self) -> Entries:
        entries = newest_first(entries_of(self.request.user))
        return with_words(entries, self.search_query) if self.is_searching else entries

    def get_base_queryset(self) -> Entries:
        return self.get_queryset()

    def search_queryset(self, queryset: Entries) -> Entries:
        return queryset

    def to_row_dict(self, item: LedgerEntry) -> dict[str, object]:
        """A row for XLSX and CSV; what a spreadsheet would run as a formula is shown as text."""
        row = super().to_row_dict(item)
        return {name: neutralise(str(value)) if name in TYPED else value for name, value in row.items()}
