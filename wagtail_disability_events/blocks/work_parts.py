"""A work on show as parts: its picture, title and prize, author, description, and the text itself."""

from .outcome_lines import WorkValue
from .parts import Part, Picture, Span, paragraph


def work_parts(value: WorkValue, author: str, prize: str, *, with_text: bool = True) -> list[Part]:
    """What a work is shown with, in every output; a work whose author did not agree is not passed here."""
    image = value["image"]
    title = paragraph(Span(value["title"], "bold"), Span(prize, "gold"), between="　")
    found: list[Part] = []
    if image:
        alt = getattr(image, "contextual_alt_text", "") or value["description"] or value["title"]
        found.append(Picture(image, alt))
    found += [title, paragraph(author, value["medium"], between="　", role="note")]
    if with_text:
        found += [paragraph(value["description"]), paragraph(value["text"], role="note")]
    return found
