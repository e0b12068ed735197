"""Whether an article may leave the site now."""

from django.utils.translation import gettext as _

from ...pages.approved_versions import approved_version
from ...pages.models import ArticlePage
from ..preflight.pictures import check_photos
from ..preflight.subject import Subject
from .holding import PushStopped


def approved_subject(article: ArticlePage) -> Subject:
    """The article as it may leave. Raises PushStopped without an approval, or when a photo was taken back."""
    if not article.live or approved_version(article) is None:
        raise PushStopped(_("Only an approved article is pushed. Let its reviews be done first."))
    subject = Subject(article)
    for finding in check_photos(subject):
        raise PushStopped(
            _("A photo was taken back after the approval: “%(words)s”. Take it out, then let it be reviewed.")
            % {"words": finding.words}
        )
    return subject
