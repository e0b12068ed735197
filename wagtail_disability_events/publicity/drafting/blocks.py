"""The blocks of a template: those of an article, and parts that the records of an event fill."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...blocks.base import WEB
from ...blocks.figure_blocks import FiguresBlock, PeriodEventsBlock
from ...blocks.text import ContactBlock, FileBlock, HeadingBlock, PictureBlock, QuotationBlock, TextBlock


class RecordPart(models.TextChoices):
    """Parts of an article that come from the event's records as they are."""

    DATES = "dates", _("dates and place")
    SERVICES = "services", _("access services")
    CONTENT = "content", _("what makes the event: programme, contests and results, works, desks")
    PHOTOS = "photos", _("released photos")
    WORKS = "works", _("works of the show, with prizes")
    SIGN_UP = "sign_up", _("state of sign-up with QR code")
    CONTACT = "contact", _("whom to ask")
    BRING = "bring", _("what to bring")
    HELP = "help", _("access services given, if any were")


class RecordPartBlock(blocks.ChoiceBlock):
    """Stands for a part that the records fill; without records the part is left out, with its heading."""

    choices = RecordPart.choices

    class Meta:
        icon = "download"
        label = _("From the records")
        description = _("Filled when an article is drafted. What there is no record of is left out.")
        template = WEB.format("record_part")
        preview_value = "photos"
        group = _("Event")


class TemplateBodyBlock(blocks.StreamBlock):
    """The body of a template: blocks of an article, and parts from the records."""

    heading = HeadingBlock()
    text = TextBlock()
    record_part = RecordPartBlock(default="dates")
    figures = FiguresBlock()
    period_events = PeriodEventsBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()
    contact = ContactBlock()
    file = FileBlock()
