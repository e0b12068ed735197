"""Who asks or acts, as a type: a member of staff, or nobody who is known."""

from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

User: TypeAlias = Union["AbstractUser", "AnonymousUser"]
