"""The ledger as a table with filters and XLSX, a form for one entry, a spreadsheet for many, targets."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...core.spreadsheets import neutralise
from ...gallery.staff.forms import number_in
from ...pages.models import ArticlePage, EventIndexPage
from .models import LedgerEntry, Outlet, OutletLevel, PublicityTarget, title_key
from .sheet import SheetRow, SheetUnreadable, mark_known, read_sheet, take_over
from .targets import progress

ENTRY = "wagtail_disability_events/publicity/ledger/entry.html"
SHEET = "wagtail_disability_events/publicity/ledger/sheet.html"
TARGETS = "wagtail_disability_events/publicity/ledger/targets.html"
TYPED = ("title", "note", "link", "outlet", "organisation")
"""Columns whose words somebody typed."""
SALT = "wagtail_disability_events.ledger"


def organisations_of(user: Any) -> Any:
    """The organisations whose pages somebody may edit."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return EventIndexPage.objects.filter(pk__in=editable.values("pk"))


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

    def filter_organisation(self, entries: Any, name: str, value: Any) -> Any:
        return entries.filter(organisation__path__startswith=value.path)

    def filter_step(self, entries: Any, name: str, value: str) -> Any:
        return entries.exclude(**{f"{value}_on": None})

    def filter_first(self, entries: Any, name: str, value: Any) -> Any:
        return entries.filter(counted_on__gte=value)

    def filter_last(self, entries: Any, name: str, value: Any) -> Any:
        return entries.filter(counted_on__lte=value)


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

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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

    def get_queryset(self) -> Any:
        entries = LedgerEntry.objects.filter(organisation__in=organisations_of(self.request.user))
        counted = Coalesce("carried_on", "accepted_on", "submitted_on")
        entries = entries.annotate(counted_on=counted).select_related("outlet", "organisation")
        if self.is_searching:
            entries = entries.filter(
                Q(title__icontains=self.search_query) | Q(note__icontains=self.search_query)
            )
        return entries.order_by("-counted_on", "-pk")

    def get_base_queryset(self) -> Any:
        return self.get_queryset()

    def search_queryset(self, queryset: Any) -> Any:
        return queryset

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        entries = list(object_list)
        for entry in entries:
            entry.outlet_kind = entry.outlet.get_kind_display()
            entry.outlet_level = entry.outlet.get_level_display()
        return entries

    def to_row_dict(self, item: Any) -> Any:
        """A row for XLSX and CSV; what a spreadsheet would run as a formula is shown as text."""
        item.outlet_kind, item.outlet_level = item.outlet.get_kind_display(), item.outlet.get_level_display()
        row = super().to_row_dict(item)
        return {name: neutralise(str(value)) if name in TYPED else value for name, value in row.items()}


class EntryForm(forms.ModelForm):
    """One entry; an outlet that is not there yet is named below the list."""

    new_outlet = forms.CharField(label=gettext_lazy("or another outlet"), required=False, max_length=80)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("its kind"), required=False, choices=[("", "---"), *Outlet.Kind.choices]
    )
    new_level = forms.ChoiceField(
        label=gettext_lazy("its level"), required=False, choices=[("", "---"), *OutletLevel.choices]
    )

    class Meta:
        model = LedgerEntry
        fields = [
            *("organisation", "title", "article", "outlet", "new_outlet", "new_kind", "new_level"),
            *("submitted_on", "accepted_on", "carried_on", "link", "reads", "proof", "note"),
        ]
        widgets = dict.fromkeys(("submitted_on", "accepted_on", "carried_on"), AdminDateInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(user)
        self.fields["organisation"].queryset = own.order_by("path")  # type: ignore[attr-defined]
        editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        self.fields["article"].queryset = ArticlePage.objects.filter(  # type: ignore[attr-defined]
            pk__in=editable.values("pk")
        ).order_by("-date")
        self.fields["outlet"].required = False
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("title") and found.get("article"):
            found["title"] = found["article"].title
        if not found.get("title"):
            self.add_error("title", _("Give the title, or choose the article."))
        if not found.get("outlet") and not found.get("new_outlet"):
            self.add_error("outlet", _("Say where it was submitted or carried."))
        elif not found.get("outlet") and not (found.get("new_kind") and found.get("new_level")):
            self.add_error("new_outlet", _("Say of which kind and level it is."))
        days = [found.get(name) for name in ("submitted_on", "accepted_on", "carried_on")]
        if not any(days) and not self.errors:
            self.add_error("submitted_on", _("Give one of the three days at least."))
        self._refuse_twice(found)
        return found

    def _refuse_twice(self, found: dict[str, Any]) -> None:
        outlet = found.get("outlet") or Outlet.objects.filter(name=found.get("new_outlet") or "").first()
        if outlet is None or not found.get("title") or not found.get("organisation"):
            return
        twin = LedgerEntry.objects.filter(
            organisation=found["organisation"], outlet=outlet, key=title_key(found["title"])
        ).exclude(pk=self.instance.pk)
        if twin.exists():
            self.add_error("title", _("This article is in the ledger for this outlet already."))

    def save(self, commit: bool = True) -> Any:
        found = self.cleaned_data
        self.instance.title = found["title"]
        if not found.get("outlet"):
            self.instance.outlet, _new = Outlet.objects.get_or_create(
                name=found["new_outlet"], kind=found["new_kind"], defaults={"level": found["new_level"]}
            )
        return super().save(commit)


class SheetForm(forms.Form):
    """A file, and whose entries they are."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=EventIndexPage.objects.none()
    )
    file = forms.FileField(label=gettext_lazy("Spreadsheet"), help_text=gettext_lazy("XLSX or CSV."))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(user).order_by("path")  # type: ignore[attr-defined]


class TargetForm(forms.ModelForm):
    """One target."""

    class Meta:
        model = PublicityTarget
        fields = ["organisation", "year", "counted", "level", "number"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(user).order_by("path")  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: int | None = None) -> HttpResponse:
    """One entry of the ledger: look, change, remove."""
    own = LedgerEntry.objects.filter(organisation__in=organisations_of(request.user))
    instance = get_object_or_404(own, pk=entry_id) if entry_id else LedgerEntry(made_by=request.user)
    if not organisations_of(request.user).exists():
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") == "remove" and instance.pk:
        log(instance=instance.organisation, action="wde.ledger.remove", user=request.user)
        instance.delete()
        messages.success(request, _("The entry is removed."))
        return redirect("wde_ledger")
    initial = {} if entry_id else {"submitted_on": timezone.localdate()}
    form = EntryForm(
        request.POST or None, request.FILES or None, instance=instance, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The entry is saved."))
        return redirect("wde_ledger")
    context = {
        **_header(_("Entry of the ledger"), "list-ul"),
        "form": form,
        "entry": instance if instance.pk else None,
    }
    return TemplateResponse(request, ENTRY, context, status=422 if form.errors else 200)


@never_cache
@require_GET
def proof(request: HttpRequest, entry_id: int) -> FileResponse:
    """The screenshot or scan of an entry, for those who may edit its organisation."""
    own = LedgerEntry.objects.filter(organisation__in=organisations_of(request.user)).exclude(proof="")
    found = get_object_or_404(own, pk=entry_id)
    suffix = str(found.proof.name).rsplit(".", 1)[-1]
    response = FileResponse(found.proof.open("rb"), as_attachment=True, filename=f"{found.pk}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Many entries from a file: first look, then take over."""
    if not organisations_of(request.user).exists():
        raise PermissionDenied
    if request.method == "POST" and "rows" in request.POST:
        return _take_over(request)
    form = SheetForm(request.POST or None, request.FILES or None, user=request.user)
    rows: list[SheetRow] = []
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            rows = read_sheet(file.read(), file.name)
            mark_known(rows, form.cleaned_data["organisation"])
        except SheetUnreadable as unreadable:
            form.add_error("file", str(unreadable))
    right = [row for row in rows if not row.problem]
    context = {
        **_header(_("From a spreadsheet"), "upload"),
        "form": form,
        "rows": rows,
        "right": len(right),
        "known": sum(row.is_known for row in rows),
        "organisation": form.cleaned_data.get("organisation") if form.is_bound and form.is_valid() else None,
        "packed": signing.dumps([_packed(row) for row in right], salt=SALT, compress=True) if right else "",
    }
    return TemplateResponse(request, SHEET, context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """The targets of the year of each organisation, how far they are, and a form for one more."""
    own = organisations_of(request.user)
    if not own.exists():
        raise PermissionDenied
    today = timezone.localdate()
    if request.method == "POST" and request.POST.get("do") == "remove":
        PublicityTarget.objects.filter(organisation__in=own, pk=number_in(request.POST, "target")).delete()
        return redirect("wde_targets")
    form = TargetForm(request.POST or None, user=request.user, initial={"year": today.year})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The target is saved."))
        return redirect("wde_targets")
    context = {
        **_header(_("Targets of the year"), "success"),
        "form": form,
        "rows": [
            (organisation, found)
            for organisation in own.order_by("path")
            if (found := progress(organisation, today))
        ],
    }
    return TemplateResponse(request, TARGETS, context, status=422 if form.errors else 200)


def _take_over(request: HttpRequest) -> HttpResponse:
    organisation = get_object_or_404(
        organisations_of(request.user), pk=number_in(request.POST, "organisation")
    )
    try:
        packed = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        messages.error(request, _("Too much time has passed. Choose the file again."))
        return redirect("wde_ledger_sheet")
    rows = [SheetRow(0, _unpacked(values)) for values in packed]
    new = take_over(rows, organisation, request.user)
    log(instance=organisation, action="wde.ledger.sheet", user=request.user, data={"new": new})
    messages.success(
        request, ngettext("%(count)s new entry.", "%(count)s new entries.", new) % {"count": new}
    )
    return redirect("wde_ledger")


def _packed(row: SheetRow) -> dict[str, Any]:
    """The values of a row as JSON takes them."""
    values = row.values.items()
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def _unpacked(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in values.items()
    }


def _header(title: str, icon: str) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wde_ledger"), "label": _("Publicity ledger")},
            {"url": "", "label": title},
        ],
    }
