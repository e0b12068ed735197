"""The documented place to import from; the code is in ``pages.api_views``."""

from .api_views import DatesAPIViewSet, EventsAPIViewSet, VenuesAPIViewSet

__all__ = ["DatesAPIViewSet", "EventsAPIViewSet", "VenuesAPIViewSet"]
