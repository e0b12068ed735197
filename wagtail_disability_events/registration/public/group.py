"""Signing up a group: a list is pasted or typed, looked over, and sent."""

import uuid
from collections import Counter
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core import conf
from ...core.client_address import client_address
from ...core.dates import span_phrase
from ...core.rate_limits import is_address_rate_limited
from ...core.security_headers import keep_secret
from ...core.tokens import spoken, token_hash
from ..booking import booking, offers
from ..booking.booking import check_open
from ..booking.group_booking import ListHasProblems, book_group
from ..booking.group_checking import CheckedRow, RowResult, check_rows
from ..form.consent_wording import CONSENT_WORDS
from ..form.request import Applicant, BookingRequest, ConsentGiven
from ..form.versions import current_form
from ..models.groups import GroupSignUp
from ..models.registrations import Consent, Registration
from ..permissions import may
from ..seats.availability_of_many import state_of_event
from ..seats.place_groups import Role
from ..values.identity import NAME_MAX_LENGTH, masked_disability_card, normalise_name, parse_phone
from ..values.pasted_table import MAX_ROWS, ReadTable, read_table, write_table
from ..values.questions import FormDefinition
from .form_visit import bookable_dates

TEMPLATE = "wagtail_disability_events/registration/public/group.html"
PAGE_TEMPLATE = "wagtail_disability_events/registration/public/group_page.html"
TYPED_ROWS = 10
LONGEST = 60_000
TITLES = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "disability_card": gettext_lazy("Disability card number"),
    "needs": gettext_lazy("Services"),
    "needs_note": gettext_lazy("Notes"),
    "companions": gettext_lazy("Companions"),
    "photo": gettext_lazy("Photos"),
}


class GroupForm(forms.Form):
    """Who brings the group, and the list."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Please write which organisation brings the group.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Please write your name.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone"),
        help_text=gettext_lazy(
            "We call you when something changes. It also counts for people without a phone."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Please write your phone number.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("This is not a mail address; one looks like name@example.com.")
        },
    )
    date = forms.ChoiceField(label=gettext_lazy("Which date?"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=gettext_lazy("As what do they come?"), widget=forms.RadioSelect)
    table = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false", "wrap": "off"}
        ),
    )
    consent = forms.BooleanField(
        label=CONSENT_WORDS[Consent.Purpose.GUARDIAN],
        error_messages={
            "required": gettext_lazy(
                "Without this agreement we may not take the list. You can call us instead."
            )
        },
    )

    def __init__(self, *args: Any, event: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("submission_id", uuid.uuid4())
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.event = event
        self.dates = {str(date.pk): date for date in bookable_dates(event)}
        self._choices("date", [(key, _when(date)) for key, date in self.dates.items()])
        groups = [g for g in event.place_groups() if g.role != Role.COMPANION and not g.several]
        self._choices("place", [(group.key, group.label) for group in groups])
        self.fields["table"].help_text = _(
            "Copy it from a spreadsheet, with the headings. Up to %(most)s people. "
            "Name and phone are enough; also possible: %(more)s."
        ) % {"most": MAX_ROWS, "more": "、".join(str(title) for title in list(TITLES.values())[2:])}

    def clean_contact(self) -> str:
        name = normalise_name(self.cleaned_data["contact"])
        if not name:
            raise forms.ValidationError(self.fields["contact"].error_messages["required"], code="required")
        return name

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])

    def clean_organisation(self) -> str:
        return normalise_name(self.cleaned_data["organisation"])

    @property
    def errors_with_targets(self) -> list[tuple[str, str]]:
        found = []
        for name in self.fields:
            first = isinstance(self[name].field.widget, forms.RadioSelect)
            target = f"{self[name].auto_id}_0" if first else self[name].auto_id
            found += [(target, str(error)) for error in self.errors.get(name, ())]
        return found

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
        else:
            field: Any = self.fields[name]
            field.choices = choices


@never_cache
def sign_up_group(request: HttpRequest, event: Any) -> HttpResponse:
    """Paste or type a list, look it over, send it."""
    if not event.group_sign_up or event.booking_desks():
        raise Http404
    user = request.user if _is_staff(request, event) else None
    if request.method != "POST":
        return _page(request, event, GroupForm(event=event))
    data: Any = request.POST.copy()
    data["table"] = _with_typed_rows(data)
    form = GroupForm(data, event=event)
    version, questions = current_form(event)
    table = read_table(data["table"], questions)
    if not form.is_valid() or not table.rows:
        if form.is_valid():
            form.add_error("table", _("Please paste or type at least one person."))
        return _page(request, event, form, status=422)
    if user is None:
        try:
            check_open(event, form.dates.get(form.cleaned_data.get("date", "")), timezone.now())
        except booking.RegistrationClosed as error:
            return _page(request, event, form, problem=error.state.sentence, status=409)
    group = _group(form, user)
    rows = check_rows(
        table.rows, _template(form, group, version, user), questions, for_staff=user is not None
    )
    everybody = data.get("send") == "all"
    if data.get("send") in ("all", "good"):
        if user is None and is_address_rate_limited("group", client_address(request), _most()):
            problem = _("Too many lists came from here within an hour. Please wait a little, or call us.")
            return _page(request, event, form, table=table, rows=rows, problem=problem, status=429)
        group.together = everybody
        try:
            booked = book_group(group, rows, everybody=everybody, for_staff=user is not None)
        except ListHasProblems:
            problem = _("Nobody was signed up: not everybody on the list can be. Look at the lines below.")
            return _page(request, event, form, table=table, rows=rows, problem=problem, status=409)
        return redirect("wagtail_disability_events:group", booked.token)
    return _page(request, event, form, table=table, rows=rows, questions=questions)


def show_group_again(request: HttpRequest, event: Any) -> TemplateResponse:
    """The list with what was typed, unsent, for somebody whose session had ended meanwhile."""
    data: Any = request.POST.copy()
    data["table"] = _with_typed_rows(data)
    form = GroupForm(initial=data.dict(), event=event)
    problem = _("The form had been open for a long time. Please look it over and send it again.")
    return _page(request, event, form, problem=problem, status=403)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group_page(request: HttpRequest, token: str) -> HttpResponse:
    """The people of a group and how each stands; POST cancels or accepts for some of them."""
    group = GroupSignUp.objects.select_related("event").filter(token_hash=token_hash(token)).first()
    if group is None:
        raise Http404
    event: Any = group.event.specific
    people = list(group.registrations.select_related("quota").order_by("pk"))
    for person in people:
        person.event, person.group = event, group
    if request.method == "POST":
        chosen = [person for person in people if str(person.pk) in request.POST.getlist("person")]
        for person in chosen:
            if request.POST.get("do") == "accept":
                offers.accept_offer(person)
            elif request.POST.get("do") == "cancel" and request.POST.get("sure") == "yes":
                booking.cancel(person, announce="")
        return redirect("wagtail_disability_events:group", token)
    states = Counter(person.displayed_state for person in people)
    context = {
        "group": group,
        "event": event,
        "organisation": event.organisation,
        "people": people,
        "states": states,
        "number": spoken(group.reference),
        "offered": [person for person in people if person.state == Registration.State.OFFERED],
        "active": [person for person in people if person.is_active],
    }
    return keep_secret(TemplateResponse(request, PAGE_TEMPLATE, context))


def _page(
    request: HttpRequest,
    event: Any,
    form: GroupForm,
    *,
    table: ReadTable | None = None,
    rows: list[CheckedRow] | None = None,
    questions: FormDefinition | None = None,
    problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    context = event.get_context(request)
    if table is not None and rows is not None:
        titles = {key: str(title) for key, title in TITLES.items()}
        titles |= {question.key: question.title for question in questions or current_form(event)[1]}
        text = write_table((row.cells for row in rows), table.columns, titles)
        data: Any = form.data
        data = data.copy()
        form.data = data
        data["table"] = text
        counts = Counter(row.result for row in rows)
        context |= {
            "rows": [_shown(row, table.columns) for row in rows],
            "columns": [titles.get(column, column) for column in table.columns],
            "ignored": table.ignored,
            "too_many": table.too_many,
            "counts": {result.value: counts[result] for result in RowResult},
            "all_good": counts[RowResult.REFUSED] + counts[RowResult.KNOWN] == 0 and not table.too_many,
            "some_good": counts[RowResult.PLACE] + counts[RowResult.WAITS] > 0,
        }
    context.update(
        event=event,
        organisation=event.organisation,
        form=form,
        errors=form.errors_with_targets if form.is_bound else [],
        problem=problem,
        state=state_of_event(event),
        typed=range(TYPED_ROWS),
    )
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _shown(row: CheckedRow, columns: list[str]) -> dict[str, Any]:
    cells = [
        masked_disability_card(row.cells.get(column, ""))
        if column == "disability_card" and row.request is not None
        else row.cells.get(column, "")
        for column in columns
    ]
    return {
        "line": row.line,
        "cells": cells,
        "problems": row.said_problems,
        "result": row.result.value,
        "words": row.result_in_words,
    }


def _with_typed_rows(data: Any) -> str:
    """The pasted list, and the rows typed beside it as further lines."""
    typed = [
        (name, phone, needs)
        for name, phone, needs in zip(
            data.getlist("typed_name"), data.getlist("typed_phone"), data.getlist("typed_needs"), strict=False
        )
        if name.strip()
    ]
    text: str = data.get("table", "")
    if not typed:
        return text
    lines = ["\t".join(cell.replace("\t", " ") for cell in row) for row in typed]
    header = "\t".join(str(TITLES[key]) for key in ("name", "phone", "needs"))
    if not text.strip():
        return "\n".join([header, *lines])
    rows = read_table(text, FormDefinition())
    titles = {key: str(title) for key, title in TITLES.items()}
    columns = [*dict.fromkeys([*rows.columns, "name", "phone", "needs"])]
    added = [dict(zip(("name", "phone", "needs"), row, strict=True)) for row in typed]
    return write_table([*(row.cells for row in rows.rows), *added], columns, titles)


def _group(form: GroupForm, user: Any) -> GroupSignUp:
    data = form.cleaned_data
    return GroupSignUp(
        event=form.event,
        submission_id=data.get("submission_id") or uuid.uuid4(),
        organisation=data["organisation"],
        name=data["contact"],
        phone=data["phone"],
        email=data["email"],
        language=get_language() or "zh-hans",
        created_by=user,
    )


def _template(form: GroupForm, group: GroupSignUp, version: Any, user: Any) -> BookingRequest:
    place = form.cleaned_data.get("place")
    return BookingRequest(
        event=form.event,
        applicant=Applicant(name="", phone="", language=group.language),
        occurrence=form.dates.get(form.cleaned_data.get("date", "")),
        places=(place,) if place else (),
        consents=tuple(
            ConsentGiven(purpose, purpose != Consent.Purpose.PHOTO, str(CONSENT_WORDS[purpose]))
            for purpose in (Consent.Purpose.GUARDIAN, Consent.Purpose.SENSITIVE, Consent.Purpose.PHOTO)
        ),
        form=version,
        group=group,
        created_by=user,
    )


def _is_staff(request: HttpRequest, event: Any) -> bool:
    return bool(request.user.is_authenticated and may(request.user, "change", event))


def _most() -> int:
    return max(1, conf.get("SIGN_UPS_AN_HOUR")[0] // 6)


def _when(date: Any) -> str:
    return span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone)
