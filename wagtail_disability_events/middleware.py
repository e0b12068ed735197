"""The documented place to import from; the code is in ``pages.site``."""

from .pages.site.old_addresses import OldAddressMiddleware
from .pages.site.unavailable import DatabaseUnavailableMiddleware, csrf_failure

__all__ = ["DatabaseUnavailableMiddleware", "OldAddressMiddleware", "csrf_failure"]
