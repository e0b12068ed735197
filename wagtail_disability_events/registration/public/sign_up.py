"""The form of an event on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ..event import EventOnPage
from ..form.eligibility import requirements
from ..form.sign_up_form import SignUpForm
from ..seats.availability_of_many import state_of_event
from .form_visit import PAGE, STEPS, Refusal, SignUp
from .step_by_step import show_step_again, step_by_step

TEMPLATE = "wagtail_disability_events/registration/public/register.html"


@never_cache
def sign_up(request: HttpRequest, event: EventOnPage) -> HttpResponse:
    """The form of an event; a valid one leads to the registrant's private page.

    Readers choose between all questions on one page and one question a page; the choice is remembered.
    """
    visit = SignUp(request, event)
    if request.method == "POST" and request.POST.get("mode") in (STEPS, PAGE):
        return _change_mode(visit, request.POST["mode"])
    if request.GET.get("mode") in (STEPS, PAGE):
        return visit.choose_mode(request.GET["mode"])
    if "step" in request.GET or (visit.mode == STEPS and request.method != "POST"):
        return step_by_step(visit)
    if request.method != "POST":
        return _form_as_left(visit)
    return _send(visit)


def _form_as_left(visit: SignUp) -> HttpResponse:
    """The form with what was typed before, not yet looked at."""
    form = visit.form(visit.draft.data if visit.draft else None)
    if visit.draft:
        form = visit.form(initial=visit.draft.data.dict() | _lists(form))
    response = _form_page(visit, form, problem=visit.loss)
    visit.forget_lost_draft(response)
    return response


def _send(visit: SignUp) -> HttpResponse:
    """Book what was sent, or show it again with what is wrong."""
    request = visit.request
    form = visit.form(request.POST, request.FILES)
    if not form.is_valid():
        form.keep_files()
        problem = ""
        if form.has_changed_meanwhile:
            problem = _("The form has changed since you opened it. What you wrote is still here.")
        return _form_page(visit, form, problem=problem, status=422)
    outcome = visit.book(form)
    if isinstance(outcome, Refusal):
        return _form_page(visit, form, problem=outcome.problem, status=outcome.status)
    return outcome


def show_again(request: HttpRequest, event: EventOnPage) -> TemplateResponse:
    """The form with what was typed, unsent, for somebody whose session had ended meanwhile."""
    visit = SignUp(request, event)
    problem = _("The form had been open for a long time. Please look it over and send it again.")
    if "step" in request.GET:
        return show_step_again(visit, problem)
    typed = visit.form(request.POST)
    form = visit.form(initial=request.POST.dict() | _lists(typed))
    return _form_page(visit, form, problem=problem, status=403)


def _form_page(visit: SignUp, form: SignUpForm, *, problem: str = "", status: int = 200) -> TemplateResponse:
    event = visit.event
    context = event.get_context(visit.request)
    context.update(
        event=event,
        organisation=event.organisation,
        form=form,
        for_other=visit.for_other,
        problem=problem,
        requirements=requirements(event),
        state=state_of_event(event) if status != 503 else None,
    )
    return TemplateResponse(visit.request, TEMPLATE, context, status=status)


def _change_mode(visit: SignUp, mode: str) -> HttpResponse:
    """Go on in the other way; what was typed comes along."""
    visit.draft.put(visit.request.POST, visit.form().fields)
    response = visit.choose_mode(mode)
    visit.keep_draft(response)
    return response


def _lists(form: SignUpForm) -> dict[str, list[str]]:
    """The answers of fields that take several."""
    data: Any = form.data
    return {
        name: data.getlist(name)
        for name, field in form.fields.items()
        if getattr(field.widget, "allow_multiple_selected", False)
    }
