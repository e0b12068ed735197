"""The data model in one screen."""

from .pages.models import (
    AdviceDayPage,
    ArticleIndexPage,
    ArticlePage,
    ArtShowcasePage,
    EventIndexPage,
    EventPage,
    JobFairPage,
    ServiceDrivePage,
    SocialGatheringPage,
    SportsDayPage,
    TrainingCoursePage,
)

from .core.periodic.models import PeriodicJob  # isort: skip
from .occurrences.service_catalogue import Service  # isort: skip
from .occurrences.listing_changes import ListingChange  # isort: skip
from .occurrences.models import Headcount, Occurrence, Series, Occasion, Venue, VenueFacility, VenuePhoto  # isort: skip
from .pages.approved_versions import ApprovedVersion  # isort: skip
from .pages.form_templates import FormTemplate  # isort: skip
from .pages.kept_addresses import FormerAddress, GonePage, WrittenAddresses  # isort: skip
from .registration.models.attendances import Attendance
from .registration.models.calendars import PersonalEntry, PrivateFeed
from .registration.models.claims import Claim
from .registration.models.consents import Consent
from .registration.models.outbox import OutboxMessage
from .registration.models.quotas import Quota
from .registration.models.registrations import Registration
from .registration.models.service_requests import ServiceRequest

from .registration.models.forms import AnswerFile, FormVersion, SignUpDraft  # isort: skip
from .registration.models.erased_counts import ErasedCount  # isort: skip
from .registration.models.erasure_records import ErasureRecord  # isort: skip
from .registration.models.groups import GroupSignUp  # isort: skip
from .registration.models.message_texts import MessageText  # isort: skip
from .outcomes.models import Award, Result, ResultSheet  # isort: skip
from .gallery.photos.models import Photo, PhotoChange, PhotoPerson  # isort: skip
from .gallery.pixels.models import KeptOriginal  # isort: skip
from .gallery.photos.report_models import PhotoReport  # isort: skip
from .gallery.photos.upload_models import PhotoUpload, UploadLink  # isort: skip
from .publicity.channels.models import Push, PushedPicture, WechatAccount  # isort: skip
from .publicity.ledger.models import LedgerEntry, Outlet, PublicityTarget  # isort: skip
from .publicity.submission.models import Submission  # isort: skip
from .publicity.preflight.models import CheckedLink  # isort: skip
from .publicity.removals.models import PhotoRemoval  # isort: skip
from .publicity.style.models import PublicitySettings  # isort: skip
from .publicity.wechat.models import WechatCopy  # isort: skip
from .publicity.workflow.models import ReviewTask, ReviewTaskState  # isort: skip
from .publicity.drafting.models import ArticleTemplate  # isort: skip
from .calendars.models import CalendarEntry, CalendarImport, CalendarSource, ImportedEvent  # isort: skip

__all__ = [
    "AdviceDayPage",
    "AnswerFile",
    "ApprovedVersion",
    "ArtShowcasePage",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTemplate",
    "Attendance",
    "Award",
    "CalendarEntry",
    "CalendarImport",
    "CalendarSource",
    "CheckedLink",
    "Claim",
    "Consent",
    "ErasedCount",
    "ErasureRecord",
    "EventIndexPage",
    "EventPage",
    "FormTemplate",
    "FormVersion",
    "FormerAddress",
    "GonePage",
    "GroupSignUp",
    "Headcount",
    "ImportedEvent",
    "JobFairPage",
    "KeptOriginal",
    "LedgerEntry",
    "ListingChange",
    "MessageText",
    "Occasion",
    "Occurrence",
    "OutboxMessage",
    "Outlet",
    "PeriodicJob",
    "PersonalEntry",
    "Photo",
    "PhotoChange",
    "PhotoPerson",
    "PhotoRemoval",
    "PhotoReport",
    "PhotoUpload",
    "PrivateFeed",
    "PublicitySettings",
    "PublicityTarget",
    "Push",
    "PushedPicture",
    "Quota",
    "Registration",
    "Result",
    "ResultSheet",
    "ReviewTask",
    "ReviewTaskState",
    "Series",
    "Service",
    "ServiceDrivePage",
    "ServiceRequest",
    "SignUpDraft",
    "SocialGatheringPage",
    "SportsDayPage",
    "Submission",
    "TrainingCoursePage",
    "UploadLink",
    "Venue",
    "VenueFacility",
    "VenuePhoto",
    "WechatAccount",
    "WechatCopy",
    "WrittenAddresses",
]
