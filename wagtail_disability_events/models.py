"""The data model in one screen."""

from .pages.models import (
    AdviceDayPage,
    ArticleIndexPage,
    ArticlePage,
    ArtShowcasePage,
    EventIndexPage,
    EventPage,
    SocialGatheringPage,
    SportsDayPage,
    TrainingCoursePage,
)

from .occurrences.models import Headcount, Occurrence, Theme, Venue, VenueFacility  # isort: skip
from .registration.models import (  # isort: skip
    Attendance,
    Consent,
    OutboxMessage,
    Quota,
    Registration,
    ServiceRequest,
)
from .gallery.models import Photo  # isort: skip
from .calendars.models import CalendarEntry  # isort: skip

__all__ = [
    "AdviceDayPage",
    "ArtShowcasePage",
    "ArticleIndexPage",
    "ArticlePage",
    "Attendance",
    "CalendarEntry",
    "Consent",
    "EventIndexPage",
    "EventPage",
    "Headcount",
    "Occurrence",
    "OutboxMessage",
    "Photo",
    "Quota",
    "Registration",
    "ServiceRequest",
    "SocialGatheringPage",
    "SportsDayPage",
    "Theme",
    "TrainingCoursePage",
    "Venue",
    "VenueFacility",
]
