"""One question a page: large, with the way back, and all answers to look over before they are sent."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from ..form.asked import FormData, FormFiles
from ..form.eligibility import requirements
from ..form.sign_up_form import SignUpForm
from ..seats.availability_of_many import state_of_event
from .form_visit import Refusal, SignUp
from .steps import CHECK, AnswerRow, Step, given_in, said, steps_of

TEMPLATE = "wagtail_disability_events/registration/public/register_step.html"
CHECK_TEMPLATE = "wagtail_disability_events/registration/public/register_check.html"


def step_by_step(visit: SignUp) -> HttpResponse:
    """The step that the address names; without one, the first that is not answered yet."""
    state = state_of_event(visit.event)
    if not state.accepts and visit.request.method != "POST" and not visit.draft:
        return _page(visit, TEMPLATE, visit.form(), state=state, step=None)
    form = _form(visit)
    steps = steps_of(form, visit.draft)
    key = visit.request.GET.get("step", "")
    if key == CHECK:
        return _check(visit, form, steps)
    step = next((one for one in steps if one.key == key), None)
    if step is None:
        response = redirect(_address(visit, steps[0].key))
        if visit.for_other and visit.draft.get("for") != "other":
            visit.draft.values["for"] = ["other"]
            visit.keep_draft(response)
        return response
    if visit.request.method == "POST":
        return _answer(visit, step)
    shown = form if visit.request.GET.get("errors") else visit.form(initial=_initial(visit, form))
    page = _step_page(visit, shown, steps, step, problem=visit.loss)
    visit.forget_lost_draft(page)
    return page


def show_step_again(visit: SignUp, problem: str) -> TemplateResponse:
    """The step with what was typed, unsent."""
    draft = visit.draft
    draft.put(visit.request.POST, visit.form().fields)
    form = _form(visit)
    steps = steps_of(form, visit.draft)
    key = visit.request.GET.get("step", "")
    step = next((one for one in steps if one.key == key), steps[0])
    shown = visit.form(initial=_initial(visit, form))
    return _step_page(visit, shown, steps, step, problem=problem, status=403)


def _answer(visit: SignUp, step: Step) -> HttpResponse:
    """Take over the answer of a step, if it can be, and go on; to the first where others were lost."""
    visit.draft.put(visit.request.POST, visit.form().fields, step.names)
    form = _form(visit, visit.request.FILES)
    wrong = [name for name in step.names if name in form.errors]
    kept = f"{step.key}-kept"
    if not wrong:
        form.keep_files()
        visit.draft.values.pop(kept, None)
        if kept in form.data:
            visit.draft.values[kept] = [str(form.data[kept])]
        wrong = [name for name in step.names if name in form.errors]
    steps = steps_of(form, visit.draft)
    if wrong:
        response: HttpResponse = _step_page(visit, form, steps, step, status=422)
        response.render()  # type: ignore[attr-defined]
    else:
        after = [one.key for one in steps]
        position = after.index(step.key) if step.key in after else -1
        following = [*after, CHECK][position + 1]
        back_to_check = visit.request.GET.get("then") == CHECK
        if visit.draft.was_lost and position > 0:
            response = redirect(_address(visit, after[0], lost=1))
        else:
            response = redirect(_address(visit, CHECK if back_to_check else following))
    visit.keep_draft(response)
    return response


def _check(visit: SignUp, form: SignUpForm, steps: list[Step]) -> HttpResponse:
    """All answers to look over; sent from here."""
    for step in steps:
        if any(name in form.errors for name in step.names):
            if visit.request.method == "POST" or any(visit.draft.values.get(name) for name in step.names):
                return redirect(_address(visit, step.key, then=CHECK, errors=1))
            return redirect(_address(visit, step.key))
    problem, status = "", 200
    if visit.request.method == "POST":
        outcome = visit.book(form)
        if not isinstance(outcome, Refusal):
            return outcome
        problem, status = outcome.problem, outcome.status
        if form.errors:
            step = next(one for one in steps if any(name in form.errors for name in one.names))
            response: Any = _step_page(visit, form, steps, step, status=status)
            visit.draft.put(cast(FormData, form.data), form.fields)
            response.render()
            visit.keep_draft(response)
            return response
    lines = [AnswerRow(step.title, said(form, step), _address(visit, step.key, then=CHECK)) for step in steps]
    return _page(
        visit,
        CHECK_TEMPLATE,
        form,
        lines=lines,
        problem=problem,
        status=status,
        back=_address(visit, steps[-1].key),
    )


def _form(visit: SignUp, files: FormFiles | None = None) -> SignUpForm:
    """The whole form with all answers so far."""
    data = visit.draft.data
    empty = visit.form()
    for name in ("submission_id", "form_number", "gone"):
        if name not in data:
            data[name] = str(empty.initial.get(name, ""))
            visit.draft.values[name] = [str(data[name])]
    return visit.form(data, files)


def _initial(visit: SignUp, form: SignUpForm) -> dict[str, Any]:
    return {name: given_in(visit.draft, form, name) for name in form.fields if name in visit.draft.values}


def _step_page(
    visit: SignUp, form: SignUpForm, steps: list[Step], step: Step, *, problem: str = "", status: int = 200
) -> TemplateResponse:
    position = steps.index(step) if step in steps else 0
    errors = (
        [(form.target_of(name), str(error)) for name in step.names for error in form.errors.get(name, ())]
        if form.is_bound
        else []
    )
    return _page(
        visit,
        TEMPLATE,
        form,
        step=step,
        fields=[form[name] for name in step.names if name != "no_phone"],
        errors=errors,
        problem=problem,
        number=position + 1,
        steps=steps,
        back=_address(visit, steps[position - 1].key) if position else "",
        kept=visit.draft.get(f"{step.key}-kept"),
        status=status,
    )


def _page(
    visit: SignUp, template: str, form: SignUpForm, *, status: int = 200, **more: Any
) -> TemplateResponse:
    event = visit.event
    context = event.get_context(visit.request)
    context.update(
        event=event,
        organisation=event.organisation,
        form=form,
        for_other=visit.for_other,
        requirements=requirements(event),
        **({"state": state_of_event(event)} | more if status != 503 else more),
    )
    return TemplateResponse(visit.request, template, context, status=status)


def _address(visit: SignUp, step: str, **more: Any) -> str:
    return f"{visit.path}?{urlencode({'step': step, **more})}"
