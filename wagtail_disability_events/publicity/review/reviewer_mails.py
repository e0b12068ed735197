"""Mail to those who are to review. The author is told of the outcome by Wagtail itself."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from ...core.admin_mail import admin_address, mail_to
from ...pages.models import ArticlePage
from ..style.settings import publicity_of
from ..workflow.models import ReviewTaskState


def tell_reviewers(review: ReviewTaskState) -> None:
    """Once the transaction is through: an article waits for their review."""
    transaction.on_commit(lambda: _mail_reviewers(review, is_reminder=False))


def remind_reviewers(now: datetime | None = None) -> int:
    """Remind of reviews that wait longer than their organisation says, once; return how many.

    One whose mail fails is left for the next time, and the others are reminded. Raises the last failure.
    """
    now = now or timezone.now()
    waiting = ReviewTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, reminded_at=None)
    reminded, failure = 0, None
    for review in waiting.select_related("workflow_state"):
        article = review.workflow_state.content_object
        if article is None or now < deadline(review, article.specific):
            continue
        same = ReviewTaskState.objects.filter(pk=review.pk)
        if not same.filter(reminded_at=None).update(reminded_at=now):
            continue
        try:  # in no transaction: a mail server that is slow would keep others from writing
            _mail_reviewers(review, is_reminder=True)
            reminded += 1
        except OSError as error:  # smtplib's exceptions are of this kind
            same.update(reminded_at=None)
            failure = error
    if failure is not None:
        raise failure
    return reminded


def deadline(review: ReviewTaskState, article: ArticlePage) -> datetime:
    """Until when a review should be done: an aware moment."""
    return review.started_at + timedelta(days=publicity_of(article).review_days)


def reviewers_of(review: ReviewTaskState) -> QuerySet[AbstractUser]:
    """Those who may do a review now: active members of its groups."""
    groups = review.task.specific.groups.all()
    return get_user_model().objects.filter(Q(groups__in=groups), is_active=True).distinct()


def _mail_reviewers(review: ReviewTaskState, *, is_reminder: bool) -> None:
    for person in reviewers_of(review):
        if person.email:
            mail_to(person, lambda: _words(review, is_reminder=is_reminder))


def _words(review: ReviewTaskState, *, is_reminder: bool) -> tuple[str, str]:
    """Subject and text, in the active language."""
    article = review.workflow_state.content_object
    title = article.get_admin_display_title()
    subject = _("Still waits for your review: %(title)s") if is_reminder else _("Please review: %(title)s")
    text = _("%(stage)s: %(title)s\n%(address)s") % {
        "stage": review.task.specific.get_stage_display(),
        "title": title,
        "address": admin_address("wde_review", article.pk),
    }
    return subject % {"title": title}, text
