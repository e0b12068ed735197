"""For the data officer: what is processed, why, how long, who may see it, who has looked (PIPL art. 55)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.models import Page, PageLogEntry

from ...core import conf
from ..models.forms import FormVersion
from ..models.outbox import OutboxMessage
from ..models.registrations import Consent, Registration
from ..permissions import APP

TEMPLATE = "wagtail_disability_events/registration/staff/privacy.html"
PAGE_SIZE = 50
ACTIONS = {
    "wde.registrations.reveal": gettext_lazy("saw names and numbers"),
    "wde.registrations.export": gettext_lazy("exported the list"),
    "wde.registrations.erase": gettext_lazy("erased somebody"),
    "wde.registrations.promote": gettext_lazy("gave a place out of turn"),
    "wde.registrations.beyond": gettext_lazy("booked beyond the plan"),
    "wde.registrations.cancel": gettext_lazy("cancelled a sign-up"),
}


@dataclass(frozen=True)
class Processing:
    """One line of the register of processing."""

    data: Any
    purpose: Any
    basis: Any
    kept: str
    protection: Any


@never_cache
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The register of processing with figures as they are, and the looks at personal data."""
    if not request.user.has_perm(f"{APP}.read_processing"):
        raise PermissionDenied
    looks = PageLogEntry.objects.filter(action__in=ACTIONS).order_by("-timestamp")
    page = Paginator(looks.select_related("page"), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "header_title": _("Personal data"),
        "header_icon": "lock",
        "breadcrumbs_items": [{"url": "", "label": _("Personal data")}],
        "register": register(),
        "figures": figures(),
        "people": who_may_see(),
        "page": page,
        "looks": _looks(page),
        "asked": asked_without_purpose(),
    }
    return TemplateResponse(request, TEMPLATE, context)


def register() -> list[Processing]:
    """What is processed, from the settings that hold."""
    days = conf.get("RETENTION_DAYS")

    def kept(kind: str) -> str:
        return _("%(days)s days after the event") % {"days": days[kind]}

    encrypted = _("encrypted; masked on screen; each look is logged")
    return [
        Processing(
            _("Name, phone, mail address"),
            _("to arrange the event and to tell people of changes"),
            _("consent (PIPL art. 13)"),
            kept("contact"),
            encrypted,
        ),
        Processing(
            _("Disability card number, category, level, services needed, answers marked as sensitive"),
            _("to arrange what people need; named beside each question"),
            _("separate consent (PIPL art. 29)"),
            kept("sensitive"),
            encrypted,
        ),
        Processing(
            _("Children under 14"),
            _("to let them take part"),
            _("consent of a parent or guardian (PIPL art. 31)"),
            kept("sensitive"),
            encrypted,
        ),
        Processing(
            _("Keyed hash of disability card number, or of phone and name"),
            _("to recognise a second sign-up, and to count one person once in the year"),
            _("consent (PIPL art. 13)"),
            kept("person"),
            _("cannot be turned back without the key; deleted on request"),
        ),
        Processing(
            _("Category, level, age band, sex, attendance, without a person"),
            _("yearly statistics"),
            _("no personal data any more (PIPL art. 4)"),
            _("for good"),
            _("not connected with anybody"),
        ),
        Processing(
            _("What was typed and not sent"),
            _("so that nothing is lost when a session ends"),
            _("consent by going on (PIPL art. 13)"),
            _("one day"),
            _("opened only by the browser that typed it"),
        ),
    ]


def figures() -> dict[str, Any]:
    """How much there is at this moment."""
    kept = Registration.objects.filter(erased_at=None)
    return {
        "sign_ups": kept.count(),
        "oldest": kept.aggregate(oldest=Min("created_at"))["oldest"],
        "sensitive": Consent.objects.filter(
            purpose=Consent.Purpose.SENSITIVE,
            given=True,
            withdrawn_at=None,
            registration__sensitive_erased_at=None,
        ).count(),
        "erased": Registration.objects.exclude(erased_at=None).count(),
        "messages": OutboxMessage.objects.count(),
    }


def who_may_see() -> list[tuple[Any, int]]:
    """Accounts that may see personal data somewhere, with how often they have looked."""
    users = [
        user
        for user in get_user_model()._default_manager.filter(is_active=True)
        if user.has_perm(f"{APP}.reveal_registration")
    ]
    counts = dict(
        PageLogEntry.objects.filter(action="wde.registrations.reveal", user__in=[u.pk for u in users])
        .order_by()
        .values_list("user")
        .annotate(n=Count("pk"))
    )
    return [(user, counts.get(user.pk, 0)) for user in users]


def asked_without_purpose() -> list[tuple[Any, str]]:
    """Events whose form asks something sensitive and does not say what for."""
    newest: dict[int, FormVersion] = {}
    for version in FormVersion.objects.select_related("event").order_by("number"):
        newest[version.event_id] = version
    return [
        (version.event, "、".join(question.title for question in version.form.without_purpose))
        for version in newest.values()
        if version.event.live and version.form.without_purpose
    ]


def _looks(page: Iterable[PageLogEntry]) -> list[dict[str, Any]]:
    users = get_user_model()._default_manager.in_bulk({entry.user_id for entry in page if entry.user_id})
    titles = dict(Page.objects.filter(pk__in={entry.page_id for entry in page}).values_list("pk", "title"))
    return [
        {
            "when": entry.timestamp,
            "who": users.get(entry.user_id) or _("a deleted account"),
            "what": ACTIONS[entry.action],
            "event": titles.get(entry.page_id, entry.label),
            "of": _of(entry.data),
        }
        for entry in page
    ]


def _of(data: dict[str, Any]) -> str:
    references = data.get("references") or []
    if len(references) > 3:
        return _("%(count)s sign-ups") % {"count": len(references)}
    return "、".join(references) or str(data.get("count") or "")
