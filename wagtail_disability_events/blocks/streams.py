"""Which blocks stand in which body."""

from wagtail import blocks

from .contests import ContestBlock
from .desks import DeskBlock
from .employers import EmployerBlock
from .figure_blocks import FiguresBlock, PeriodEventsBlock
from .live import AccessServiceBlock, SignUpCallBlock, UpcomingEventsBlock
from .pictures import BeforeAfterBlock, GalleryBlock, PhotoTextBlock
from .programme import ProgrammeBlock, SpeakersBlock
from .text import ContactBlock, FileBlock, HeadingBlock, PictureBlock, QuotationBlock, TextBlock
from .things import ChecklistBlock, SouvenirsBlock
from .works import ShownWorksBlock, WorkBlock


class AccessOfferBlock(blocks.StreamBlock):
    """The access services of an event."""

    service = AccessServiceBlock()

    class Meta:
        max_num = 20


class BodyBlock(blocks.StreamBlock):
    """The body of events, organisations and articles: one set, so that anything can move between them."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    photo_text = PhotoTextBlock()
    before_after = BeforeAfterBlock()
    programme = ProgrammeBlock()
    speakers = SpeakersBlock()
    contest = ContestBlock()
    work = WorkBlock()
    shown_works = ShownWorksBlock()
    desk = DeskBlock()
    employer = EmployerBlock()
    checklist = ChecklistBlock()
    souvenirs = SouvenirsBlock()
    quotation = QuotationBlock()
    figures = FiguresBlock()
    period_events = PeriodEventsBlock()
    access_service = AccessServiceBlock()
    contact = ContactBlock()
    sign_up_call = SignUpCallBlock()
    upcoming_events = UpcomingEventsBlock()
    file = FileBlock()


class ContestsBlock(blocks.StreamBlock):
    """The contests of a sports day."""

    contest = ContestBlock()


class WorksBlock(blocks.StreamBlock):
    """The works of an art showcase."""

    work = WorkBlock()


class GatheringBlock(blocks.StreamBlock):
    """The programme of a gathering."""

    programme = ProgrammeBlock()
    speakers = SpeakersBlock()
    pledge = QuotationBlock()
    souvenirs = SouvenirsBlock()


class SyllabusBlock(blocks.StreamBlock):
    """What a training teaches, and who teaches it."""

    programme = ProgrammeBlock()
    speakers = SpeakersBlock()


class AdviceBlock(blocks.StreamBlock):
    """The desks of an advice day."""

    desk = DeskBlock()
    contact = ContactBlock()
    speakers = SpeakersBlock()
    checklist = ChecklistBlock()


class EmployersBlock(blocks.StreamBlock):
    """The employers of a job fair."""

    employer = EmployerBlock()
    checklist = ChecklistBlock()
