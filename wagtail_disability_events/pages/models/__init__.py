"""The page types that this package installs.

Above ``mixins`` and ``site``: a page type says what readers find at its addresses, the views answer. No rule.
"""

from .articles import ArticleIndexPage, ArticlePage
from .event import EventPage
from .kinds import (
    AdviceDayPage,
    ArtShowcasePage,
    JobFairPage,
    ServiceDrivePage,
    SocialGatheringPage,
    SportsDayPage,
    TrainingCoursePage,
)
from .organisation import EventIndexPage

__all__ = [
    "AdviceDayPage",
    "ArtShowcasePage",
    "ArticleIndexPage",
    "ArticlePage",
    "EventIndexPage",
    "EventPage",
    "JobFairPage",
    "ServiceDrivePage",
    "SocialGatheringPage",
    "SportsDayPage",
    "TrainingCoursePage",
]
