"""The parts of a draft that the records of an event fill."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.translation import gettext as _

from ...blocks.figures import FigureSource, event_figures
from ...gallery.photos.models import Photo
from ...occurrences.service_catalogue import service_label
from ...pages.models import EventPage
from .blocks import RecordPart
from .default_templates import Stored
from .facts import date_lines


class EventRecords:
    """The parts of an article that the records of an event fill."""

    def __init__(self, event: EventPage, photos: list[Photo]) -> None:
        self.event, self.photos = event, photos

    def part(self, name: RecordPart) -> list[Stored]:
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
        return write[name]()

    def _dates(self) -> list[Stored]:
        return [_items(date_lines(self.event))]

    def _services(self) -> list[Stored]:
        offers = self.event.service_offers()
        items = [service_label(one.service) + (f"（{one.note}）" if one.note else "") for one in offers]
        return [_items(items)] if items else []

    def _content(self) -> list[Stored]:
        kinds = {"pledge": "quotation"}
        return [
            (kinds.get(child.block_type, child.block_type), child.value)
            for child in self.event.special_stream or []
        ]

    def _photos(self) -> list[Stored]:
        if not self.photos:
            return []
        return [("gallery", {"heading": _("Photos"), "photos": self.photos, "columns": "1"})]

    def _works(self) -> list[Stored]:
        return [("shown_works", {"heading": _("Works"), "count": 30})] if hasattr(self.event, "works") else []

    def _sign_up(self) -> list[Stored]:
        if not self.event.registration_enabled:
            return []
        text = _("Scan the code, or tap “read the original”.")
        return [("sign_up_call", {"text": text, "event": None})]

    def _contact(self) -> list[Stored]:
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

    def _help(self) -> list[Stored]:
        if event_figures(self.event)[FigureSource.SERVICES] is None:
            return []
        sentence = _("{{services}} times an access service was given on the spot.")
        return [("text", f"<p>{sentence}</p>")]

    def _bring(self) -> list[Stored]:
        streams = [self.event.special_stream or [], self.event.body]
        return [
            (child.block_type, child.value)
            for stream in streams
            for child in stream
            if child.block_type == "checklist"
        ]


def _items(lines: Iterable[str]) -> Stored:
    return "text", "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
