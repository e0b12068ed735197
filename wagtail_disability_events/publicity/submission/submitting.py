"""Submitting an article: by hand, by mail, or into an inbox of this site. The ledger follows by itself."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...core.dates import today_in
from ...core.users import User, signed_in
from ...pages.approved_versions import approved_version
from ...pages.models import ArticlePage, EventIndexPage
from ..ledger.keeping import note, organisation_of
from .errors import CannotSubmit
from .models import Submission
from .outlets import outlet_of
from .package import package, safe_name

MAIL_MAX_BYTES = 20 * 1024 * 1024


def superiors_of(article: ArticlePage) -> list[EventIndexPage]:
    """The organisations of this site above the one whose work the article is, nearest first."""
    organisation = organisation_of(article)
    if organisation is None:
        return []
    return list(EventIndexPage.objects.live().ancestor_of(organisation).order_by("-depth"))


def submit_by_hand(
    article: ArticlePage, to_name: str, user: User, text: str = ""
) -> tuple[Submission, bytes]:
    """The package to be handed over, noted in the ledger. Raises CannotSubmit."""
    _must_be_approved(article)
    content = package(article, to_name, text)
    return _noted(article, Submission.Way.DOWNLOAD, to_name, user, text), content


def submit_by_mail(
    article: ArticlePage, to_name: str, address: str, user: User, text: str = ""
) -> Submission:
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


def submit_to_organisation(
    article: ArticlePage, superior: EventIndexPage, user: User, text: str = ""
) -> Submission:
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


def _must_be_approved(article: ArticlePage) -> None:
    if not article.live or approved_version(article) is None:
        raise CannotSubmit(_("Only an approved article is submitted. Let its reviews be done first."))


@transaction.atomic
def _noted(
    article: ArticlePage,
    way: Submission.Way,
    to_name: str,
    user: User,
    text: str,
    superior: EventIndexPage | None = None,
) -> Submission:
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
        sent_by=signed_in(user),
    )
    note(
        organisation,
        article.title,
        outlet_of(submission),
        article=article,
        submitted_on=today_in(organisation.time_zone),
        made_by=user,
    )
    log(instance=article, action="wde.submission.send", user=user, data={"to": to_name, "way": str(way)})
    return submission
