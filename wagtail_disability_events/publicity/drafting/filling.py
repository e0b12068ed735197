"""A template filled with facts and records."""

from django.utils.html import escape

from ...pages.mixins import OrganisationMixin
from .blocks import RecordPart
from .default_templates import DraftTemplate, Stored
from .facts import Facts, with_facts
from .records import EventRecords

TITLE_LENGTH = 32


ABSTRACT_LENGTH = 120


def filled_words(
    template: DraftTemplate, facts: Facts, organisation: OrganisationMixin | None
) -> dict[str, str]:
    """The fields of an article beside its body."""
    name = (organisation.display_name if organisation else "")[:60]
    return {
        "title": with_facts(template.title, facts)[: TITLE_LENGTH * 2],
        "abstract": with_facts(template.abstract, facts)[:ABSTRACT_LENGTH],
        "source": name,
        "contributor": name,
    }


def filled_body(template: DraftTemplate, facts: Facts, records: EventRecords | None) -> list[Stored]:
    """The blocks of an article; a heading goes with the part from the records that it stands above."""
    found: list[Stored] = []
    for kind, value in template.body:
        if kind != "record_part":
            found.append((kind, _filled(value, facts, is_html=kind == "text")))
            continue
        blocks = records.part(RecordPart(str(value))) if records is not None else []
        if not blocks and found and found[-1][0] == "heading":
            found.pop()
        found += blocks
    return found


def _filled(value: object, facts: Facts, *, is_html: bool = False) -> object:
    """A stored value with the facts in its texts."""
    if isinstance(value, str):
        return with_facts(value, _escaped(facts) if is_html else facts)
    if isinstance(value, dict):
        return {key: _filled(each, facts) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, facts) for each in value]
    return value


def _escaped(facts: Facts) -> Facts:
    return {fact: str(escape(words)) for fact, words in facts.items()}
