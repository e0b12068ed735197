"""How a person agreed to be named where everyone can read it."""

import re

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_TWO_CHARACTER_SURNAMES = {
    *("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙"),
    *("慕容", "令狐", "司徒", "夏侯", "长孙", "端木", "南宫", "宇文"),
}
_DOTS = re.compile(r"[·•・‧]")


class Naming(models.TextChoices):
    """What may be published of a name."""

    ANONYMOUS = "anonymous", gettext_lazy("no name")
    GIVEN = "given", gettext_lazy("given name only")
    FULL = "full", gettext_lazy("full name")


def given_name(name: str) -> str:
    """A name without its surname.

    Chinese names begin with the surname, of two characters for some; names with a middle dot begin with the
    given name; names in other scripts end with the surname.

    >>> given_name("欧阳小川"), given_name("阿依古丽·买买提"), given_name("Mary Ann Smith")
    ('小川', '阿依古丽', 'Mary Ann')
    """
    name = name.strip()
    if _DOTS.search(name):
        return _DOTS.split(name)[0]
    if " " in name:
        return name.rsplit(" ", 1)[0]
    if len(name) > 2 and name[:2] in _TWO_CHARACTER_SURNAMES:
        return name[2:]
    return name[1:] if len(name) > 1 else name


def public_name(name: str, naming: str) -> str:
    """What everyone may read of a name; empty for nobody named."""
    if naming == Naming.FULL:
        return name
    return given_name(name) if naming == Naming.GIVEN else ""


def participant() -> str:
    """What stands for somebody who is not named."""
    return _("a participant")
