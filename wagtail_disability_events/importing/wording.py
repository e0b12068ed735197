"""What the codes of reading and importing mean, in sentences for staff."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy

from ..calendars.incoming import MAX_DATES, MAX_EVENTS, NotACalendar, Refusal
from ..core import conf
from ..core.fetching import FetchError
from .planning import Verdict

_FILE_ERRORS = {
    "web-page": gettext_lazy(
        "This is a web page, not a calendar. Look for “export”, “subscribe” or “iCal” there."
    ),
    "no-calendar": gettext_lazy(
        "This is not a calendar file. One begins with BEGIN:VCALENDAR and ends in .ics."
    ),
    "encoding": gettext_lazy("The characters of this file cannot be read. Save it as UTF-8."),
    "many": gettext_lazy("This calendar has more than %(events)s events. Export a shorter time."),
}
_FETCH_ERRORS = {
    "off": gettext_lazy(
        "Reading from addresses is switched off on this site. Download the file and choose it here."
    ),
    "scheme": gettext_lazy("Only addresses that begin with https://, http:// or webcal:// can be read."),
    "address": gettext_lazy("This is not an address of a calendar."),
    "name": gettext_lazy("There is no server of this name: %(part)s."),
    "private": gettext_lazy(
        "%(part)s is not on the public internet, or not on its usual port, and is not asked."
    ),
    "redirects": gettext_lazy("The address leads on and on. Open it in a browser and copy the last one."),
    "status": gettext_lazy("The other server answers with error %(part)s."),
    "type": gettext_lazy("The other server sends “%(part)s”, not a calendar."),
    "size": gettext_lazy("The calendar is larger than %(limit)s. Export a shorter time."),
    "time": gettext_lazy(
        "The other server is too slow. Try again later, or download the file and choose it here."
    ),
    "network": gettext_lazy("The other server cannot be reached, or broke off. Try again later."),
}


_REFUSALS = {
    "too-long": gettext_lazy("It is too long to be an event."),
    "syntax": gettext_lazy("It is not written as a calendar writes it."),
    "no-uid": gettext_lazy("It has no identifier (UID), so that it could not be known again."),
    "no-title": gettext_lazy("It has no title."),
    "no-start": gettext_lazy("It does not say when it begins."),
    "time": gettext_lazy("Its time cannot be read: %(part)s."),
    "year": gettext_lazy("Its year is out of reach: %(part)s."),
    "mixed": gettext_lazy("It begins on a day and ends at an hour, or the other way round."),
    "end": gettext_lazy("It ends before it begins."),
    "zone": gettext_lazy("Its time zone is not known: %(part)s."),
    "twice": gettext_lazy("The file has it twice; the newer one is taken."),
    "rules": gettext_lazy("It repeats by several rules."),
    "rule": gettext_lazy("Its rule of repetition is not supported: %(part)s."),
    "many-dates": gettext_lazy("It has more than %(dates)s dates."),
    "no-dates": gettext_lazy("All its dates are left out."),
    "schedule": gettext_lazy("Its dates are not possible here: %(part)s"),
    "ours": gettext_lazy("It comes from this site."),
    "elsewhere": gettext_lazy("It was imported from another calendar already."),
    "cancelled": gettext_lazy("It is cancelled there, and was never here."),
    "deleted": gettext_lazy("It was deleted here, and is not brought back."),
    "edited": Verdict.EDITED.label,
    "older": gettext_lazy("It is older than what was imported before."),
}


NOTES = {
    "alone": gettext_lazy("one date of a series that is not in the file"),
    "end": gettext_lazy("its end was written as its last day"),
    "floating": gettext_lazy("its time has no zone and is read as the calendar's"),
    "other-clock": gettext_lazy("repeats by another clock; written date by date for two years"),
}


def file_error(error: NotACalendar) -> str:
    """Why a file is not read."""
    return str(_FILE_ERRORS[error.code]) % {"events": MAX_EVENTS}


def fetch_error(error: FetchError) -> str:
    """Why an address is not read."""
    limit = filesizeformat(conf.get("IMPORT_MAX_BYTES"))
    return str(_FETCH_ERRORS[error.code]) % {"part": error.part, "limit": limit}


def refusal_sentence(refusal: Refusal) -> str:
    """Why one event is not imported."""
    return str(_REFUSALS[refusal.code]) % {"part": refusal.part, "dates": MAX_DATES}
