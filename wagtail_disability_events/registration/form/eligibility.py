"""Who may sign up: said before the form, and checked as far as the answers show it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.dates import local, moment_phrase
from ..event import BookableEvent, RestrictedEvent
from ..seats.place_groups import PlaceGroup
from ..values.identity import Category
from ..values.person_facts import PersonFacts


def requirements(event: RestrictedEvent, now: datetime | None = None) -> list[str]:
    """What is asked of whoever signs up, as sentences."""
    now = now or timezone.now()
    said = []
    if ages := _ages(event.min_age, event.max_age):
        said.append(_("For people %(ages)s.") % {"ages": ages})
    if event.for_categories:
        said.append(_("For people with: %(categories)s.") % {"categories": _names(event.for_categories)})
    if event.first_until is not None and is_first_days(event, now):
        until = moment_phrase(event.first_until, event.time_zone)
        said.append(
            _("Until %(moment)s only: %(people)s. After that everybody can sign up.")
            % {"moment": until, "people": event.first_for}
        )
    return said


def is_first_days(event: RestrictedEvent, now: datetime | None = None) -> bool:
    """Whether only those may sign up whom the event puts first."""
    return bool(event.first_for and event.first_until and (now or timezone.now()) < event.first_until)


def check_person(event: RestrictedEvent, facts: PersonFacts) -> None:
    """Raise ValidationError when the answers say that somebody is not whom the event is for."""
    _check(event.min_age, event.max_age, event.for_categories, facts, _("This event"))


def check_group(group: PlaceGroup, facts: PersonFacts) -> None:
    """The same for a group with places of its own."""
    _check(group.min_age, group.max_age, group.categories, facts, f"“{group.label}”")


def next_day_of(event: BookableEvent) -> date:
    """The day on which ages count when somebody signs up: that of the next date, else today."""
    now = timezone.now()
    ahead = [occurrence for occurrence in event.known_dates() if occurrence.end >= now]
    moment = min((occurrence.start for occurrence in ahead), default=now)
    return local(moment, event.time_zone).date()


def _check(
    low: int | None, high: int | None, categories: Sequence[str], facts: PersonFacts, what: str
) -> None:
    age = facts.age
    if age is not None and ((low is not None and age < low) or (high is not None and age > high)):
        raise ValidationError(
            _("%(what)s is for people %(ages)s; on that day this person is %(age)s. Please call us."),
            code="age",
            params={"what": what, "ages": _ages(low, high), "age": age},
        )
    if categories and facts.category and facts.category not in categories:
        raise ValidationError(
            _("%(what)s is for people with: %(categories)s. Please call us if that is not clear."),
            code="category",
            params={"what": what, "categories": _names(categories)},
        )


def _ages(low: int | None, high: int | None) -> str:
    if low and high:
        return _("from %(low)s to %(high)s years of age") % {"low": low, "high": high}
    if low:
        return _("from the age of %(low)s") % {"low": low}
    return _("up to the age of %(high)s") % {"high": high} if high else ""


def _names(categories: Sequence[str]) -> str:
    return "、".join(str(Category(code).label) for code in categories)
