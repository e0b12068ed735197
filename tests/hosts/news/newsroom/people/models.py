"""Users of the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody of the newsroom, known by a mail address."""

    username = None
    email = models.EmailField(unique=True)
    desk = models.CharField(max_length=50, blank=True)
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
