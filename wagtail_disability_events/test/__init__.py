"""For the tests of a site: factories of valid objects. Needs the extra ``test``; nothing here imports it.

>>> from wagtail_disability_events.test import EventFactory  # doctest: +SKIP
>>> EventFactory(title="Choir evening").live  # doctest: +SKIP
True
"""

from .factories import (
    ArticleFactory,
    ArticleIndexFactory,
    EventFactory,
    OrganisationFactory,
    PhotoFactory,
    RegistrationFactory,
    VenueFactory,
    one_date,
)

__all__ = [
    "ArticleFactory",
    "ArticleIndexFactory",
    "EventFactory",
    "OrganisationFactory",
    "PhotoFactory",
    "RegistrationFactory",
    "VenueFactory",
    "one_date",
]
