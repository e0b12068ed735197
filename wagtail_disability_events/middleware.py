"""The documented place to import from; the code is in ``pages.site.unavailable``."""

from .pages.site.unavailable import DatabaseUnavailableMiddleware, csrf_failure

__all__ = ["DatabaseUnavailableMiddleware", "csrf_failure"]
