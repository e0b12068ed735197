"""Factories of factory_boy: organisation, event with a date, article, venue, sign-up, photo."""

from datetime import time, timedelta
from io import BytesIO
from typing import Any

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page, Site

from .. import models
from ..core.dates import today_here
from ..gallery.photos.release import publish_copies
from ..gallery.uploads.intake import take_in
from ..registration.booking.booking import book
from ..registration.form.request import Applicant, BookingRequest


def one_date(days: int = 7, start: time | None = time(9), end: time | None = time(11), **more: Any) -> Any:
    """A single date for ``schedule``: so many days from today, a whole day without times.

    ``more``: ``end_date``, ``topic``, ``venue``, ``location``.
    """
    value = {
        "start_date": today_here() + timedelta(days=days),
        "start_time": start,
        "end_time": end,
        "end_date": None,
        "topic": "",
        "venue": None,
        "location": "",
    }
    return ("single", value | more)


class PublishedPageFactory(wagtail_factories.PageFactory):
    """A page that is published below ``parent``; with ``live=False`` a draft."""

    class Meta:
        model = Page
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        live = kwargs.pop("live", True)
        page = model_class(**kwargs, live=False)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return model_class.objects.get(pk=page.pk)


class OrganisationFactory(PublishedPageFactory):
    """An organisation; below the root page of the default site unless it has a ``parent``."""

    class Meta:
        model = models.EventIndexPage

    title = factory.Sequence(lambda number: f"Organisation {number}")
    contact_phone = "0571-0000 0000"

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        parent = parent or Site.objects.get(is_default_site=True).root_page
        return super()._create_instance(model_class, parent, kwargs)


class BelowAnOrganisation(PublishedPageFactory):
    """A page whose parent is an organisation; a new one unless ``parent`` names it."""

    class Meta:
        model = Page
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        return super()._create_instance(model_class, parent or OrganisationFactory(), kwargs)


class EventFactory(BelowAnOrganisation):
    """A public event with one date next week, which takes sign-ups. For a kind of event, subclass it:

    ``class Meta: model = SportsDayPage``.
    """

    class Meta:
        model = models.EventPage

    title = factory.Sequence(lambda number: f"Event {number}")
    summary = "What it is, and who may come."
    schedule = factory.LazyFunction(lambda: [one_date()])


class ArticleIndexFactory(BelowAnOrganisation):
    """A list of articles; nothing in it needs a review."""

    class Meta:
        model = models.ArticleIndexPage

    title = factory.Sequence(lambda number: f"Articles {number}")


class ArticleFactory(PublishedPageFactory):
    """An article in a list of its own, unless ``parent`` names one."""

    class Meta:
        model = models.ArticlePage

    title = factory.Sequence(lambda number: f"Article {number}")

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        return super()._create_instance(model_class, parent or ArticleIndexFactory(), kwargs)


class VenueFactory(factory.django.DjangoModelFactory):
    """A place."""

    class Meta:
        model = models.Venue

    name = factory.Sequence(lambda number: f"Venue {number}")
    address = "1 Lake Road"


class RegistrationFactory(factory.Factory):
    """A sign-up through the front door, with all that belongs to it: a seat, messages, a private address.

    Of a new event unless ``event`` is given. Raises what signing up raises, such as ``RegistrationClosed``.
    """

    class Meta:
        model = models.Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Resident {number}")
    phone = factory.Sequence(lambda number: f"1380000{number % 10_000:04}")
    services: tuple[str, ...] = ()

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        event, services = kwargs.pop("event"), tuple(kwargs.pop("services"))
        occurrence = kwargs.pop("occurrence", None)
        asked = BookingRequest(
            event=event,
            applicant=Applicant(**kwargs),
            services=services,
            without=frozenset(services),
            occurrence=occurrence,
        )
        return book(asked)


class PhotoFactory(factory.Factory):
    """A photo of an event, as if it had been sent; with ``state="public"`` described and released."""

    class Meta:
        model = models.Photo

    event = factory.SubFactory(EventFactory)
    file = factory.Sequence(lambda number: ContentFile(_drawn(number), name=f"IMG_{number}.jpg"))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        event, file = kwargs.pop("event"), kwargs.pop("file")
        if kwargs.get("state") == "public":
            kwargs.setdefault("alt_text", "People in a hall")
        photo = take_in(event, file, file.name, **kwargs)
        publish_copies([photo.pk])
        return model_class.objects.get(pk=photo.pk)


def _drawn(number: int) -> bytes:
    """A JPEG of 320 × 240; each one is different."""
    picture = Image.radial_gradient("L").rotate(number * 7 % 360).resize((320, 240))
    out = BytesIO()
    Image.merge("RGB", (picture, picture.point(lambda light: (light * 3 + number * 37) % 256), picture)).save(
        out, "JPEG", quality=85
    )
    return out.getvalue()
