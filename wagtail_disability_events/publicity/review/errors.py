"""Why a review cannot be done, or an article not be published."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ReviewRefused(Exception):
    """The review cannot be done; the message says why and what to do."""

    message: "StrOrPromise" = ""

    def __str__(self) -> str:
        return str(self.message)


class NotInReview(ReviewRefused):
    message = _("This article is not in review.")


class NotYourReview(ReviewRefused):
    message = _("This review is for members of other groups.")


class OwnText(ReviewRefused):
    message = _("Another person has to review this: you wrote it, or have reviewed it before.")


class TextChanged(ReviewRefused):
    message = _("The text was changed while you looked at it. Please look again.")


class ChecksFailed(ReviewRefused):
    message = _("Some places must be changed before the article can be approved.")


class NotReviewed(ReviewRefused):
    message = _("The article gets out when its reviews are done. Submit it for review.")


class HasGaps(ReviewRefused):
    message = _("Something is still missing in the article. Fill the gaps, then publish it.")
