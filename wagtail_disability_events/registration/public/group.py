"""Signing up a group: a list is pasted or typed, looked over, and sent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ...core import conf
from ...core.client_address import client_address
from ...core.rate_limits import is_address_rate_limited
from ..booking.booking import check_open
from ..booking.errors import ListHasProblems, RegistrationClosed
from ..booking.group_booking import book_group
from ..booking.group_checking import check_rows
from ..booking.group_rows import CheckedRow, RowResult, summary_of
from ..event import EventOnPage
from ..form.versions import current_form
from ..permissions import may
from ..seats.availability_of_many import state_of_event
from ..values.identity import masked_disability_card
from ..values.pasted_table import ReadTable, read_table, write_table
from ..values.questions import FormDefinition
from .group_form import TITLES, GroupForm, with_typed_rows

TEMPLATE = "wagtail_disability_events/registration/public/group.html"
TYPED_ROWS = 10


@never_cache
def sign_up_group(request: HttpRequest, event: EventOnPage) -> HttpResponse:
    """Paste or type a list, look it over, send it."""
    if not event.group_sign_up or event.booking_desks():
        raise Http404
    user = request.user if _is_staff(request, event) else None
    if request.method != "POST":
        return _page(request, event, GroupForm(event=event))
    data: Any = request.POST.copy()
    data["table"] = with_typed_rows(data)
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
        except RegistrationClosed as error:
            return _page(request, event, form, problem=error.state.sentence, status=409)
    group = form.group(user)
    rows = check_rows(
        table.rows, form.request_for_all(group, version, user), questions, for_staff=user is not None
    )
    everybody = data.get("send") == "all"
    if data.get("send") in ("all", "good"):
        if user is None and _are_too_many(request, event, rows):
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


def show_group_again(request: HttpRequest, event: EventOnPage) -> TemplateResponse:
    """The list with what was typed, unsent, for somebody whose session had ended meanwhile."""
    data: Any = request.POST.copy()
    data["table"] = with_typed_rows(data)
    form = GroupForm(initial=data.dict(), event=event)
    problem = _("The form had been open for a long time. Please look it over and send it again.")
    return _page(request, event, form, problem=problem, status=403)


def _page(
    request: HttpRequest,
    event: EventOnPage,
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
        summary = summary_of(rows, table.too_many)
        context |= {
            "rows": [_shown(row, table.columns) for row in rows],
            "columns": [titles.get(column, column) for column in table.columns],
            "ignored": table.ignored,
            "too_many": table.too_many,
            "counts": summary.counts,
            "all_good": summary.all_good,
            "some_good": summary.some_good,
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


def _is_staff(request: HttpRequest, event: EventOnPage) -> bool:
    return bool(request.user.is_authenticated and may(request.user, "change", event))


def _are_too_many(request: HttpRequest, event: EventOnPage, rows: list[CheckedRow]) -> bool:
    """Whether more people come from one address within an hour than may; a list that is refused counts
    nobody."""
    good = sum(row.result in (RowResult.PLACE, RowResult.WAITS) for row in rows)
    if request.POST.get("send") == "all" and good < len(rows):
        return False
    most, what = conf.get("SIGN_UPS_AN_HOUR")[0], f"sign up {event.original.pk}"
    return is_address_rate_limited(what, client_address(request), most, amount=good)
