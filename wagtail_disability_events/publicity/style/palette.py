"""The colours of posters, in the style of the organisation."""

from wagtail.models import Page

from ...posters.contents import Palette
from .settings import publicity_of


def palette_of_page(page: Page) -> Palette:
    """The colours of the organisation's articles, for its posters."""
    theme = publicity_of(page).theme
    return Palette(
        ink=theme.ink, accent=theme.accent, on_accent=theme.on_accent, soft=theme.soft, tint=theme.tint
    )
