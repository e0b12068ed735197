"""Mail to those who are to review. The author is told of the outcome by Wagtail itself."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import TaskState

from ...gallery.photos.reporting import language_of
from ..settings import publicity_of
from .models import ReviewTaskState


def tell_reviewers(review: Any) -> None:
    """Once the transaction is through: an article waits for their review."""
    transaction.on_commit(lambda: _mail_reviewers(review, is_reminder=False))


def remind_reviewers(now: Any = None) -> int:
    """Remind of reviews that wait longer than their organisation says, once; return how many."""
    now = now or timezone.now()
    waiting = ReviewTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, nudged_at=None)
    nudged = 0
    for review in waiting.select_related("workflow_state"):
        article = review.workflow_state.content_object
        if article is None or now < deadline(review, article.specific):
            continue
        if ReviewTaskState.objects.filter(pk=review.pk, nudged_at=None).update(nudged_at=now):
            _mail_reviewers(review, is_reminder=True)
            nudged += 1
    return nudged


def deadline(review: Any, article: Any) -> Any:
    """Until when a review should be done: an aware moment."""
    return review.started_at + timedelta(days=publicity_of(article).review_days)


def reviewers_of(review: Any) -> Any:
    """Those who may do a review now: active members of its groups."""
    groups = review.task.specific.groups.all()
    return get_user_model().objects.filter(Q(groups__in=groups), is_active=True).distinct()


def _mail_reviewers(review: Any, *, is_reminder: bool) -> None:
    article = review.workflow_state.content_object
    for person in reviewers_of(review):
        if not person.email:
            continue
        with override(language_of(person)):
            title = article.get_admin_display_title()
            subject = (
                _("Still waits for your review: %(title)s") if is_reminder else _("Please review: %(title)s")
            )
            text = _("%(stage)s: %(title)s\n%(address)s") % {
                "stage": review.task.specific.get_stage_display(),
                "title": title,
                "address": _address(article),
            }
            send_mail(subject % {"title": title}, text, [person.email])


def _address(article: Any) -> str:
    return f"{get_admin_base_url() or ''}{reverse('wde_review', args=[article.pk])}"
