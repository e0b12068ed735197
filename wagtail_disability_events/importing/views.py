"""Bringing in a calendar of others: choose it, see what would happen, let it happen, see what did."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..calendars.incoming import NotACalendar, Refusal
from ..calendars.models import CalendarImport
from ..core import conf
from ..core.admin_header import header
from ..core.fetching import FetchError, fetch_calendar
from ..core.posted import whole_number
from ..occurrences.kinds import EventKind
from ..occurrences.models import Venue
from ..pages.models import EventIndexPage, EventPage
from .forms import SourceForm
from .guessing import Choices
from .lines import event_line, kind_choices, refused_line, venue_choices
from .planning import PlannedImport, Verdict, plan_of
from .previewing import preview_import
from .running import StartedAlready, is_stopped, start_import
from .wording import fetch_error, file_error

SHOWN = 50
_TEMPLATES = "wagtail_disability_events/importing/"


@never_cache
@require_http_methods(["GET", "POST"])
def calendar_imports(request: HttpRequest, page_id: int) -> HttpResponse:
    """The calendars that an organisation takes events from, and one more by POST."""
    index = _index_for(request, page_id)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (again := request.POST.get("again", "")):
        source = get_object_or_404(index.calendar_sources, pk=whole_number(again) or 0)
        form = SourceForm({"url": source.url})
    if request.method == "POST" and form.is_valid():
        run = _previewed(request, index, form)
        if run is not None:
            return redirect("wde_calendar_import", run.pk)
    context = {
        **header(index, _("Import a calendar"), "download"),
        "index": index,
        "form": form,
        "sources": [
            {"source": source, "last": source.imports.first(), "events": source.events.count()}
            for source in index.calendar_sources.all()
        ],
        "may_fetch": conf.get("IMPORT_FROM_ADDRESSES"),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}calendar_imports.html", context, status=status)


def _previewed(request: HttpRequest, index: EventIndexPage, form: SourceForm) -> CalendarImport | None:
    """The import of a form's file or address, to be looked at; None with an error at the field."""
    file, url = form.cleaned_data.get("file"), form.cleaned_data.get("url", "").strip()
    try:
        content = file.read() if file else fetch_calendar(url)
        name = file.name if file else (urlsplit(url).hostname or url)
        return preview_import(content, index, user=request.user, name=name, url="" if file else url)
    except NotACalendar as error:
        form.add_error("file" if file else "url", file_error(error))
    except FetchError as error:
        form.add_error("url" if "url" in form.fields else None, fetch_error(error))
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def calendar_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: what it would do, how far it is, or what it did."""
    run = get_object_or_404(CalendarImport.objects.select_related("source__page"), pk=import_id)
    index = _index_for(request, run.source.page_id)
    if request.method == "POST":
        return _start(request, run)
    if run.state == CalendarImport.State.PREVIEW:
        return _preview(request, run, index)
    stopped = is_stopped(run)
    counts = run.report.get("counts", {})
    drafts = EventPage.objects.filter(imports__source=run.source).order_by("-latest_revision_created_at")
    context = {
        **header(index, _("Import a calendar"), "download"),
        "index": index,
        "run": run,
        "stopped": stopped,
        "running": run.state == CalendarImport.State.RUNNING and not stopped,
        "counts": [(verdict.label, counts.get(verdict.value, 0)) for verdict in Verdict],
        "problems": [refused_line(Refusal(**item)) for item in run.report.get("problems", [])],
        "refused": len(run.refused),
        "drafts": drafts[:SHOWN],
    }
    return TemplateResponse(request, f"{_TEMPLATES}calendar_import_run.html", context)


def _preview(request: HttpRequest, run: CalendarImport, index: EventIndexPage) -> HttpResponse:
    """The events of the file in groups by what becomes of them, one group at a time."""
    plan = plan_of(run)
    by_verdict: dict[str, list[PlannedImport]] = {verdict.value: [] for verdict in Verdict}
    for line in plan.lines:
        by_verdict[line.verdict.value].append(line)
    groups = [(v.value, str(v.label), len(by_verdict[v.value])) for v in Verdict if by_verdict[v.value]]
    if plan.refused:
        groups.append(("refused", _("not imported"), len(plan.refused)))
    names = [name for name, _label, _count in groups]
    chosen = request.GET.get("show", "")
    shown = chosen if chosen in names else (names[0] if names else "")
    venues, choices = list(Venue.objects.all()), Choices.of(run.source)
    page: Any
    if shown == "refused":
        page = Paginator(plan.refused, SHOWN).get_page(request.GET.get("p"))
        lines: list[Any] = [refused_line(row) for row in page]
    else:
        page = Paginator(by_verdict.get(shown, []), SHOWN).get_page(request.GET.get("p"))
        lines = [event_line(row, choices, venues) for row in page]
    context = {
        **header(index, _("Import a calendar"), "download"),
        "index": index,
        "run": run,
        "groups": groups,
        "shown": shown,
        "page": page,
        "lines": lines,
        "kind_choices": kind_choices(plan.lines, choices),
        "venue_choices": venue_choices(plan.lines, choices, venues),
        "kinds": EventKind.choices,
        "venues": venues,
        "work": sum(len(by_verdict[name]) for name in ("new", "changed", "cancelled", "edited")),
        "may_take": shown == Verdict.EDITED,
    }
    return TemplateResponse(request, f"{_TEMPLATES}calendar_import.html", context)


def _start(request: HttpRequest, run: CalendarImport) -> HttpResponse:
    choices = _chosen(request, Choices.of(run.source))
    try:
        start_import(run, user=request.user, choices=choices, take_theirs=request.POST.getlist("take"))
    except StartedAlready:
        messages.warning(request, _("This import has been started already."))
    return redirect("wde_calendar_import", run.pk)


def _chosen(request: HttpRequest, before: Choices) -> Choices:
    """What staff decided of words in the file, beside what they decided before."""
    kinds, venues = dict(before.kinds), dict(before.venues)
    known = set(Venue.objects.values_list("pk", flat=True))
    for word, kind in zip(request.POST.getlist("kind-word"), request.POST.getlist("kind"), strict=False):
        if kind in EventKind.values:
            kinds[word[:200]] = kind
        else:
            kinds.pop(word[:200], None)
    for word, venue in zip(request.POST.getlist("venue-word"), request.POST.getlist("venue"), strict=False):
        chosen = whole_number(venue)
        venues[word[:200]] = chosen if chosen in known else None
    return Choices(kinds, venues)


def _index_for(request: HttpRequest, page_id: int) -> EventIndexPage:
    index: EventIndexPage = get_object_or_404(EventIndexPage, pk=page_id)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return index
