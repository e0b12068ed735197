"""What every block of this package has: a web template, a WeChat template, a preview, a description."""

from typing import Any

from wagtail import blocks

WEB = "wagtail_disability_events/blocks/{}.html"
PREVIEW = "wagtail_disability_events/blocks/previews/{}.html"


class EventStructBlock(blocks.StructBlock):
    """A struct block that knows the page it stands on, and the event that page is about."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["event"] = about_event(context.get("page"))
        return context

    class Meta:
        preview_template = PREVIEW.format("block")


def about_event(page: Any) -> Any:
    """The event of a page: an article's event, or the event page itself; None elsewhere."""
    if page is None:
        return None
    if hasattr(page, "schedule"):
        return page
    event = getattr(page, "event", None)
    return event.specific if event is not None else None
