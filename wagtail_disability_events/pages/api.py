"""The documented place to import from; the code is in ``pages.publishing.api``."""

from .publishing.api import DatesAPIViewSet, EventsAPIViewSet, VenuesAPIViewSet

__all__ = ["DatesAPIViewSet", "EventsAPIViewSet", "VenuesAPIViewSet"]
