"""What becomes of a submission: accepted, declined, published. The ledger follows by itself."""

from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...core.dates import today_in
from ...core.users import User, signed_in
from ...pages.models import ArticlePage, EventIndexPage
from ..drafting.places import article_index_for
from ..ledger.keeping import note
from ..permissions import may_add_below
from .errors import CannotSubmit, NotYourList
from .models import Submission
from .outlets import outlet_of


@transaction.atomic
def accept(submission: Submission, user: User) -> ArticlePage:
    """Take an article over into one's own list, as a draft that says whose work it is.

    Raises CannotSubmit if it was decided before, NotYourList if the user may add no page to the list of
    articles, NoPlaceForArticles where there is none.
    """
    superior = cast(EventIndexPage, submission.to_organisation)  # what is decided lies in its inbox
    index = article_index_for(superior)
    if not may_add_below(user, index):
        raise NotYourList(_("You may not add articles to this list. Ask somebody who may to accept it."))
    _decide(submission, Submission.State.ACCEPTED, user)
    original = submission.article
    taken = ArticlePage(
        title=original.title,
        genre=original.genre,
        event_id=original.event_id,
        date=original.date,
        abstract=original.abstract,
        cover=original.cover,
        body=original.body.stream_block.to_python(original.body.get_prep_value()),
        period_first=original.period_first,
        period_last=original.period_last,
        easy_reading=original.easy_reading,
        person_agreed=original.person_agreed,
        source=superior.display_name[:60],
        contributor=submission.from_organisation.display_name[:60],
        live=False,
        has_unpublished_changes=True,
        owner=signed_in(user),
        locale=original.locale,
    )
    index.add_child(instance=taken)
    taken.save_revision(user=user, log_action=True)
    Submission.objects.filter(pk=submission.pk).update(copy=taken)
    note(
        submission.from_organisation,
        submission.title,
        outlet_of(submission),
        article=original,
        accepted_on=today_in(submission.from_organisation.time_zone),
    )
    log(instance=taken, action="wde.submission.accept", user=user, data={"from": original.pk})
    return taken


@transaction.atomic
def decline(submission: Submission, user: User, answer: str = "") -> None:
    """Say that an article is not used, and why. Raises CannotSubmit if it was decided before."""
    _decide(submission, Submission.State.DECLINED, user, answer=answer)


def note_published_copy(article: ArticlePage) -> None:
    """The copy of an accepted article is out: it was carried there, with the credit."""
    for submission in Submission.objects.filter(copy_id=article.pk).exclude(state=Submission.State.PUBLISHED):
        Submission.objects.filter(pk=submission.pk).update(state=Submission.State.PUBLISHED)
        note(
            submission.from_organisation,
            submission.title,
            outlet_of(submission),
            article=submission.article,
            carried_on=today_in(submission.from_organisation.time_zone),
            link=article.full_url or "",
        )


def _decide(submission: Submission, state: Submission.State, user: User, answer: str = "") -> None:
    waiting = Submission.objects.filter(pk=submission.pk, state=Submission.State.SENT)
    if not waiting.update(state=state, decided_by=user, decided_at=timezone.now(), answer=answer[:300]):
        raise CannotSubmit(_("Somebody has decided about this already."))
