"""What stands on a poster: the facts of an event or of an article, in the words of the site."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..core.dates import day_phrase, span_phrase
from ..occurrences.service_catalogue import service_label
from .cover import draw_cover
from .page import PosterArticle, PosterEvent, PosterImage

MAX_DATES = 3


@dataclass(frozen=True)
class Palette:
    """Colours of a poster; ink on paper and ``on_accent`` on accent are 7:1 or better."""

    ink: str = "#24211c"
    paper: str = "#fffdf8"
    accent: str = "#0a4f47"
    on_accent: str = "#ffffff"
    soft: str = "#4d483f"
    tint: str = "#f4efe4"


@dataclass(frozen=True)
class Poster:
    """The words of a poster in the order of reading, and what belongs to them.

    ``image`` is of the library; without one ``drawn`` is a PNG without words.
    """

    title: str
    kicker: str = ""
    lines: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    about: str = ""
    call: str = ""
    address: str = ""
    contact: str = ""
    who: str = ""
    image: PosterImage | None = None
    drawn: bytes = b""
    names: tuple[str, ...] = ()
    palette: Palette = field(default_factory=Palette)

    @property
    def alt(self) -> str:
        """What the picture says, for people who do not see it: all that stands on it."""
        parts = [self.kicker, self.title, *self.lines, *self.services, self.about, self.contact, self.who]
        between = pgettext("between the parts of a poster", ". ")
        said = between.join(part.rstrip("。.") for part in parts if part)
        return _("Poster: %(words)s") % {"words": said}


PaletteOf = Callable[[Any], Palette]
"""Says how posters of a page look."""

_palette_of: list[PaletteOf] = []


def set_palette_of(function: PaletteOf) -> None:
    """Let ``function`` say how posters of a page look; publicity does, from the organisation's settings."""
    _palette_of[:] = [function]


def palette_of(page: PosterEvent | PosterArticle) -> Palette:
    """The colours for a page."""
    return _palette_of[0](page) if _palette_of else Palette()


def poster_of_event(event: PosterEvent) -> Poster:
    """When, where, for whom, and the way to sign up."""
    dates = list(event.occurrences.taking_place().order_by("start"))
    lines = [
        span_phrase(each.start, each.end, all_day=each.all_day, zone=each.time_zone)
        for each in dates[:MAX_DATES]
    ]
    if len(dates) > MAX_DATES:
        lines.append(_("and %(count)s more dates") % {"count": len(dates) - MAX_DATES})
    if event.venue:
        lines.append(" ".join(part for part in (event.venue.name, event.location_note) if part))
    address = event.full_url or ""
    signs_up = event.registration_enabled
    return Poster(
        title=event.title,
        kicker=" · ".join(
            part
            for part in (event.occasion.name if event.occasion else "", str(event.get_kind_display()))
            if part
        ),
        lines=tuple(lines),
        services=tuple(service_label(offer.service) for offer in event.service_offers()),
        about=event.summary,
        call=_("Scan to sign up") if signs_up else _("Scan to read more"),
        address=f"{address}register/" if signs_up else address,
        contact=event.contact_line,
        who=event.holder_names,
        image=event.cover,
        drawn=b"" if event.cover else draw_cover(event.kind, event.pk or 0, ""),
        names=_names_of(event),
        palette=palette_of(event),
    )


def poster_of_article(article: PosterArticle) -> Poster:
    """Title and abstract, and the way to the article."""
    event = article.event
    return Poster(
        title=article.title,
        kicker=" · ".join(
            part
            for part in (
                event.occasion.name if event and event.occasion else "",
                str(article.get_genre_display()),
            )
            if part
        ),
        lines=(day_phrase(article.date),) if article.date else (),
        about=article.abstract,
        call=_("Scan to read"),
        address=article.full_url or "",
        who=article.source,
        image=article.cover,
        drawn=b"" if article.cover or not event else draw_cover(event.kind, event.pk, ""),
        names=_names_of(event.specific) if event else (),
        palette=palette_of(article),
    )


def _names_of(event: PosterEvent) -> tuple[str, ...]:
    """Names that are not torn across lines."""
    names = [event.venue.name] if event.venue else []
    names += [holder.display_name for holder in event.holders]
    if event.occasion:
        names.append(event.occasion.name)
    return tuple(names)
