"""The messages of an event: what was sent, what failed and why, and whom staff have to call."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ..messages import outbox
from ..messages.delivery import deliver_messages
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration
from ..permissions import event_for, may
from ..values.identity import masked_name, masked_phone, normalise_name
from ..values.message_kinds import KINDS

TEMPLATE = "wagtail_disability_events/registration/staff/messages.html"
PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def event_messages(request: HttpRequest, event_id: int) -> HttpResponse:
    """The outbox of an event. Names and numbers are shown for a call, to those who may see them."""
    event = event_for(request.user, event_id, "change" if request.method == "POST" else "view")
    if request.method == "POST":
        return _act(request, event)
    rows = OutboxMessage.objects.filter(registration__event_id=event.pk)
    calls = rows.filter(channel=OutboxMessage.Channel.CALL, state=OutboxMessage.State.QUEUED).select_related(
        "registration__group"
    )
    named = may(request.user, "reveal", event)
    page = Paginator(
        rows.exclude(channel=OutboxMessage.Channel.CALL).select_related("registration").order_by("-pk"),
        PAGE_SIZE,
    ).get_page(request.GET.get("p"))
    context = {
        **header(event, _("Messages"), "mail"),
        "event": event,
        "counts": _counts(rows),
        "calls": [_call(row, named) for row in calls[:PAGE_SIZE]],
        "named": named,
        "page": page,
        "rows": [_row(row) for row in page],
        "may_change": may(request.user, "change", event),
        "to_thank": _came(event).count(),
        "asks_thanks": request.GET.get("thanks") == "ask",
    }
    if named and context["calls"]:
        log(
            instance=event,
            action="wde.registrations.reveal",
            user=request.user,
            data={"calls": len(context["calls"])},
        )
    return TemplateResponse(request, TEMPLATE, context)


def _act(request: HttpRequest, event: Any) -> HttpResponse:
    rows = OutboxMessage.objects.filter(registration__event_id=event.pk)
    number = request.POST.get("message", "")
    one = rows.filter(pk=int(number) if number.isdigit() else 0)
    match request.POST.get("do"):
        case "told":
            calls = one.filter(channel=OutboxMessage.Channel.CALL, state=OutboxMessage.State.QUEUED)
            if calls.update(state=OutboxMessage.State.SENT, sent_at=timezone.now()):
                messages.success(request, _("It is noted that they have been told."))
        case "again":
            failed = one.filter(state=OutboxMessage.State.FAILED)
            if failed.update(state=OutboxMessage.State.QUEUED, attempts=0, next_attempt_at=timezone.now()):
                deliver_messages.enqueue([int(number)])
                messages.success(request, _("It is tried once more."))
        case "thanks":
            _thank(request, event)
    return redirect("wde_messages", event.pk)


def _thank(request: HttpRequest, event: Any) -> None:
    """Thank everyone who came, once, with the address of photos and article that staff give."""
    note = normalise_name(request.POST.get("note", ""))[:300]
    with transaction.atomic():
        people = _came(event).select_related("group", "quota")
        sent = outbox.announce_all(event, people, "thanks", note=note, once="thanks")
    log(instance=event, action="wde.messages.thanks", user=request.user, data={"count": len(sent)})
    messages.success(request, _("%(count)s messages are on their way.") % {"count": len(sent)})


def _came(event: Any) -> Any:
    return Registration.objects.filter(
        event_id=event.pk, erased_at=None, attendances__isnull=False
    ).distinct()


def _counts(rows: Any) -> dict[str, int]:
    counts: dict[str, int] = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return counts


def _row(row: OutboxMessage) -> dict[str, Any]:
    return {
        "message": row,
        "kind": KINDS[row.kind].name if row.kind in KINDS else row.kind,
        "number": row.registration.reference,
        "may_retry": row.state == OutboxMessage.State.FAILED,
    }


def _call(row: OutboxMessage, named: bool) -> dict[str, Any]:
    person = row.registration
    name = person.group.name if person.group is not None else person.name
    return {
        "message": row,
        "kind": KINDS[row.kind].name if row.kind in KINDS else row.kind,
        "name": name if named else masked_name(name),
        "phone": row.recipient if named else masked_phone(row.recipient),
        "number": person.reference,
        "short": row.short if named else "",
    }
