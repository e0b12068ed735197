"""The documented place to import from; the code is in ``core.log_filters``."""

from .core.log_filters import HideTokens

__all__ = ["HideTokens"]
