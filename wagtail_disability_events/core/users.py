"""Who asks: somebody who has signed in, or nobody known."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied

User = AbstractBaseUser | AnonymousUser
"""What ``request.user`` is."""


def signed_in(user: User) -> Any:
    """A user of the site's own model, to be noted as the one who did something. Raises PermissionDenied for
    nobody known."""
    if isinstance(user, AnonymousUser):
        raise PermissionDenied
    return user
