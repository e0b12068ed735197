"""The documented place to import from; the code is in ``gallery.staff.image_forms``."""

from .staff.image_forms import TellingImageForm

__all__ = ["TellingImageForm"]
