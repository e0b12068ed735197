"""Drafts of our pages, filled with what a partner's event says."""

from typing import Any

from wagtail.models import get_page_models

from ..calendars.incoming import IncomingEvent
from ..core.base_page import BasePage
from ..occurrences.models import Venue
from ..pages.models import EventPage
from .guessing import Choices, guessed_kind, guessed_venue
from .schedules import schedule_of
from .texts import body_html, summary_and_rest


class Drafts:
    """Makes and fills drafts for one import."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.venues = list(Venue.objects.all())

    def new_page(self, event: IncomingEvent, organisation_id: int) -> EventPage:
        """A draft below an organisation."""
        kind = guessed_kind(event, self.choices)
        page = page_class(kind)(title=event.summary, live=False, registration_enabled=False)
        page.kind = kind
        self.fill(page, event)
        parent: Any = BasePage.objects.get(pk=organisation_id).specific
        page._cached_parent_obj = parent
        parent.add_child(instance=page)
        return page

    def fill(self, page: EventPage, event: IncomingEvent) -> None:
        """Write what the event says over what the draft said."""
        first, rest = summary_and_rest(event)
        page.title = page.draft_title = event.summary
        page.summary = first
        page.schedule = schedule_of(event)
        page.venue_id = guessed_venue(event.location, self.choices, self.venues)
        page.location_note = "" if page.venue_id else event.location[:120]
        page.body = [("text", html)] if (html := body_html(rest, event.url)) else []


def page_class(kind: str) -> type[EventPage]:
    """The page type that stands for a kind."""
    found = [model for model in _event_types() if getattr(model, "own_kind", "") == kind]
    return found[0] if found else EventPage


def _event_types() -> list[type[EventPage]]:
    return [model for model in get_page_models() if issubclass(model, EventPage)]
