"""The platform's rules for article HTML and for the fields beside it: a code and a sentence each."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Rule(StrEnum):
    """What the platform asks of an article."""

    TAG = "tag"
    ATTRIBUTE = "attribute"
    FONT_FAMILY = "font-family"
    IMPORTANT = "important"
    TEXT_ALIGN = "text-align"
    POSITION = "position"
    CARET_COLOR = "caret-color"
    HIDDEN_IMAGE = "hidden-image"
    FIXED_WIDTH = "fixed-width"
    OVERFLOW = "overflow"
    ZERO_HEIGHT = "zero-height"
    FIXED_HEIGHT = "fixed-height"
    LINE_HEIGHT = "line-height"
    IMAGE_WIDTH = "image-width"
    IMAGE_ALT = "image-alt"
    NESTING = "nesting"
    PARAGRAPH_BACKGROUND = "paragraph-background"
    GRADIENT = "gradient"
    CONTRAST = "contrast"
    LINK = "link"
    BARE_TEXT = "bare-text"
    WIDE_TABLE = "wide-table"
    TITLE_LENGTH = "title-length"
    AUTHOR_LENGTH = "author-length"
    ABSTRACT_LENGTH = "abstract-length"
    CONTENT_LENGTH = "content-length"
    CONTENT_SIZE = "content-size"


MESSAGES = {
    Rule.TAG: _("Only sections, paragraphs, spans, tables and images keep their looks."),
    Rule.ATTRIBUTE: _("Classes, ids and scripts are removed."),
    Rule.FONT_FAMILY: _("The platform chooses the font."),
    Rule.IMPORTANT: _("!important is not allowed."),
    Rule.TEXT_ALIGN: _("Write left, right, center or justify; start and end are lost."),
    Rule.POSITION: _("Position and float break the page."),
    Rule.CARET_COLOR: _("caret-color is not allowed."),
    Rule.HIDDEN_IMAGE: _("An invisible image is removed."),
    Rule.FIXED_WIDTH: _("A fixed width overflows on narrow phones; use per cent."),
    Rule.OVERFLOW: _("Text that may not wrap overflows on narrow phones."),
    Rule.ZERO_HEIGHT: _("A height of 0 hides what is inside."),
    Rule.FIXED_HEIGHT: _("A fixed height cuts off or overlaps what is taller."),
    Rule.LINE_HEIGHT: _("A line-height below 1 makes lines overlap."),
    Rule.IMAGE_WIDTH: _("Each image carries data-w, its width in pixels."),
    Rule.IMAGE_ALT: _("Each image carries a description."),
    Rule.NESTING: _("The same element with one child is nested ten deep."),
    Rule.PARAGRAPH_BACKGROUND: _("A background belongs on the container, not on a paragraph."),
    Rule.GRADIENT: _("No gradient behind text: dark mode cannot compute it."),
    Rule.CONTRAST: _("Text and ground are too close in brightness."),
    Rule.LINK: _("Only links to articles of the platform work."),
    Rule.BARE_TEXT: _("Text stands in a paragraph, not directly in a section."),
    Rule.WIDE_TABLE: _("A table of more than four columns does not fit a phone."),
    Rule.TITLE_LENGTH: _("The title has more than 32 characters."),
    Rule.AUTHOR_LENGTH: _("The author has more than 16 characters."),
    Rule.ABSTRACT_LENGTH: _("The abstract has more than 128 characters."),
    Rule.CONTENT_LENGTH: _("The article is longer than 20,000 characters."),
    Rule.CONTENT_SIZE: _("The article is larger than 1 MB."),
}
