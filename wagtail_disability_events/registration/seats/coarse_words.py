"""How many are left or wait, in words so coarse that nobody learns by them whether one person has signed up.

What is said stays true: numbers are bounds. Who repeats an earlier sign-up counts among those who wait, for
nobody is to see the difference; so there may be fewer.
"""

from django.utils.translation import gettext as _

FEW = 5
"""As many places or fewer are "a few"; how many exactly is not said."""
_BOUNDS = (5, 10, 20, 50)


def are_few(left: int | None) -> bool:
    """Whether it is said that not many are left; None is no limit."""
    return left is not None and 0 < left <= FEW


def queue_in_words(most: int) -> str:
    """That one can join a waiting list on which there are ``most`` at most."""
    if most == 0:
        return _("Full. You can join the waiting list.")
    if (bound := _bound(most)) is None:
        return _("Full. You can join the waiting list, on which there are many already.")
    return _("Full. You can join the waiting list (fewer than %(bound)s people ahead).") % {"bound": bound}


def place_in_queue(most: int | None) -> str:
    """That somebody waits, with ``most`` ahead of them at most; None where that is not said."""
    if most is None:
        return _("On the waiting list")
    if (bound := _bound(most)) is None:
        return _("On the waiting list, many people ahead of you")
    return _("On the waiting list, fewer than %(bound)s people ahead of you") % {"bound": bound}


def _bound(most: int) -> int | None:
    return next((bound for bound in _BOUNDS if most < bound), None)
