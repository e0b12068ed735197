"""Abstract models: a site can build page types of its own on them."""

from .article import ArticleMixin
from .event import EventPageMixin, ServiceOffer
from .organisation import OrganisationMixin
from .public_page import PublicPageMixin

__all__ = ["ArticleMixin", "EventPageMixin", "OrganisationMixin", "PublicPageMixin", "ServiceOffer"]
