"""What the platform refuses, in words that a member of staff can act on.

Numbers: the reference "WeChat official account" and the platform's list of return codes.
"""

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: dict[int, "StrOrPromise"] = {
    -1: gettext_lazy("WeChat is busy. It is tried again by itself; or push again in a few minutes."),
    40001: gettext_lazy("WeChat does not know the key of the account. Enter app id and secret again."),
    40013: gettext_lazy("WeChat does not know this app id. Compare it with the settings there."),
    40125: gettext_lazy("The secret of the account is wrong. Make a new one in WeChat and enter it here."),
    40005: gettext_lazy("WeChat takes only JPEG and PNG pictures. Choose another picture."),
    40007: gettext_lazy("WeChat does not find the draft or cover any more. Push again: they are made anew."),
    40009: gettext_lazy("A picture is too large for WeChat. Choose a smaller one."),
    42001: gettext_lazy("The key of the account has expired. Push again."),
    45002: gettext_lazy("The article is too long for WeChat. Make two articles of it."),
    45003: gettext_lazy("The title is too long for WeChat: at most 32 characters."),
    45004: gettext_lazy("The abstract is too long for WeChat: at most 128 characters."),
    45009: gettext_lazy("The account has used up its calls for today. Push again tomorrow, or copy it."),
    45110: gettext_lazy("The name of the author is too long for WeChat: at most 16 characters."),
    45166: gettext_lazy("WeChat refuses something in the text. Look at the checks and unusual characters."),
    48001: gettext_lazy(
        "This account may not publish from outside. The draft is in WeChat; a person publishes it there."
    ),
    53402: gettext_lazy("WeChat could not cut the cover. Choose another picture."),
}


class PublishStatus(IntEnum):
    """How far a publication is (``freepublish/get``)."""

    PUBLISHED = 0
    PUBLISHING = 1
    NOT_ORIGINAL = 2
    FAILED = 3
    REFUSED = 4
    DELETED = 5
    BLOCKED = 6


PUBLISH_WORDS: dict[int, "StrOrPromise"] = {
    PublishStatus.PUBLISHED: gettext_lazy("published"),
    PublishStatus.PUBLISHING: gettext_lazy("WeChat is publishing it."),
    PublishStatus.NOT_ORIGINAL: gettext_lazy(
        "WeChat refused it: it is not marked as original work, though it says so."
    ),
    PublishStatus.FAILED: gettext_lazy("WeChat could not publish it. Try again there."),
    PublishStatus.REFUSED: gettext_lazy(
        "WeChat refused it after its own review. Look at the notice in the account."
    ),
    PublishStatus.DELETED: gettext_lazy("It was published, and all of it has been deleted there."),
    PublishStatus.BLOCKED: gettext_lazy("It was published, and WeChat has blocked all of it."),
}
INVALID_TOKEN, EXPIRED, BUSY, BAD_IP, NO_SUCH_MEDIA = (40001, 40014), 42001, -1, 40164, 40007
UNREACHABLE = -2
NOT_UNDERSTOOD = -3


class ChannelError(Exception):
    """A call that did not work: the platform's number, and its own words."""

    def __init__(self, code: int, said: str = "") -> None:
        super().__init__(f"{code} {said}")
        self.code, self.said = code, said

    @property
    def is_passing(self) -> bool:
        """Whether it may work later without anybody doing anything."""
        return self.code in (BUSY, UNREACHABLE, NOT_UNDERSTOOD)

    @property
    def message(self) -> str:
        """What happened and what to do, in the active language."""
        return message_of(self.code, self.said)


def message_of(code: int, said: str = "") -> str:
    """The words for a number of the platform; for one that is not known, its own."""
    if code == BAD_IP:
        found = re.search(r"(\d{1,3}(?:\.\d{1,3}){3})", said)
        return _(
            "WeChat refuses the address of this server: %(ip)s. Add it to the IP allow list of the account "
            "(“Settings and development”, “Basic configuration”), then push again."
        ) % {"ip": found[1] if found else "?"}
    if code == UNREACHABLE:
        return _("WeChat cannot be reached from here. Is the network up? It is tried again by itself.")
    if code == NOT_UNDERSTOOD:
        return _("WeChat answered with something else than usual. It is tried again by itself.")
    if code in WORDS:
        return str(WORDS[code])
    return _("WeChat refused it: %(said)s (number %(code)s).") % {"said": said[:120], "code": code}
