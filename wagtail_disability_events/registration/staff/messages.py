"""The messages of an event: what was sent, what failed and why, and whom staff have to call."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ...core.posted import number_in
from ..event import EventOnPage
from ..messages import follow_up
from ..models.outbox import OutboxMessage
from ..permissions import may
from ..privacy.gate import Where, shows_people
from ..values.identity import masked_name, masked_number
from ..values.message_kinds import MessageKind
from ..values.usual_words import USUAL_WORDS
from .access import event_or_404

TEMPLATE = "wagtail_disability_events/registration/staff/messages.html"
PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def event_messages(request: HttpRequest, event_id: int) -> HttpResponse:
    """The outbox of an event. Names and numbers are shown for a call, to those who may see them."""
    event = event_or_404(request, event_id, "change" if request.method == "POST" else "view")
    if request.method == "POST":
        return _act(request, event)
    to_call = list(follow_up.calls_to_make(event).select_related("registration__group")[:PAGE_SIZE])
    people = [row.registration for row in to_call]
    named = shows_people(request.user, event, people, Where.CALLS)
    calls = [_call(row, named) for row in to_call]
    written = follow_up.messages_of(event).exclude(channel=OutboxMessage.Channel.CALL)
    page = Paginator(written.select_related("registration").order_by("-pk"), PAGE_SIZE).get_page(
        request.GET.get("p")
    )
    context = {
        **header(event, _("Messages"), "mail"),
        "event": event,
        "counts": follow_up.counts_by_state(event),
        "calls": calls,
        "named": named,
        "page": page,
        "rows": [_row(row) for row in page],
        "may_change": may(request.user, "change", event),
        "to_thank": follow_up.people_to_thank(event).count(),
        "asks_thanks": request.GET.get("thanks") == "ask",
    }
    return TemplateResponse(request, TEMPLATE, context)


def _act(request: HttpRequest, event: EventOnPage) -> HttpResponse:
    message_id = number_in(request.POST, "message")
    match request.POST.get("do"):
        case "told":
            if follow_up.note_call(event, message_id):
                messages.success(request, _("It is noted that they have been told."))
        case "again":
            if follow_up.try_again(event, message_id):
                messages.success(request, _("It is tried once more."))
        case "thanks":
            sent = follow_up.thank(event, request.POST.get("note", ""))
            log(instance=event, action="wde.messages.thanks", user=request.user, data={"count": sent})
            messages.success(request, _("%(count)s messages are on their way.") % {"count": sent})
    return redirect("wde_messages", event.pk)


def _row(row: OutboxMessage) -> dict[str, Any]:
    return {
        "message": row,
        "kind": _kind(row),
        "number": row.registration.reference,
        "may_retry": row.state == OutboxMessage.State.FAILED,
    }


def _call(row: OutboxMessage, named: bool) -> dict[str, Any]:
    person = row.registration
    name = person.group.name if person.group is not None else person.name
    return {
        "message": row,
        "kind": _kind(row),
        "name": name if named else masked_name(name),
        "phone": row.recipient if named else masked_number(row.recipient),
        "number": person.reference,
        "short": row.short if named else "",
    }


def _kind(row: OutboxMessage) -> str:
    """The kind in words; one of an older version as it is."""
    return str(USUAL_WORDS[MessageKind(row.kind)].name) if row.kind in set(MessageKind) else row.kind
