"""A user model of a site's own."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class HouseUser(AbstractUser):
    """A user with a field more."""

    office = models.CharField(max_length=60, blank=True)
