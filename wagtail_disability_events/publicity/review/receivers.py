"""What follows when an article is about to get out, is edited, or begins a review."""

from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import task_submitted

from ...pages.approved_versions import article_going_live
from ...pages.models import ArticlePage
from ..workflow.models import ReviewTaskState
from .publication import must_be_reviewed, restart_if_changed
from .reviewer_mails import tell_reviewers


def keep_in_unless_reviewed(sender: object, article: ArticlePage, **kwargs: object) -> None:
    """What is not reviewed does not go live. Raises NotReviewed, HasGaps."""
    must_be_reviewed(article)


def note_edit(sender: object, instance: Revision, **kwargs: object) -> None:
    """A new or overwritten revision of an article in review may be another text."""
    if instance.content_type is None or not issubclass(
        instance.content_type.model_class() or object, ArticlePage
    ):
        return
    article = ArticlePage.objects.filter(pk=instance.object_id).first()
    if article is not None and article.current_workflow_state is not None:
        restart_if_changed(article, instance.as_object())


def tell_of_review(sender: object, instance: ReviewTaskState, **kwargs: object) -> None:
    """A review begins: those who are to do it get a mail."""
    tell_reviewers(instance)


def connect() -> None:
    """Called once when the site starts."""
    article_going_live.connect(keep_in_unless_reviewed, dispatch_uid="wde_keep_in_unless_reviewed")
    post_save.connect(note_edit, sender=Revision, dispatch_uid="wde_note_edit")
    task_submitted.connect(tell_of_review, sender=ReviewTaskState, dispatch_uid="wde_tell_of_review")
