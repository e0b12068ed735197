"""The vocabulary of access: services that an event offers, facilities that a venue has.

Codes are stored; words are translated. The list follows the services and facilities that Chinese
federations arrange (see the reference "Access services and facilities").
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessService(models.TextChoices):
    """What an event can offer, and a registrant can need."""

    SIGN_LANGUAGE = "sign-language", _("Sign-language interpreting")
    CAPTIONS = "captions", _("Live captions")
    AUDIO_DESCRIPTION = "audio-description", _("Audio description")
    BRAILLE = "braille", _("Braille material")
    LARGE_PRINT = "large-print", _("Large print")
    EASY_READ = "easy-read", _("Easy-read version")
    WHEELCHAIR_LOAN = "wheelchair-loan", _("Wheelchair to borrow")
    WHEELCHAIR_SPACE = "wheelchair-space", _("Wheelchair space")
    TRANSPORT = "transport", _("Accessible transport")
    GUIDE = "guide", _("Guide volunteer")
    COMPANION_SEAT = "companion-seat", _("Companion seat")
    GUIDE_DOGS = "guide-dogs", _("Guide dogs welcome")
    QUIET_ROOM = "quiet-room", _("Quiet room")
    INDUCTION_LOOP = "induction-loop", _("Induction loop")


class Facility(models.TextChoices):
    """What a venue has, has not, or nobody has looked at yet."""

    LEVEL_ENTRANCE = "level-entrance", _("Level entrance or ramp")
    LIFT = "lift", _("Accessible lift")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Accessible parking")
    TACTILE_PAVING = "tactile-paving", _("Tactile paving")
    LOW_COUNTER = "low-counter", _("Low service counter")
    METRO_LIFT = "metro-lift", _("Metro station with lift nearby")
    ACCESSIBLE_BUS = "accessible-bus", _("Accessible bus nearby")


class FacilityState(models.TextChoices):
    """Unknown is said as unknown, never as no."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known yet")
