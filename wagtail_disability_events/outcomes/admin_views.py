"""Staff write results and prizes after an event and publish them; the page's words stay as they are."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ..core.admin_header import header
from ..occurrences.shared_facts import original_of
from ..registration.models.registrations import Registration
from ..registration.permissions import may
from ..registration.privacy.gate import Where, show_people, shows_people
from ..registration.staff.access import event_or_404
from ..registration.values.identity import masked_name
from .admin_forms import PrizesForm, ResultFormSet
from .course_certificates import entitled
from .models import ResultSheet
from .results import add_everyone, publish_results, rank_results, save_prizes, sheet_of

_TEMPLATES = "wagtail_disability_events/outcomes/"


@never_cache
@require_http_methods(["GET"])
def results(request: HttpRequest, event_id: int) -> HttpResponse:
    """The contests of a sports day with what is written and published of each."""
    event = _event(request.user, event_id)
    sheets = {sheet.contest: sheet for sheet in event.result_sheets.prefetch_related("results")}
    contests = [
        {
            "id": str(child.id),
            "value": child.value,
            "sheet": sheets.get(str(child.id)),
            "lines": len(sheets[str(child.id)].results.all()) if str(child.id) in sheets else 0,
        }
        for child in getattr(event, "contests", [])
    ]
    context = {**header(event, _("Results"), "order"), "event": event, "contests": contests}
    return TemplateResponse(request, f"{_TEMPLATES}results.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def contest(request: HttpRequest, event_id: int, contest_id: str) -> HttpResponse:
    """The lines of one contest: fill in, add everyone who signed up, publish or hide."""
    event = _event(request.user, event_id)
    block = next((child for child in getattr(event, "contests", []) if str(child.id) == contest_id), None)
    if block is None:
        raise Http404
    sheet = sheet_of(event, block)
    action = request.POST.get("action", "")
    if action == "everyone":
        added = add_everyone(sheet)
        said = ngettext("%(count)s person added.", "%(count)s people added.", added) % {"count": added}
        messages.success(request, said)
        return redirect("wde_contest", event.pk, contest_id)
    lines = sheet.results.select_related("registration")
    options = {"sheet": sheet, "people": _people(request, event)}
    formset: Any = ResultFormSet(
        request.POST if request.method == "POST" else None, queryset=lines, form_kwargs=options
    )
    if request.method == "POST" and formset.is_valid():
        formset.save()
        rank_results(sheet)
        _publish_as_asked(request, sheet, action)
        return redirect("wde_contest", event.pk, contest_id)
    title = f"{block.value['name']} {block.value['group'] or ''}".strip()
    context = {
        **header(event, title, "order"),
        "event": event,
        "sheet": sheet,
        "formset": formset,
        "public_url": f"{event.url}results/" if event.live else "",
    }
    status = 422 if formset.is_bound else 200
    return TemplateResponse(request, f"{_TEMPLATES}contest.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def prizes(request: HttpRequest, event_id: int) -> HttpResponse:
    """The prize of each work of a show; published or hidden together."""
    event = _event(request.user, event_id)
    given = {award.work: award for award in event.awards.all()}
    works = [
        {
            "id": str(child.id),
            "title": child.value["title"],
            "prize": given[str(child.id)].prize if str(child.id) in given else child.value["prize"],
        }
        for child in getattr(event, "works", [])
    ]
    form = PrizesForm(request.POST if request.method == "POST" else None, works=works)
    if request.method == "POST" and form.is_valid():
        published = request.POST.get("action") == "publish"
        save_prizes(event, form.cleaned_data, published=published, user=request.user)
        said = (
            _("The prizes are published.") if published else _("The prizes are saved; nobody sees them yet.")
        )
        messages.success(request, said)
        return redirect("wde_prizes", event.pk)
    context = {
        **header(event, _("Prizes"), "pick"),
        "event": event,
        "form": form,
        "is_published": any(award.published_at for award in given.values()),
    }
    return TemplateResponse(request, f"{_TEMPLATES}prizes.html", context)


@never_cache
@require_POST
def course_certificates(request: HttpRequest, event_id: int) -> HttpResponse:
    """The certificates of a course to print, with names; the look is logged."""
    event = event_or_404(request, event_id, "reveal")
    people = list(entitled(event))
    show_people(request.user, event, people, Where.CERTIFICATES)
    context = {"event": event, "people": people, "organisation": event.organisation}
    return TemplateResponse(request, "wagtail_disability_events/outcomes/course_certificates.html", context)


def _event(user: Any, event_id: int) -> Any:
    """The event, if the user may write what came of it. Raises Http404 and PermissionDenied."""
    model: Any = Registration._meta.get_field("event").related_model
    page = original_of(model.objects, event_id)
    if page is None:
        raise Http404
    event = page.specific
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event


def _people(request: HttpRequest, event: Any) -> list[tuple[Any, str]]:
    """Who signed up, by number, with names for those who may see the list; masked without the permission."""
    user = request.user
    choices: list[tuple[Any, str]] = [("", "—")]
    if not may(user, "view", event):
        numbers = Registration.objects.filter(event_id=event.pk).confirmed().values_list("pk", "reference")
        return choices + list(numbers)
    rows = list(Registration.objects.filter(event_id=event.pk).confirmed())
    named = shows_people(user, event, rows, Where.RESULTS, request.session)
    shown = (lambda name: name) if named else masked_name
    return choices + [(row.pk, f"{row.reference} {shown(row.name)}") for row in rows]


def _publish_as_asked(request: HttpRequest, sheet: ResultSheet, action: str) -> None:
    if action == "publish":
        publish_results(sheet, published=True, user=request.user)
        messages.success(request, _("The results are published."))
    elif action == "hide":
        publish_results(sheet, published=False, user=request.user)
        messages.success(request, _("The results are hidden."))
    else:
        messages.success(request, _("Saved."))
