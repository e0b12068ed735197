"""What is shown of an event: read once, remembered until something changes; of a preview made anew."""

from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from ...core.page_models import ARTICLE, model
from ...gallery.photos.models import Photo
from ...occurrences.models import Occurrence
from ...occurrences.projection import preview_rows
from ..listing.lines import with_common
from ..mixins import ArticleMixin, EventPageMixin
from ..tree.queries import visible_to_all
from .reader import Reader
from .structured_data import as_script, event_json_ld

DATES_SHOWN = 12
PHOTOS_SHOWN = 6
ARTICLES_SHOWN = 5
_Fact = TypeVar("_Fact")


class EventReading:
    """One event as one request reads it."""

    def __init__(self, event: EventPageMixin, request: HttpRequest) -> None:
        self.event = event
        self.reader = Reader.of(request)

    def remembered(self, name: str, make: Callable[[], _Fact]) -> _Fact:
        """A fact of a published event, kept until something changes; of a preview it is made anew."""
        if not self.event.pk or self.reader.is_previewing:
            return make()
        memo, page_id = self.reader.snapshot.memo, self.event.words_id
        if (name, page_id) not in memo:
            memo[name, page_id] = make()
        found: _Fact = memo[name, page_id]
        return found

    def dates(self) -> list[Occurrence]:
        """The dates as they hold; in a preview, as they would be if the draft were published."""
        event: Any = self.event
        if self.reader.is_previewing:
            return preview_rows(event)
        common = self.reader.snapshot.common
        dates = [copy(date) for date in self.remembered("dates", self._read_dates)]
        for date in dates:
            date.event = event
        if event.venue_id in common.venues:
            event.venue = common.venues[event.venue_id]
        return [with_common(date, common) for date in dates]

    def _read_dates(self) -> list[Occurrence]:
        event: Any = self.event
        return list(event.in_its_words(event.occurrences.all()))

    def next_dates(self) -> list[Occurrence]:
        """The first dates ahead; of an event that is over, its first ones."""
        dates = self.dates()
        ahead = [date for date in dates if date.end >= timezone.now()]
        return (ahead or dates)[:DATES_SHOWN]

    def photos(self) -> list[Photo]:
        """The first released photos, as they are now. That there is none is remembered until one is saved."""
        event, memo = self.event, self.reader.snapshot.memo
        if not event.pk or memo.get(("no-photos", event.pk)):
            return []
        photos = list(event.photos.public().prefetch_related("image__renditions")[:PHOTOS_SHOWN])
        memo["no-photos", event.pk] = not photos
        return photos

    def has_outcomes(self) -> bool:
        """Whether results or prizes are published."""
        event: Any = self.event

        def ask() -> bool:
            kinds = (event.result_sheets, event.awards)
            return any(kind.filter(published_at__isnull=False).exists() for kind in kinds)

        return bool(event.pk) and self.remembered("outcomes", ask)

    def articles(self) -> list[ArticleMixin]:
        """The newest articles about it that everyone may read."""
        if not self.event.pk:
            return []

        def ask() -> list[ArticleMixin]:
            articles = visible_to_all(model(ARTICLE).objects.filter(event_id=self.event.pk))
            return list(articles.order_by("-date", "-pk").defer("body")[:20])

        found, now = self.remembered("articles", ask), timezone.now()
        return [article for article in found if not article.expire_at or article.expire_at > now][
            :ARTICLES_SHOWN
        ]

    def script(self) -> SafeString:
        """Structured data of its next dates, for its pages beside the main one."""
        url = self.event.get_full_url(self.reader.request) or ""
        return as_script(event_json_ld(self.event, self.next_dates(), url))
