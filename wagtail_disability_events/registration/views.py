"""A resident's own pages: the form, what became of it, and taking it back."""

from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..dates import span_html
from ..occurrences.operations import public_reason
from . import booking
from .forms import SignUpForm
from .listing import state_of_event, states_of_dates
from .models import Registration
from .tokens import token_hash

TEMPLATE = "wagtail_disability_events/register.html"


@never_cache
def sign_up(request: HttpRequest, event: Any) -> HttpResponse:
    """The form of an event; a valid one leads to the registrant's private page."""
    dates = bookable_dates(event)
    if request.method == "POST":
        form = SignUpForm(request.POST, event=event, dates=dates)
        if form.is_valid():
            return _try_to_book(request, event, form)
        return _form_page(request, event, form, status=422)
    return _form_page(request, event, SignUpForm(event=event, dates=dates))


def bookable_dates(event: Any) -> list[Any]:
    """The dates ahead that one can sign up for, one by one; none for an event that is booked as a whole."""
    if not event.registers_by_date:
        return []
    dates = list(event.occurrences.select_related("event").filter(end__gte=timezone.now()).standing())
    states = states_of_dates(dates)
    return [date for date in dates if states[date.pk].accepts]


def show_again(request: HttpRequest, event: Any) -> TemplateResponse:
    """The form with what was typed, unsent, for somebody whose session had ended meanwhile."""
    typed = {**request.POST.dict(), "needs": request.POST.getlist("needs")}
    form = SignUpForm(initial=typed, event=event, dates=bookable_dates(event))
    problem = _("The form had been open for a long time. Please look it over and send it again.")
    return _form_page(request, event, form, problem=problem, status=403)


def _try_to_book(request: HttpRequest, event: Any, form: SignUpForm) -> HttpResponse:
    try:
        registration = booking.book(form.booking_request())
    except booking.RegistrationClosed as error:
        return _form_page(request, event, form, problem=error.state.sentence, status=409)
    except booking.QuotaExceeded:
        problem = _("The last place was taken a moment ago, and there is no waiting list.")
        return _form_page(request, event, form, problem=problem, status=409)
    except DatabaseError:
        problem = _(
            "We could not save it just now. Nothing is lost: what you wrote is still here. "
            "Please send it again in a minute, or call."
        )
        return _form_page(request, event, form, problem=problem, status=503)
    return redirect("wagtail_disability_events:registration_done", registration.token)


def _form_page(
    request: HttpRequest, event: Any, form: SignUpForm, *, problem: str = "", status: int = 200
) -> TemplateResponse:
    context = event.get_context(request)
    context.update(
        event=event,
        organisation=event.organisation,
        form=form,
        problem=problem,
        state=state_of_event(event) if status != 503 else None,
    )
    return TemplateResponse(request, TEMPLATE, context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def private_page(request: HttpRequest, token: str, *, done: bool = False) -> HttpResponse:
    """What a registrant sees of their sign-up; POST cancels it after a question."""
    registration = find(token)
    event = registration.event.specific
    dates = [registration.occurrence] if registration.occurrence else list(event.occurrences.all())
    is_over = all(date.end < timezone.now() for date in dates)
    if request.method == "POST":
        if request.POST.get("cancel") == "yes" and not is_over:
            booking.cancel(registration)
        return redirect("wagtail_disability_events:registration", token)
    context = {
        "registration": registration,
        "token": token,
        "event": event,
        "organisation": event.organisation,
        "event_url": event.get_url(request) if event.live else "",
        "dates": [
            {
                "html": span_html(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
                "occurrence": date,
                "reason": public_reason(date),
            }
            for date in dates
        ],
        "ahead": queue_position(registration),
        "services": registration.service_requests.select_related("quota"),
        "consents": registration.consents.all(),
        "is_over": is_over,
        "asks_to_cancel": request.GET.get("cancel") == "ask",
        "done": done,
    }
    return private(TemplateResponse(request, "wagtail_disability_events/registration.html", context))


def find(token: str) -> Registration:
    """The registration that a token opens. Raises Http404, after the same work, for any other token."""
    registration = (
        Registration.objects.select_related("event", "occurrence", "quota")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if registration is None:
        raise Http404
    return registration


def queue_position(registration: Registration) -> int:
    """How many wait in front of a registration on the waiting list."""
    if registration.state != Registration.State.WAITING:
        return 0
    queue = Registration.objects.filter(quota_id=registration.quota_id).waiting()
    return list(queue.values_list("pk", flat=True)).index(registration.pk)


def private(response: TemplateResponse) -> TemplateResponse:
    """Headers of a page whose address is a secret: kept nowhere, told to nobody, found by no one."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
