"""What an editor sees of an event, in the order of the questions: what, when, where, who."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from ..panels import OriginalPanel, QuestionsCheckPanel, ScheduleCheckPanel
from .page import title_panel

EVENT_PANELS: list[Any] = [
    OriginalPanel(heading=_("Dates, places and sign-up")),
    title_panel(),
    MultiFieldPanel(
        [
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("occasion")]),
            FieldPanel("partners", widget=CheckboxSelectMultiple),
            FieldPanel("yearly"),
            FieldPanel("cover"),
        ],
        heading=_("What"),
    ),
    FieldPanel("schedule", heading=_("When")),
    ScheduleCheckPanel(heading=_("These dates come of it")),
    MultiFieldPanel(
        [FieldPanel("venue"), FieldPanel("location_note"), FieldPanel("online_url")], heading=_("Where")
    ),
    FieldPanel("access", heading=_("Access services")),
    MultiFieldPanel(
        [
            FieldPanel("registration_enabled"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("register_for")]),
            FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
            FieldRowPanel([FieldPanel("waitlist"), FieldPanel("waiting_order")]),
            FieldRowPanel([FieldPanel("companions"), FieldPanel("companions_take_places")]),
            FieldRowPanel([FieldPanel("group_sign_up"), FieldPanel("transferable")]),
        ],
        heading=_("Sign-up"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
            FieldPanel("for_categories"),
            FieldRowPanel([FieldPanel("first_for"), FieldPanel("first_until")]),
        ],
        heading=_("Who may sign up"),
        classname="collapsed",
    ),
    FieldPanel("places", heading=_("Groups with places of their own"), classname="collapsed"),
    MultiFieldPanel(
        [FieldPanel("form_template"), FieldPanel("questions"), QuestionsCheckPanel()],
        heading=_("What the form asks"),
    ),
    FieldPanel("body", heading=_("More about it")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_phone")])],
        heading=_("Contact"),
    ),
]
