"""A first draft of an article from the facts of an event. Nothing is invented; the editor goes on from it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..dates import local, span_phrase
from ..occurrences.catalogue import service_label
from ..pages.models import ArticleIndexPage, ArticlePage
from ..pages.queries import nearest_article_index

PHOTOS_IN_A_REPORT = 9
TITLE_LENGTH = 32
DIGEST_LENGTH = 120


class NoPlaceForArticles(Exception):
    """No list of articles stands under the event's organisation or any above it."""


@transaction.atomic
def draft_announcement(event: Any, user: Any) -> ArticlePage:
    """Draft an announcement (预告): what, when, where, what is there for whom, how to sign up."""
    with override(event.locale.language_code):
        body = [
            ("text", f"<p>{escape(event.summary)}</p>"),
            ("heading", _("When and where")),
            ("text", _when_and_where(event)),
            *_access_part(event),
            *_special_part(event),
        ]
        if event.registration_enabled:
            body += [
                ("heading", _("How to sign up")),
                ("sign_up_call", {"text": _("Scan the code, or tap “read the original”."), "event": None}),
            ]
        body += _contact_part(event)
        title = _("Coming up: %(title)s") % {"title": event.title}
    return _create(event, user, ArticlePage.Genre.ANNOUNCEMENT, title, body, event.summary)


@transaction.atomic
def draft_report(event: Any, user: Any) -> ArticlePage:
    """Draft a report (报道): what took place, how many came, results, photos. Figures stay live."""
    with override(event.locale.language_code):
        body = [
            ("text", _opening(event)),
            ("figures", _turnout_figures()),
            *_special_part(event),
            *_result_figures(event),
            *_photo_part(event),
        ]
        title = event.title
    return _create(event, user, ArticlePage.Genre.REPORT, title, body, event.summary)


def draft_for(event: Any, user: Any) -> ArticlePage:
    """The draft that fits the moment: an announcement before the first date is over, then a report."""
    return draft_report(event, user) if is_over(event) else draft_announcement(event, user)


def is_over(event: Any) -> bool:
    """Whether every date that took place has ended."""
    dates = list(event.occurrences.standing())
    return bool(dates) and all(occurrence.end < timezone.now() for occurrence in dates)


def article_index_for(event: Any) -> ArticleIndexPage:
    """The nearest list of articles, going up the tree. Raises NoPlaceForArticles."""
    index = nearest_article_index(event)
    if index is None:
        raise NoPlaceForArticles
    return index


def _create(event: Any, user: Any, genre: str, title: str, body: list[Any], summary: str) -> ArticlePage:
    index = article_index_for(event)
    article = ArticlePage(
        title=title[:TITLE_LENGTH],
        genre=genre,
        event_id=event.pk,
        date=_article_date(event, genre),
        digest=summary[:DIGEST_LENGTH],
        cover=event.cover,
        body=body,
        source=event.organisation_name[:60],
        contributor=event.organisation_name[:60],
        live=False,
        has_unpublished_changes=True,
        owner=user,
        locale=event.locale,
    )
    index.add_child(instance=article)
    article.save_revision(user=user, log_action=True)
    return article


def _article_date(event: Any, genre: str) -> date:
    last = event.occurrences.standing().order_by("-end").first()
    if genre == ArticlePage.Genre.REPORT and last is not None:
        return local(last.start, last.time_zone).date()
    return timezone.localdate()


def _when_and_where(event: Any) -> str:
    lines = [
        " ".join(
            part
            for part in (
                span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
                date.topic,
            )
            if part
        )
        for date in event.occurrences.standing()
    ]
    if event.venue:
        lines.append(" ".join(p for p in (event.venue.name, event.place_note, event.venue.address) if p))
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _access_part(event: Any) -> list[Any]:
    offers = event.service_offers()
    if not offers:
        return []
    items = (service_label(offer.service) + (f"（{offer.note}）" if offer.note else "") for offer in offers)
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return [("heading", _("What is there for you")), ("text", f"<ul>{lines}</ul>")]


def _special_part(event: Any) -> list[Any]:
    stream = event.special_stream
    if not stream:
        return []
    kinds = {"pledge": "quotation"}
    return [(kinds.get(child.block_type, child.block_type), child.value) for child in stream]


def _contact_part(event: Any) -> list[Any]:
    contact = event.contact
    if not contact["phone"]:
        return []
    value = {"person": contact["role"], "phone": contact["phone"], "place": "", "hours": contact["hours"]}
    return [("contact", value)]


def _opening(event: Any) -> str:
    first = event.occurrences.standing().order_by("start").first()
    place = event.venue.name if event.venue else ""
    facts = {"who": event.organisation_name, "what": event.title, "where": place, "when": ""}
    if first is not None:
        moment = local(first.start, first.time_zone)
        facts["when"] = _("%(month)s/%(day)s") % {"month": moment.month, "day": moment.day}
    sentence = (
        _("On %(when)s, %(who)s held “%(what)s” at %(where)s.")
        if place
        else _("On %(when)s, %(who)s held “%(what)s”.")
    )
    return f"<p>{escape(sentence % facts)}</p>"


def _turnout_figures() -> dict[str, Any]:
    return {
        "style": "sentence",
        "figures": [
            {
                "source": "attendances",
                "number": None,
                "unit": _("visits"),
                "label": _(" by disabled residents"),
            },
            {"source": "companions", "number": None, "unit": _("people"), "label": _(" of their families")},
            {
                "source": "volunteers",
                "number": None,
                "unit": _("people"),
                "label": _(" helped as volunteers"),
            },
        ],
    }


def _result_figures(event: Any) -> list[Any]:
    figures = [
        {"source": "contests", "number": None, "unit": "", "label": _("contests")},
        {"source": "medals", "number": None, "unit": "", "label": _("medals")},
        {"source": "works", "number": None, "unit": "", "label": _("works on show")},
    ]
    return [("figures", {"style": "row", "figures": figures})] if event.special_stream else []


def _photo_part(event: Any) -> list[Any]:
    photos = list(event.photos.public()[:PHOTOS_IN_A_REPORT])
    return [("gallery", {"heading": _("Photos"), "photos": photos})] if photos else []
