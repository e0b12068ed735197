"""The words of a partner's event on our page, and the sentence of an error in its dates."""

from django.utils.html import escape

from ..calendars.incoming import IncomingEvent


def summary_and_rest(event: IncomingEvent) -> tuple[str, str]:
    """Two sentences for lists, and the text below: the first paragraph if it is short enough, cut at a
    sentence.
    """
    text = event.description or event.summary
    first, _gap, rest = text.partition("\n")
    if len(first) <= 300:
        return first, rest.strip()
    cut = max(first.rfind(mark, 0, 299) for mark in "。！？.!?")
    cut = cut + 1 if cut > 100 else 299
    return first[:cut], f"{first[cut:]}\n{rest}".strip()


def body_html(text: str, url: str) -> str:
    """Paragraphs, with what looks like markup shown as it was written, and a link to where it came from."""
    paragraphs = [f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip()]
    if url:
        paragraphs.append(f'<p><a href="{escape(url)}">{escape(url)}</a></p>')
    return "".join(paragraphs)


def first_message(error: object) -> str:
    """The sentence of a nested block error that says what is wrong."""
    for attribute in ("block_errors", "non_block_errors"):
        nested = getattr(error, attribute, None)
        found = nested.values() if isinstance(nested, dict) else nested
        for item in found or ():
            if item is not None:
                return first_message(item)
    messages = getattr(error, "messages", None) or [str(error)]
    return str(messages[0])
