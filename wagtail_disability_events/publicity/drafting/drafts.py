"""A first draft of an article from the facts of an event. Nothing is invented; the editor goes on from it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale

from ...blocks.figure_names import GAP, TOKEN, filled
from ...core.dates import local_day, today_in
from ...core.users import User, signed_in
from ...gallery.photos.models import Photo
from ...pages.approved_versions import live_figures
from ...pages.mixins import OrganisationMixin
from ...pages.models import ArticleIndexPage, ArticlePage, EventIndexPage, EventPage
from .dates import dates_of
from .default_templates import DraftTemplate, default_template
from .facts import facts_of_event, facts_of_period
from .filling import ABSTRACT_LENGTH, TITLE_LENGTH, filled_body, filled_words
from .genres import AFTER, Genre, Tone
from .places import article_index_for
from .queries import template_for
from .records import EventRecords

PHOTOS_IN_A_REPORT = 9


def draft_announcement(event: EventPage, user: User, tone: Tone = Tone.OFFICIAL) -> ArticlePage:
    """Draft an announcement (预告): what, when, where, what is there for whom, how to sign up."""
    return draft_article(event, Genre.ANNOUNCEMENT, user, tone=tone)


def draft_report(event: EventPage, user: User, tone: Tone = Tone.OFFICIAL) -> ArticlePage:
    """Draft a report (报道): what took place, how many came, results, photos. Figures stay live."""
    return draft_article(event, Genre.REPORT, user, tone=tone)


@transaction.atomic
def draft_article(
    event: EventPage,
    genre: Genre,
    user: User,
    *,
    tone: Tone = Tone.OFFICIAL,
    photos: Iterable[Photo] | None = None,
) -> ArticlePage:
    """Draft an article about an event by the template of its organisation.

    ``photos`` are those to show, None for the first nine that everyone may see. Raises NoPlaceForArticles.
    """
    with override(event.locale.language_code):
        template = _template(event.organisation, genre, tone)
        facts = facts_of_event(event)
        if photos is None:
            photos = event.photos.public()[:PHOTOS_IN_A_REPORT]
        body = filled_body(template, facts, EventRecords(event, list(photos)))
        article = ArticlePage(
            genre=genre,
            event_id=event.pk,
            date=_article_date(event, genre),
            cover=event.cover,
            body=body,
            easy_reading=tone == Tone.EASY,
            **filled_words(template, facts, event.organisation),
        )
        article.event = event
        return _create(article, article_index_for(event), user, event.locale)


@transaction.atomic
def draft_digest(organisation: EventIndexPage, first: date, last: date, user: User) -> ArticlePage:
    """Draft what an organisation did in a period, both days included. Raises NoPlaceForArticles."""
    with override(organisation.locale.language_code):
        template = _template(organisation, Genre.DIGEST, Tone.OFFICIAL)
        facts = facts_of_period(organisation, first, last)
        article = ArticlePage(
            genre=Genre.DIGEST,
            date=min(last, today_in(organisation.time_zone)),
            period_first=first,
            period_last=last,
            body=filled_body(template, facts, None),
            **filled_words(template, facts, organisation),
        )
        return _create(article, article_index_for(organisation), user, organisation.locale)


def _template(organisation: OrganisationMixin | None, genre: Genre, tone: Tone) -> DraftTemplate:
    own = template_for(organisation, genre, tone)
    if own is None:
        return default_template(genre, tone)
    stored = [(child["type"], child["value"]) for child in own.body.get_prep_value()]
    return DraftTemplate(own.title, own.abstract, stored)


def _create(article: ArticlePage, index: ArticleIndexPage, user: User, locale: Locale) -> ArticlePage:
    """Save the draft below its list. Figures in title and abstract are of this moment: WeChat shows both
    apart from the text."""
    article.live, article.has_unpublished_changes = False, True
    article.owner, article.locale = signed_in(user), locale
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


def _article_date(event: EventPage, genre: Genre) -> date:
    last = dates_of(event).order_by("-end").first()
    if genre in AFTER and last is not None:
        return local_day(last.start, last.time_zone)
    return today_in(event.time_zone)
