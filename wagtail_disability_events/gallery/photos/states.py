"""The states of a photo: who may see it, as staff decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhotoState(models.TextChoices):
    """Who may see a photo. Only ``PUBLIC`` and ``PARTICIPANTS`` show it to people other than staff."""

    NEW = "new", _("not reviewed")
    PUBLIC = "public", _("public")
    PARTICIPANTS = "participants", _("only participants")
    INTERNAL = "internal", _("internal")
    WITHDRAWN = "withdrawn", _("withdrawn")


SHOWING = (PhotoState.PUBLIC, PhotoState.PARTICIPANTS)
"""States in which people other than staff see a photo."""
