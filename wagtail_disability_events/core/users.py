"""Who asks or acts: a member of staff, or nobody who is known."""

from typing import TYPE_CHECKING, Any, TypeAlias, Union

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from .languages import site_language

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

User: TypeAlias = Union["AbstractUser", "AnonymousUser"]
"""What ``request.user`` is."""


def signed_in(user: User) -> Any:
    """A user of the site's own model, to be noted as the one who did something.

    Raises PermissionDenied for nobody known.
    """
    if isinstance(user, AnonymousUser):
        raise PermissionDenied
    return user


def language_of(user: User) -> str:
    """The language in which somebody uses the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile is not None else site_language()
