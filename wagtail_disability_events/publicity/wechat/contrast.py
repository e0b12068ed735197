"""The former path of ``style/contrast.py``; migration 0001 names it."""

from ..style.contrast import validate_accent

__all__ = ["validate_accent"]
