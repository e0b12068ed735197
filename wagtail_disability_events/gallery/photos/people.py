"""Who can be recognised in a photo, and what keeps it back because of them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.dates import local_day
from ...core.users import User
from ...occurrences.models import Occurrence
from ...registration.models.registrations import Consent, Registration
from ...registration.privacy.gate import search_people
from ...registration.values.person_facts import facts_of
from ...registration.values.public_names import public_name
from .event import EventWithPhotos
from .models import Photo, PhotoPerson

OF_AGE = 18
"""Below this age a guardian decides about photos as well (Civil Code art. 19, 1019)."""


@dataclass(frozen=True)
class Pictured:
    """A person in a photo as staff see them; ``holds_because`` is empty where they agree."""

    person: PhotoPerson
    holds_because: str


def people_in(photo: Photo) -> list[Pictured]:
    """Everybody in a photo, with what keeps the photo back because of them."""
    people = photo.people.select_related("registration")
    holding = set(photo.people.holding().values_list("pk", flat=True))
    return [Pictured(person, _because(person) if person.pk in holding else "") for person in people]


def find_for_photo(user: User, event: EventWithPhotos, text: str) -> list[Registration]:
    """Registrants whom a user may mean by a name, phone number or sign-up number; ten at most.

    Raises NotPermitted and SearchRefused.
    """
    return list(search_people(user, event, text).exclude(state=Registration.State.REPEATED)[:10])


def is_minor(registration: Registration, event: EventWithPhotos) -> bool:
    """Whether a sign-up says that its person is under 18 on the day of the event."""
    if registration.filled_in_by == Registration.For.PARENT:
        return True
    facts = facts_of(registration.disability_card, registration.answers, first_day_of(event))
    return facts.age < OF_AGE if facts.age is not None else bool(facts.is_child)


def first_day_of(event: EventWithPhotos) -> date:
    """The day on which ages count in photos: that of the first date, or the day the page was made.

    Somebody who comes of age in the middle of a course is a child in all of its photos.
    """
    first = Occurrence.objects.filter(event_id=event.pk).order_by("start").first()
    published = event.first_published_at or event.latest_revision_created_at or timezone.now()
    return local_day(first.start if first is not None else published, event.time_zone)


def who_is_who(photo: Photo) -> list[str]:
    """The names that stand below a photo: of those who agreed to be named, as they chose."""
    named = photo.people.filter(is_named=True, registration__erased_at=None).select_related("registration")
    may = set(
        Consent.objects.holding(Consent.Purpose.NAME)
        .filter(registration__in=[person.registration_id for person in named])
        .values_list("registration_id", flat=True)
    )
    names = [
        public_name(person.registration.name, person.registration.named_as)
        for person in named
        if person.registration is not None and person.registration_id in may
    ]
    return [name for name in names if name]


def _because(person: PhotoPerson) -> str:
    registration = person.registration
    if registration is not None and not registration.photo_allowed:
        return _("has not agreed that photos are published")
    if registration is None and not person.agreed:
        return _("has not agreed on paper")
    if person.is_minor and not person.guardian_agreed:
        return _("is under 18, and the guardian has not agreed")
    return _("has said no in a second sign-up")
