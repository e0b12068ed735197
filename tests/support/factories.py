"""Valid objects in one line: an organisation, an event with its dates, a registrant."""

import io
import random
import secrets
from datetime import date, time, timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import GroupPagePermission, Page

from wagtail_disability_events.gallery.photos.release import publish_copies
from wagtail_disability_events.gallery.uploads.intake import take_in
from wagtail_disability_events.models import EventIndexPage, EventPage, Photo, Registration
from wagtail_disability_events.pages.approved_versions import approve_version
from wagtail_disability_events.registration.booking import booking
from wagtail_disability_events.registration.form import request as booking_request

_numbers = count(1)
_PROCESS = secrets.token_hex(3)
"""In addresses, since several processes make events in one database."""


def organisation(parent: Any = None, **fields: Any) -> EventIndexPage:
    """A published organisation below ``parent``; below the demo's district by default."""
    number = next(_numbers)
    fields = {
        "title": f"测试组织 {number}",
        "slug": f"org-{_PROCESS}-{number}",
        "contact_phone": "0571-0000 0000",
    } | fields
    page = EventIndexPage(**fields)
    parent = parent or Page.objects.get(slug="jiangbin")
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return EventIndexPage.objects.get(pk=page.pk)


def when(days: int = 7, start: time | None = time(9), end: time | None = time(11), **fields: Any) -> tuple:
    """One date of a schedule, ``days`` from today."""
    day = timezone.localdate() + timedelta(days=days)
    value = {"start_date": day, "start_time": start, "end_time": end, "end_date": None}
    return ("single", value | {"topic": "", "venue": None, "location": ""} | fields)


def event(parent: Any = None, *, model: type = EventPage, publish: bool = True, **fields: Any) -> Any:
    """An event with one date next week; published unless told otherwise."""
    number = next(_numbers)
    fields = {
        "title": f"测试活动 {number}",
        "slug": f"test-event-{_PROCESS}-{number}",
        "summary": "一次测试用的活动。",
        "schedule": [when()],
    } | fields
    page = model(**fields, live=False)
    parent = parent or EventIndexPage.objects.get(slug="nanhu")
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return model.objects.get(pk=page.pk)


def places(name: str, capacity: int | None = None, role: str = "participant", **fields: Any) -> tuple:
    """Places for a group of people."""
    value = {"name": name, "role": role, "capacity": capacity, "min_age": None, "max_age": None}
    return ("group", value | {"categories": [], "note": ""} | fields)


def asks(key: str, *, required: bool = False, **fields: Any) -> tuple:
    """A usual question of a sign-up form."""
    value = {"question": key, "required": required, "purpose": "", "help": "", "when": "", "answer": ""}
    return ("usual", value | fields)


def asks_own(label: str, answered_with: str = "text", *, required: bool = False, **fields: Any) -> tuple:
    """A question in the event's own words."""
    value = {"label": label, "type": answered_with, "options": "", "required": required, "sensitive": False}
    return ("own", value | {"purpose": "", "help": "", "when": "", "answer": ""} | fields)


def applicant(**fields: Any) -> booking_request.Applicant:
    """A person with a phone of their own."""
    number = next(_numbers)
    return booking_request.Applicant(**({"name": f"报名人{number}", "phone": f"1380000{number:04}"} | fields))


def registration(
    of: Any, *, services: tuple[str, ...] = (), occurrence: Any = None, by_staff: bool = False, **fields: Any
) -> Registration:
    """A sign-up through the front door; ``by_staff`` also where it is closed."""
    return booking.book(
        booking_request.BookingRequest(
            event=of,
            applicant=applicant(**fields),
            services=services,
            without=frozenset(services),
            occurrence=occurrence,
            created_by=get_user_model().objects.first() if by_staff else None,
        )
    )


def user(
    name: str,
    *,
    page: Any = None,
    pages: tuple[str, ...] = (),
    registrations: tuple[str, ...] = (),
    dates: bool = False,
) -> Any:
    """A user of the admin with page permissions at ``page``, and permissions for registrations and dates."""
    person = get_user_model().objects.create_user(username=name, password="demo", email=f"{name}@example.com")
    group = Group.objects.create(name=name)
    person.groups.add(group)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for codename in pages:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{codename}_page"
        )
        GroupPagePermission.objects.create(
            group=group, page=Page.objects.get(pk=page.pk), permission=permission
        )
    if dates:
        group.permissions.add(Permission.objects.get(codename="change_occurrence"))
    for action in registrations:
        group.permissions.add(
            Permission.objects.get(
                content_type__app_label="wagtail_disability_events", codename=f"{action}_registration"
            )
        )
    return person


def picture(seed: int | None = None, size: tuple[int, int] = (320, 240)) -> ContentFile:
    """A drawn picture as a JPEG file; each one is different."""
    number = next(_numbers) if seed is None else seed
    rng = random.Random(number)
    drawn = Image.new("RGB", size, tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(drawn)
    for _ in range(6):
        left, top = rng.randrange(size[0]), rng.randrange(size[1])
        draw.rectangle(
            (left, top, left + size[0] // 4, top + size[1] // 4), fill=f"hsl({rng.randrange(360)},60%,40%)"
        )
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=90)
    return ContentFile(out.getvalue(), name=f"IMG_{number}.jpg")


def photo(of: Any, *, source: Any = None, prepare: bool = False, **fields: Any) -> Photo:
    """A photo of an event, as if it had been sent; public ones are described and have their copy, with its
    renditions if ``prepare``."""
    if fields.get("state") == "public":
        fields.setdefault("alt_text", f"两位选手在绕桩，第 {next(_numbers)} 组")
    source = source or picture()
    made = take_in(of, source, source.name, **fields)
    publish_copies([made.pk], prepare=prepare)
    return Photo.objects.get(pk=made.pk)


def publish(article: Any) -> None:
    """Publish the newest text of an article as if its reviews were done."""
    newest = article.get_latest_revision_as_object()
    approve_version(newest, [])
    article.get_latest_revision().publish()


def days_ahead(days: int) -> date:
    """A day counted from today."""
    return timezone.localdate() + timedelta(days=days)
