"""What editors write, as abstract models: a site can build page types of its own on them.

Above ``tree``. No list, no view, no concrete page type.
"""

from .article import ArticleMixin
from .event import EventPageMixin
from .organisation import OrganisationMixin
from .page import PublicPageMixin
from .service_offer import ServiceOffer

__all__ = ["ArticleMixin", "EventPageMixin", "OrganisationMixin", "PublicPageMixin", "ServiceOffer"]
