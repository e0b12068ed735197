"""A schedule while it is written: how each block is understood, and what publishing it would do."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from wagtail.blocks import StreamValue

from ..core.languages import SPOKEN
from ..occurrences.projection import plan_projection
from ..pages.models import EventPage
from ..pages.publishing.publish import people_depend_on
from ..registration.models.registrations import Registration


@dataclass(frozen=True)
class BlockReading:
    """How one block of a schedule is understood."""

    label: str
    sentences: list[str]
    errors: list[str]


@dataclass(frozen=True)
class Effect:
    """What publishing would do to dates ahead that people know of, and how many signed up for them."""

    cancelled: int
    changed: int
    people: int


def read_schedule(event: EventPage) -> list[BlockReading]:
    """Check each block of the draft; what is right is left behind as dates and times instead of texts."""
    readings = []
    for child in event.schedule:
        try:
            child.value = child.block.clean(child.value)
        except ValidationError as error:
            readings.append(BlockReading(str(child.block.label), [], list(dict.fromkeys(_words(error)))))
        else:
            readings.append(BlockReading(str(child.block.label), _sentences(child), []))
    return readings


def _sentences(child: StreamValue.StreamChild) -> list[str]:
    """The rule in each language that the package speaks, once where they are the same."""
    said = []
    for language in SPOKEN:
        with override(language):
            said.append(child.block.describe(child.value))
    return [sentence for sentence in dict.fromkeys(said) if sentence]


def _words(error: ValidationError) -> list[str]:
    """The messages in a block's error, however deep they stand."""
    found: list[str] = []
    for name in ("non_block_errors", "block_errors"):
        below = getattr(error, name, None)
        items = below.values() if isinstance(below, dict) else below or []
        for item in items:
            found += _words(item) if isinstance(item, ValidationError) else [str(item)]
    if found:
        return found
    return list(error.messages) if hasattr(error, "error_list") or hasattr(error, "error_dict") else []


def effect_of_publishing(event: EventPage) -> Effect | None:
    """What publishing would do to dates that people know of; None where it harms nothing."""
    if not event.pk or not event.live:
        return None
    existing = list(event.occurrences.filter(end__gte=timezone.now()))
    keys = {row.key for row in existing}
    report = plan_projection(event, existing, needed=people_depend_on)
    moved = [row for row in report.changed if row.key in keys]
    touched = [row.pk for row in [*report.cancelled, *moved]]
    if not touched:
        return None
    people = Registration.objects.active().for_occurrences(event, touched).count()
    return Effect(len(report.cancelled), len(moved), people)
