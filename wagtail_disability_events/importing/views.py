"""Bringing in a calendar of others: choose it, look at what would happen, let it happen, see what did."""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ..calendars.incoming import MAX_DATES, MAX_EVENTS, IncomingEvent, NotACalendar, Refusal
from ..calendars.models import CalendarImport, CalendarSource
from ..core import conf
from ..core.admin_header import header
from ..core.dates import span_phrase
from ..core.fetching import FetchError, fetch_calendar
from ..occurrences.kinds import EventKind
from ..occurrences.models import Venue
from ..pages.models import EventIndexPage, EventPage
from .importing import BEAT, PlannedImport, Verdict, look_at, plan_of, run_import
from .mapping import aware_span, guessed_kind, guessed_venue, kind_in

SHOWN = 50
MAX_CHOICES = 40
_TEMPLATES = "wagtail_disability_events/importing/"

_FILE_ERRORS = {
    "web-page": gettext_lazy(
        "This is a web page, not a calendar. Look for “export”, “subscribe” or “iCal” there."
    ),
    "no-calendar": gettext_lazy(
        "This is not a calendar file. One begins with BEGIN:VCALENDAR and ends in .ics."
    ),
    "encoding": gettext_lazy("The characters of this file cannot be read. Save it as UTF-8."),
    "many": gettext_lazy("This calendar has more than %(events)s events. Export a shorter time."),
}
_FETCH_ERRORS = {
    "off": gettext_lazy(
        "Reading from addresses is switched off on this site. Download the file and choose it here."
    ),
    "scheme": gettext_lazy("Only addresses that begin with https://, http:// or webcal:// can be read."),
    "address": gettext_lazy("This is not an address of a calendar."),
    "name": gettext_lazy("There is no server of this name: %(part)s."),
    "private": gettext_lazy(
        "%(part)s is not on the public internet, or not on its usual port, and is not asked."
    ),
    "redirects": gettext_lazy("The address leads on and on. Open it in a browser and copy the last one."),
    "status": gettext_lazy("The other server answers with error %(part)s."),
    "type": gettext_lazy("The other server sends “%(part)s”, not a calendar."),
    "size": gettext_lazy("The calendar is larger than %(limit)s. Export a shorter time."),
    "time": gettext_lazy(
        "The other server is too slow. Try again later, or download the file and choose it here."
    ),
    "network": gettext_lazy("The other server cannot be reached, or broke off. Try again later."),
}
REFUSALS = {
    "too-long": gettext_lazy("It is too long to be an event."),
    "syntax": gettext_lazy("It is not written as a calendar writes it."),
    "no-uid": gettext_lazy("It has no identifier (UID), so that it could not be known again."),
    "no-title": gettext_lazy("It has no title."),
    "no-start": gettext_lazy("It does not say when it begins."),
    "time": gettext_lazy("Its time cannot be read: %(part)s."),
    "year": gettext_lazy("Its year is out of reach: %(part)s."),
    "mixed": gettext_lazy("It begins on a day and ends at an hour, or the other way round."),
    "end": gettext_lazy("It ends before it begins."),
    "zone": gettext_lazy("Its time zone is not known: %(part)s."),
    "twice": gettext_lazy("The file has it twice; the newer one is taken."),
    "rules": gettext_lazy("It repeats by several rules."),
    "rule": gettext_lazy("Its rule of repetition is not supported: %(part)s."),
    "many-dates": gettext_lazy("It has more than %(dates)s dates."),
    "no-dates": gettext_lazy("All its dates are left out."),
    "schedule": gettext_lazy("Its dates are not possible here: %(part)s"),
    "ours": gettext_lazy("It comes from this site."),
    "elsewhere": gettext_lazy("It was imported from another calendar already."),
    "cancelled": gettext_lazy("It is cancelled there, and was never here."),
    "deleted": gettext_lazy("It was deleted here, and is not brought back."),
    "edited": Verdict.EDITED.label,
    "older": gettext_lazy("It is older than what was imported before."),
}
NOTES = {
    "alone": gettext_lazy("one date of a series that is not in the file"),
    "end": gettext_lazy("its end was written as its last day"),
    "floating": gettext_lazy("its time has no zone and is read as the calendar's"),
    "other-clock": gettext_lazy("repeats by another clock; written date by date for two years"),
}


class SourceForm(forms.Form):
    """A file, or an address where the site allows that."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    url = forms.CharField(
        label=gettext_lazy("or its address"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("It begins with https:// or webcal://. You can read it again later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not conf.get("IMPORT_FROM_ADDRESSES"):
            del self.fields["url"]

    def clean_file(self) -> Any:
        """A file of a size that can be read."""
        file, limit = self.cleaned_data["file"], conf.get("IMPORT_MAX_BYTES")
        if file and file.size > limit:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export a shorter time.")
                % {"limit": filesizeformat(limit)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("url"):
            self.add_error("file", _("Choose a calendar file."))
        return data


@never_cache
@require_http_methods(["GET", "POST"])
def calendar_imports(request: HttpRequest, page_id: int) -> HttpResponse:
    """The calendars that an organisation takes events from, and one more by POST."""
    index = _index_for(request, page_id)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (again := request.POST.get("again", "")):
        source = get_object_or_404(index.calendar_sources, pk=int(again) if again.isdigit() else 0)
        form = SourceForm({"url": source.url})
    if request.method == "POST" and form.is_valid():
        run = _looked_at(request, index, form)
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


def _looked_at(request: HttpRequest, index: Any, form: SourceForm) -> CalendarImport | None:
    """The import of a form's file or address, only looked at; None with an error at the field."""
    file, url = form.cleaned_data.get("file"), form.cleaned_data.get("url", "").strip()
    try:
        content = file.read() if file else fetch_calendar(url)
        name = file.name if file else (urlsplit(url).hostname or url)
        return look_at(content, index, user=request.user, name=name, url="" if file else url)
    except NotACalendar as error:
        form.add_error("file" if file else "url", _FILE_ERRORS[error.code] % {"events": MAX_EVENTS})
    except FetchError as error:
        limit = filesizeformat(conf.get("IMPORT_MAX_BYTES"))
        form.add_error(
            "url" if "url" in form.fields else None,
            _FETCH_ERRORS[error.code] % {"part": error.part, "limit": limit},
        )
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def calendar_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: what it would do, how far it is, or what it did."""
    run: Any = get_object_or_404(CalendarImport.objects.select_related("source__page"), pk=import_id)
    index = _index_for(request, run.source.page_id)
    if request.method == "POST":
        return _start(request, run, index)
    if run.state == CalendarImport.State.PREVIEW:
        return _preview(request, run, index)
    stopped = run.state == CalendarImport.State.RUNNING and run.beat_at < timezone.now() - BEAT
    context = {
        **header(index, _("Import a calendar"), "download"),
        "index": index,
        "run": run,
        "stopped": stopped,
        "running": run.state == CalendarImport.State.RUNNING and not stopped,
        "counts": [
            (verdict.label, run.report.get("counts", {}).get(verdict.value, 0)) for verdict in Verdict
        ],
        "problems": [_refused_row(Refusal(**item)) for item in run.report.get("problems", [])],
        "refused": len(run.refused),
        "drafts": EventPage.objects.filter(imports__source=run.source).order_by(
            "-latest_revision_created_at"
        )[:SHOWN],
    }
    return TemplateResponse(request, f"{_TEMPLATES}calendar_import_run.html", context)


def _preview(request: HttpRequest, run: CalendarImport, index: Any) -> HttpResponse:
    plan = plan_of(run)
    by_verdict: dict[str, list[PlannedImport]] = {verdict.value: [] for verdict in Verdict}
    for line in plan.lines:
        by_verdict[line.verdict.value].append(line)
    chosen = request.GET.get("show", "")
    groups = [("refused", _("not imported"), len(plan.refused))] if plan.refused else []
    groups = [
        (v.value, str(v.label), len(by_verdict[v.value])) for v in Verdict if by_verdict[v.value]
    ] + groups
    names = [name for name, _label, _count in groups]
    shown = chosen if chosen in names else (names[0] if names else "")
    venues = list(Venue.objects.all())
    rows: list[Any] = plan.refused if shown == "refused" else by_verdict.get(shown, [])  # type: ignore[assignment]
    page = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
    context = {
        **header(index, _("Import a calendar"), "download"),
        "index": index,
        "run": run,
        "groups": groups,
        "shown": shown,
        "page": page,
        "lines": [_refused_row(row) if shown == "refused" else _row(row, run.source, venues) for row in page],
        "kind_choices": _kind_choices(plan.lines, run.source),
        "venue_choices": _venue_choices(plan.lines, run.source, venues),
        "kinds": EventKind.choices,
        "venues": venues,
        "work": sum(len(by_verdict[name]) for name in ("new", "changed", "cancelled", "edited")),
        "may_take": shown == Verdict.EDITED,
    }
    return TemplateResponse(request, f"{_TEMPLATES}calendar_import.html", context)


def _start(request: HttpRequest, run: CalendarImport, index: Any) -> HttpResponse:
    """Keep the choices and begin; a second press, or somebody else's, changes nothing."""
    with transaction.atomic():
        locked = CalendarImport.objects.select_for_update().get(pk=run.pk)
        beat = locked.beat_at or timezone.now()
        goes_on = locked.state == CalendarImport.State.RUNNING and beat < timezone.now() - BEAT
        if locked.state != CalendarImport.State.PREVIEW and not goes_on:
            messages.warning(request, _("This import has been started already."))
            return redirect("wde_calendar_import", run.pk)
        if not goes_on:
            _keep_choices(request, run.source)
            taken = request.POST.getlist("take")
            locked.take_theirs = [event["uid"] for event in locked.events if event["uid"] in set(taken)]
        locked.state, locked.beat_at = CalendarImport.State.RUNNING, timezone.now()
        locked.user_id = request.user.pk
        locked.save(update_fields=["state", "beat_at", "user", "take_theirs"])
        log(instance=index, action="wde.calendar.import", user=request.user, data={"source": run.source.name})
        transaction.on_commit(lambda: run_import.enqueue(run.pk))
    return redirect("wde_calendar_import", run.pk)


def _keep_choices(request: HttpRequest, source: CalendarSource) -> None:
    """What staff decided of words in the file; held for next time."""
    kinds, venues = dict(source.choices.get("kind", {})), dict(source.choices.get("venue", {}))
    known = set(Venue.objects.values_list("pk", flat=True))
    for word, kind in zip(request.POST.getlist("kind-word"), request.POST.getlist("kind"), strict=False):
        if kind in EventKind.values:
            kinds[word[:200]] = kind
        else:
            kinds.pop(word[:200], None)
    for word, venue in zip(request.POST.getlist("venue-word"), request.POST.getlist("venue"), strict=False):
        venues[word[:200]] = int(venue) if venue.isdigit() and int(venue) in known else None
    source.choices = {"kind": kinds, "venue": venues}
    source.save(update_fields=["choices"])


def _index_for(request: HttpRequest, page_id: int) -> Any:
    index = get_object_or_404(EventIndexPage, pk=page_id)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return index


def _kind_choices(lines: list[PlannedImport], source: CalendarSource) -> list[dict[str, Any]]:
    """The categories of events that are to be written, most frequent first, with the kind each gets.

    One that says nothing leaves it to the title of each event.
    """
    words = Counter(name for line in _to_write(lines) for name in line.event.categories[:1])
    chosen = source.choices.get("kind", {})
    return [
        {"word": word, "count": count, "chosen": chosen.get(word) or kind_in(word)}
        for word, count in words.most_common(MAX_CHOICES)
    ]


def _venue_choices(
    lines: list[PlannedImport], source: CalendarSource, venues: list[Venue]
) -> list[dict[str, Any]]:
    """The places that the file names, most frequent first, with the venue each gets."""
    words = Counter(line.event.location for line in _to_write(lines) if line.event.location)
    return [
        {"word": word, "count": count, "chosen": guessed_venue(word, source.choices, venues)}
        for word, count in words.most_common(MAX_CHOICES)
    ]


def _to_write(lines: list[PlannedImport]) -> list[PlannedImport]:
    return [line for line in lines if line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.EDITED)]


def _row(line: PlannedImport, source: CalendarSource, venues: list[Venue]) -> dict[str, Any]:
    event = line.event
    venue_id = guessed_venue(event.location, source.choices, venues)
    return {
        "uid": event.uid,
        "summary": event.summary,
        "when": _when(event),
        "kind": EventKind(guessed_kind(event, source.choices)).label,
        "location": next((venue.name for venue in venues if venue.pk == venue_id), event.location),
        "notes": [NOTES[note] for note in event.notes],
        "page_id": line.page_id,
    }


def _refused_row(refusal: Refusal) -> dict[str, Any]:
    sentence = str(REFUSALS[refusal.code]) % {"part": refusal.part, "dates": MAX_DATES}
    return {"summary": refusal.summary or _("without a title"), "reason": sentence, "uid": refusal.uid}


def _when(event: IncomingEvent) -> str:
    start, end = aware_span(event)
    said = span_phrase(start, end, all_day=event.span.all_day, zone=event.zone)
    if event.rule:
        return _("%(when)s, repeated") % {"when": said}
    if event.added:
        return _("%(when)s and %(count)s more") % {"when": said, "count": len(event.added)}
    return said
