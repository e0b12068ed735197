"""An evening of songs: a kind of event that only this site has."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from wagtail_disability_events.blocks.programme import ProgrammeBlock
from wagtail_disability_events.models import EventPage


class ChoirEveningPage(EventPage):
    """Songs in their order."""

    songs = StreamField([("programme", ProgrammeBlock())], blank=True, default=list)
    own_kind = "performance"
    special_field = "songs"
    special_heading = "节目单"
    content_panels = [*EventPage.content_panels, FieldPanel("songs")]
    parent_page_types = ["wagtail_disability_events.EventIndexPage"]
