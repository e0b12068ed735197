"""A first draft of an article from the facts of an event. Nothing is invented; the editor goes on from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..blocks.figure_names import GAP, TOKEN, FigureSource, filled, texts_in
from ..blocks.figures import event_figures
from ..core.dates import local
from ..occurrences.service_catalogue import service_label
from ..pages.approved_versions import live_figures
from ..pages.models import ArticleIndexPage, ArticlePage
from ..pages.tree.queries import nearest_article_index
from .default_templates import DraftTemplate, default_template
from .facts import date_lines, facts_of_event, facts_of_period, with_facts
from .templates import RecordPart, template_for

Genre = ArticlePage.Genre
PHOTOS_IN_A_REPORT = 9
TITLE_LENGTH = 32
ABSTRACT_LENGTH = 120
BEFORE, AFTER = (Genre.ANNOUNCEMENT, Genre.REMINDER), (Genre.REPORT, Genre.RESULTS, Genre.PORTRAIT)


class NoPlaceForArticles(Exception):
    """No list of articles stands under the event's organisation or any above it."""


def draft_announcement(event: Any, user: Any, tone: str = "official") -> ArticlePage:
    """Draft an announcement (预告): what, when, where, what is there for whom, how to sign up."""
    return draft_article(event, Genre.ANNOUNCEMENT, user, tone=tone)


def draft_report(event: Any, user: Any, tone: str = "official") -> ArticlePage:
    """Draft a report (报道): what took place, how many came, results, photos. Figures stay live."""
    return draft_article(event, Genre.REPORT, user, tone=tone)


@transaction.atomic
def draft_article(
    event: Any, genre: str, user: Any, *, tone: str = "official", photos: Iterable[Any] | None = None
) -> ArticlePage:
    """Draft an article about an event by the template of its organisation.

    ``photos`` are those to show, None for the first nine that everyone may see. Raises NoPlaceForArticles.
    """
    with override(event.locale.language_code):
        template = _template(event.organisation, genre, tone)
        facts = facts_of_event(event)
        if photos is None:
            photos = event.photos.public()[:PHOTOS_IN_A_REPORT]
        body = _body(template, facts, _EventRecords(event, list(photos)))
        article = ArticlePage(
            genre=genre,
            event_id=event.pk,
            date=_article_date(event, genre),
            cover=event.cover,
            body=body,
            easy_reading=tone == "easy",
            **_words(template, facts, event.organisation),
        )
        article.event = event
        return _create(article, article_index_for(event), user, event.locale)


@transaction.atomic
def draft_digest(organisation: Any, first: date, last: date, user: Any) -> ArticlePage:
    """Draft what an organisation did in a period, both days included. Raises NoPlaceForArticles."""
    with override(organisation.locale.language_code):
        template = _template(organisation, Genre.DIGEST, "official")
        facts = facts_of_period(organisation, first, last)
        article = ArticlePage(
            genre=Genre.DIGEST,
            date=min(last, timezone.localdate()),
            period_first=first,
            period_last=last,
            body=_body(template, facts, None),
            **_words(template, facts, organisation),
        )
        return _create(article, article_index_for(organisation), user, organisation.locale)


def genres_for(event: Any) -> list[str]:
    """What can be drafted at this moment, the most likely first."""
    return list(AFTER if is_over(event) else BEFORE)


def is_over(event: Any) -> bool:
    """Whether every date that took place has ended."""
    dates = list(event.occurrences.taking_place())
    return bool(dates) and all(occurrence.end < timezone.now() for occurrence in dates)


def article_index_for(page: Any) -> ArticleIndexPage:
    """The nearest list of articles, going up the tree. Raises NoPlaceForArticles."""
    index = nearest_article_index(page)
    if index is None:
        raise NoPlaceForArticles
    return index


def gaps_in(article: Any) -> list[str]:
    """What is still to fill, in the words of the gaps: in title, abstract and text, figures filled in."""
    texts = [article.title, article.abstract, *texts_in(article.shown_body.get_prep_value())]
    return [match[1].strip() or _("something") for text in texts for match in GAP.finditer(text)]


def _template(organisation: Any, genre: str, tone: str) -> DraftTemplate:
    own = template_for(organisation, genre, tone)
    if own is None:
        return default_template(genre, tone)
    stored = [(child["type"], child["value"]) for child in own.body.get_prep_value()]
    return DraftTemplate(own.title, own.abstract, stored)


def _words(template: DraftTemplate, facts: dict[str, str], organisation: Any) -> dict[str, str]:
    name = (organisation.display_name if organisation else "")[:60]
    return {
        "title": with_facts(template.title, facts)[: TITLE_LENGTH * 2],
        "abstract": with_facts(template.abstract, facts)[:ABSTRACT_LENGTH],
        "source": name,
        "contributor": name,
    }


def _create(article: ArticlePage, index: ArticleIndexPage, user: Any, locale: Any) -> ArticlePage:
    """Save the draft below its list. Figures in title and abstract are of this moment: WeChat shows both
    apart from the text."""
    article.live, article.has_unpublished_changes = False, True
    article.owner, article.locale = user, locale
    article._cached_parent_obj = index
    index.add_child(instance=article)
    if any(TOKEN.search(text) for text in (article.title, article.abstract)):
        numbers = live_figures(article)
        article.title, article.abstract = filled(article.title, numbers), filled(article.abstract, numbers)
        article.abstract = article.abstract[:ABSTRACT_LENGTH]
        article.save()
    article.title = article.title if GAP.search(article.title) else article.title[:TITLE_LENGTH]
    article.save_revision(user=user, log_action=True)
    return article


def _article_date(event: Any, genre: str) -> date:
    last = event.occurrences.taking_place().order_by("-end").first()
    if genre in AFTER and last is not None:
        return local(last.start, last.time_zone).date()
    return timezone.localdate()


def _body(template: DraftTemplate, facts: dict[str, str], records: "_EventRecords | None") -> list[Any]:
    """The blocks of an article; a heading goes with the part from the records that it stands above."""
    found: list[Any] = []
    for kind, value in template.body:
        if kind != "record_part":
            found.append((kind, _filled(value, facts, is_html=kind == "text")))
            continue
        blocks = records.part(value) if records is not None else []
        if not blocks and found and found[-1][0] == "heading":
            found.pop()
        found += blocks
    return found


def _filled(value: Any, facts: dict[str, str], *, is_html: bool = False) -> Any:
    if isinstance(value, str):
        return with_facts(value, {k: str(escape(v)) for k, v in facts.items()} if is_html else facts)
    if isinstance(value, dict):
        return {key: _filled(each, facts) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, facts) for each in value]
    return value


class _EventRecords:
    """The parts of an article that the records of an event fill."""

    def __init__(self, event: Any, photos: list[Any]) -> None:
        self.event, self.photos = event, photos

    def part(self, name: str) -> list[Any]:
        """The blocks of a part; none where there is no record."""
        write = {
            RecordPart.DATES: self._dates,
            RecordPart.SERVICES: self._services,
            RecordPart.CONTENT: self._content,
            RecordPart.PHOTOS: self._photos,
            RecordPart.WORKS: self._works,
            RecordPart.SIGN_UP: self._sign_up,
            RecordPart.CONTACT: self._contact,
            RecordPart.BRING: self._bring,
            RecordPart.HELP: self._help,
        }
        return write[RecordPart(name)]()

    def _dates(self) -> list[Any]:
        return [_list(date_lines(self.event))]

    def _services(self) -> list[Any]:
        offers = self.event.service_offers()
        items = [service_label(one.service) + (f"（{one.note}）" if one.note else "") for one in offers]
        return [_list(items)] if items else []

    def _content(self) -> list[Any]:
        kinds = {"pledge": "quotation"}
        return [
            (kinds.get(child.block_type, child.block_type), child.value)
            for child in self.event.special_stream or []
        ]

    def _photos(self) -> list[Any]:
        if not self.photos:
            return []
        return [("gallery", {"heading": _("Photos"), "photos": self.photos, "columns": "1"})]

    def _works(self) -> list[Any]:
        return [("shown_works", {"heading": _("Works"), "count": 30})] if hasattr(self.event, "works") else []

    def _sign_up(self) -> list[Any]:
        if not self.event.registration_enabled:
            return []
        text = _("Scan the code, or tap “read the original”.")
        return [("sign_up_call", {"text": text, "event": None})]

    def _contact(self) -> list[Any]:
        contact = self.event.contact
        if not contact["phone"]:
            return []
        value = {
            "person": contact["role"],
            "phone": contact["phone"],
            "location": "",
            "hours": contact["hours"],
        }
        return [("contact", value)]

    def _help(self) -> list[Any]:
        if event_figures(self.event)[FigureSource.SERVICES] is None:
            return []
        return [("text", f"<p>{_('{{services}} times an access service was given on the spot.')}</p>")]

    def _bring(self) -> list[Any]:
        streams = [self.event.special_stream or [], self.event.body]
        return [
            (child.block_type, child.value)
            for stream in streams
            for child in stream
            if child.block_type == "checklist"
        ]


def _list(lines: Iterable[str]) -> tuple[str, str]:
    return "text", "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
