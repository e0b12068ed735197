"""What every page of a sign-up knows: the event, its form as it is asked now, what was typed so far."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ...core import conf
from ...core.client_address import client_address, visitor_of
from ...core.rate_limits import is_address_rate_limited, is_rate_limited
from ...occurrences.service_catalogue import service_label
from ..booking import booking, errors
from ..event import EventOnPage
from ..form.asked import AskedForm, Cleaned, FormData, FormFiles
from ..form.request import BookingRequest
from ..form.sign_up_form import SignUpForm
from ..form.unsent import bytes_of
from ..form.versions import current_form
from ..seats.bookable_dates import bookable_dates
from .draft_cookie import draft_of, drop_draft, forget_draft, keep_draft

MODE_COOKIE = "wde_form_mode"
STEPS, PAGE = "steps", "page"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Refusal:
    """Why a valid form was not booked: a sentence, and the status of the answer."""

    problem: str
    status: int


class SignUp:
    """One visit to the form of an event."""

    def __init__(self, request: HttpRequest, event: EventOnPage) -> None:
        self.request, self.event = request, event
        if event.pk is not None:  # a preview may be of an event that is not saved yet
            event.kept_dates = event.in_its_words(event.occurrences.all())
        self.draft = draft_of(request, event)
        self.visitor = visitor_of(request)
        self.for_other = self._is_for_other()
        dates = bookable_dates(event)
        if getattr(request, "is_preview", False):
            version, questions = None, event.form_definition()
        else:
            version, questions = current_form(event)
        self.asked = AskedForm(
            event, dates, version, questions, for_other=self.for_other, visitor=self.visitor
        )

    @property
    def path(self) -> str:
        """The path of the form; the draft's cookie is sent nowhere else."""
        return self.request.path

    @property
    def mode(self) -> str:
        """One question a page, or all on one: as the reader chose last."""
        return STEPS if self.request.COOKIES.get(MODE_COOKIE) == STEPS else PAGE

    def form(
        self,
        data: FormData | None = None,
        files: FormFiles | None = None,
        *,
        initial: Cleaned | None = None,
    ) -> SignUpForm:
        """The form with what was sent, or empty."""
        return SignUpForm(data, files, asked=self.asked, initial=initial)

    def choose_mode(self, mode: str) -> HttpResponse:
        """Remember which way the reader likes, and go there."""
        response = redirect(self.path)
        response.set_cookie(
            MODE_COOKIE, mode, max_age=_YEAR, samesite="Lax", httponly=True, secure=self.secure
        )
        return response

    @property
    def secure(self) -> bool:
        return self.request.is_secure()

    def keep_draft(self, response: HttpResponse) -> None:
        """Store what was typed, and give the browser what opens it."""
        keep_draft(self.draft, response, self.path, secure=self.secure, visitor=self.visitor)

    @property
    def loss(self) -> str:
        """A sentence where the browser has a draft that is not kept any more; empty otherwise."""
        if not self.draft.was_lost and "lost" not in self.request.GET:
            return ""
        return _("What you wrote before is not kept any more. Please fill it in again, or call us.")

    def forget_lost_draft(self, response: HttpResponse) -> None:
        """Once it was said that a draft is gone, the browser forgets it too."""
        if self.draft.was_lost and not response.cookies:
            forget_draft(response, self.path)

    def book(self, form: SignUpForm) -> HttpResponseRedirect | Refusal:
        """Book what a valid form says; the draft is thrown away. Where it is not booked, no more of its files
        are kept than of any other form."""
        outcome = self._book(form)
        if isinstance(outcome, Refusal):
            form.keep_files()
        return outcome

    def _book(self, form: SignUpForm) -> HttpResponseRedirect | Refusal:
        if self._is_rate_limited(form):
            return Refusal(
                _("Too many sign-ups came from here within an hour. Please wait a little, or call us."), 429
            )
        try:
            request = form.booking_request()
            if self._sends_too_much(request):
                return Refusal(
                    _("Too many files came from here within an hour. Please wait a little, or call us."), 429
                )
            booked = booking.book(request)
        except errors.RegistrationClosed as error:
            return Refusal(error.state.sentence, 409)
        except errors.SlotTaken:
            form.add_error("slot", form.fields["slot"].error_messages["invalid_choice"])
            return Refusal("", 409)
        except errors.ServiceTaken as error:
            _show_taken(form, error.services)
            return Refusal("", 409)
        except errors.QuotaExceeded:
            return Refusal(_("The last place was taken a moment ago, and there is no waiting list."), 409)
        except DatabaseError:
            return Refusal(
                _(
                    "We could not save it just now. Nothing is lost: what you wrote is still here. "
                    "Please send it again in a minute, or call."
                ),
                503,
            )
        response = redirect("wagtail_disability_events:registration_done", booked.token)
        drop_draft(self.draft, response, self.path)
        return response

    def _is_for_other(self) -> bool:
        """Whether another person is signed up: as the address says, else as the draft says."""
        wanted = self.request.POST.get("for") or self.request.GET.get("for") or self.draft.get("for")
        return wanted == "other"

    def _is_rate_limited(self, form: SignUpForm) -> bool:
        by_address, by_phone = conf.get("SIGN_UPS_AN_HOUR")
        phone = form.cleaned_data.get("phone")
        what = f"sign up {self.event.original.pk}"
        too_many = is_address_rate_limited(what, client_address(self.request), by_address)
        return too_many or bool(phone and is_rate_limited("sign up by phone", phone, by_phone))

    def _sends_too_much(self, request: BookingRequest) -> bool:
        if not request.files:
            return False
        most, size = conf.get("ANSWER_FILES_AN_HOUR"), bytes_of(request.files)
        return is_rate_limited("bytes of files", self.visitor, most, amount=size)


def _show_taken(form: SignUpForm, services: tuple[str, ...]) -> None:
    """The last one went a moment ago: sending again says that one comes all the same."""
    names = "、".join(service_label(code) for code in services)
    message = _(
        "The last of these was taken a moment ago: %(services)s. Send the form again to come all the "
        "same; we will try to arrange one. Or take the tick away."
    )
    form.add_error("needs", message % {"services": names})
    data: Any = form.data
    form.data = data = data.copy()
    data["gone"] = ",".join(filter(None, [data.get("gone", ""), *services]))
