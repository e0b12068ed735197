"""Submitting, accepting and declining; the ledger follows by itself."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...pages.approved_versions import approved_version
from ...pages.models import ArticlePage, EventIndexPage
from ...pages.tree.queries import nearest_article_index
from ..drafting import NoPlaceForArticles
from ..ledger.keeping import level_of, note, organisation_of, outlet_named
from ..ledger.models import Outlet, OutletLevel
from .models import Submission
from .package import package, safe_name

MAIL_MAX_BYTES = 20 * 1024 * 1024


class CannotSubmit(Exception):
    """The message says why, and what to do."""


def superiors_of(article: Any) -> list[Any]:
    """The organisations of this site above the one whose work the article is, nearest first."""
    organisation = organisation_of(article)
    if organisation is None:
        return []
    return list(EventIndexPage.objects.live().ancestor_of(organisation).order_by("-depth"))


def submit_by_hand(article: Any, to_name: str, user: Any, text: str = "") -> tuple[Submission, bytes]:
    """The package to be handed over, noted in the ledger. Raises CannotSubmit."""
    _must_be_approved(article)
    content = package(article, to_name, text)
    return _noted(article, Submission.Way.DOWNLOAD, to_name, user, text), content


def submit_by_mail(article: Any, to_name: str, address: str, user: Any, text: str = "") -> Submission:
    """The package as an attachment to an office's address. Raises CannotSubmit."""
    _must_be_approved(article)
    content = package(article, to_name, text)
    if len(content) > MAIL_MAX_BYTES:
        raise CannotSubmit(_("The package is larger than 20 MB. Download it and hand it over another way."))
    message = EmailMessage(
        subject=_("Submission: %(title)s") % {"title": article.title},
        body=text or _("Attached: the text, the photos and a cover sheet."),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
    )
    message.attach(f"{safe_name(article.title)}.zip", content, "application/zip")
    try:
        message.send()
    except OSError as error:
        # smtplib's errors are OSErrors too; nothing was noted yet
        raise CannotSubmit(
            _("The mail could not be sent. Try again later, or download the package and send it yourself.")
        ) from error
    return _noted(article, Submission.Way.MAIL, to_name, user, text)


def submit_to_organisation(article: Any, superior: Any, user: Any, text: str = "") -> Submission:
    """Into the inbox of a superior organisation of this site; again while it lies there is the same one.

    Raises CannotSubmit.
    """
    _must_be_approved(article)
    waiting = Submission.objects.filter(
        article_id=article.pk, to_organisation_id=superior.pk, state=Submission.State.SENT
    ).first()
    if waiting is not None:
        return waiting
    return _noted(article, Submission.Way.SITE, superior.display_name, user, text, superior=superior)


@transaction.atomic
def accept(submission: Submission, user: Any) -> ArticlePage:
    """Take an article over into one's own list, as a draft that says whose work it is.

    Raises CannotSubmit if it was decided before, NoPlaceForArticles without a list of articles.
    """
    _decide(submission, Submission.State.ACCEPTED, user)
    superior: Any = submission.to_organisation
    index = nearest_article_index(superior)
    if index is None:
        raise NoPlaceForArticles
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
        owner=user,
        locale=original.locale,
    )
    index.add_child(instance=taken)
    taken.save_revision(user=user, log_action=True)
    Submission.objects.filter(pk=submission.pk).update(copy=taken)
    note(
        submission.from_organisation,
        submission.title,
        _outlet(submission),
        article=original,
        accepted_on=timezone.localdate(),
    )
    log(instance=taken, action="wde.submission.accept", user=user, data={"from": original.pk})
    return taken


@transaction.atomic
def decline(submission: Submission, user: Any, answer: str = "") -> None:
    """Say that an article is not used, and why. Raises CannotSubmit if it was decided before."""
    _decide(submission, Submission.State.DECLINED, user, answer=answer)


def note_published_copy(article: Any) -> None:
    """The copy of an accepted article is out: it was carried there, with the credit."""
    for submission in Submission.objects.filter(copy_id=article.pk).exclude(state=Submission.State.PUBLISHED):
        Submission.objects.filter(pk=submission.pk).update(state=Submission.State.PUBLISHED)
        note(
            submission.from_organisation,
            submission.title,
            _outlet(submission),
            article=submission.article,
            carried_on=timezone.localdate(),
            link=article.full_url or "",
        )


def _must_be_approved(article: Any) -> None:
    if not article.live or approved_version(article) is None:
        raise CannotSubmit(_("Only an approved article is submitted. Let its reviews be done first."))


def _decide(submission: Submission, state: str, user: Any, answer: str = "") -> None:
    waiting = Submission.objects.filter(pk=submission.pk, state=Submission.State.SENT)
    if not waiting.update(state=state, decided_by=user, decided_at=timezone.now(), answer=answer[:300]):
        raise CannotSubmit(_("Somebody has decided about this already."))


@transaction.atomic
def _noted(article: Any, way: str, to_name: str, user: Any, text: str, superior: Any = None) -> Submission:
    organisation = organisation_of(article)
    if organisation is None:
        raise CannotSubmit(_("The article stands under no organisation."))
    submission = Submission.objects.create(
        article_id=article.pk,
        title=article.title,
        from_organisation=organisation,
        to_organisation=superior,
        to_name=to_name[:80],
        way=way,
        note=text[:300],
        sent_by=user,
    )
    note(
        organisation,
        article.title,
        _outlet(submission),
        article=article,
        submitted_on=timezone.localdate(),
        made_by=user,
    )
    log(instance=article, action="wde.submission.send", user=user, data={"to": to_name, "way": str(way)})
    return submission


def _outlet(submission: Submission) -> Outlet:
    superior = submission.to_organisation
    level = level_of(superior) if superior is not None else OutletLevel.DISTRICT.value
    return outlet_named(submission.to_name, Outlet.Kind.SUPERIOR, level)
