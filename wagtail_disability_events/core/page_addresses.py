"""Where the list of addresses of a site puts pages, and so where ours belong."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

URLS = "wagtail_disability_events.urls"


@dataclass(frozen=True)
class Place:
    """What stands before the address of a page: ``prefix`` as in the list of addresses, without languages."""

    prefix: str = ""
    is_regex: bool = False
    has_language: bool = False

    @property
    def line(self) -> str:
        """The line that puts our addresses there too."""
        if self.is_regex:
            return f"re_path(r'{self.prefix}', include('{URLS}'))"
        return f"path('{self.prefix}', include('{URLS}'))"


def place_of_pages() -> Place | None:
    """Where Wagtail's view of pages is; None for a site whose pages are served elsewhere."""
    return _place_in(get_resolver().url_patterns, Place())


def _place_in(patterns: Iterable[URLPattern | URLResolver], place: Place) -> Place | None:
    for entry in patterns:
        if isinstance(entry, URLPattern):
            if entry.name == "wagtail_serve":
                return place
            continue
        found = _place_in(entry.url_patterns, _below(entry, place))
        if found is not None:
            return found
    return None


def _below(entry: URLResolver, place: Place) -> Place:
    if isinstance(entry.pattern, LocalePrefixPattern):
        return replace(place, has_language=True)
    return replace(
        place,
        prefix=place.prefix + str(entry.pattern),
        is_regex=place.is_regex or isinstance(entry.pattern, RegexPattern),
    )


def where_to_put_ours() -> str:
    """In words: the line, and where it belongs."""
    place = place_of_pages() or Place()
    where = ", inside the same i18n_patterns()" if place.has_language else ""
    return f"In the list of addresses, put {place.line} before Wagtail's urls{where}."
