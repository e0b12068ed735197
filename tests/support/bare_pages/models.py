"""One page with a text, as any Wagtail site has it."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class BarePage(Page):
    """A title and a text."""

    text = RichTextField(blank=True)
    template = "bare_pages/page.html"
    content_panels = [*Page.content_panels, "text"]
