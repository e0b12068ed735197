"""A word from somebody in a photo: it is held back at once, and those who look after the event are told."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url

from ...registration.values.identity import normalise_name
from .models import Photo
from .report_models import PhotoReport


@transaction.atomic
def report_photo(photo: Photo, message: str, contact: str, *, registration: Any = None) -> PhotoReport:
    """Hold a photo back because somebody in it says so. Whoever says it again adds to what was said."""
    report = PhotoReport.objects.create(
        photo=photo,
        message=message.strip()[:1000],
        contact=normalise_name(contact)[:120],
        registration=registration,
    )
    transaction.on_commit(lambda: _tell_staff(photo))
    return report


def _tell_staff(photo: Photo) -> None:
    """A mail to the owner of the event, which says nothing of who wrote."""
    event = photo.event
    if event.owner_id is None:
        return
    owner = get_user_model().objects.filter(pk=event.owner_id, is_active=True).exclude(email="").first()
    if owner is None:
        return
    address = f"{get_admin_base_url() or ''}{reverse('wde_photo', args=[event.pk, photo.pk])}"
    with override(language_of(owner)):
        send_mail(
            _("Somebody in a photo has written: %(title)s") % {"title": event.title},
            _("The photo is held back until you decide: %(address)s") % {"address": address},
            [owner.email],  # type: ignore[attr-defined]
        )


def language_of(user: Any) -> str:
    """The language in which somebody uses the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile is not None else "zh-hans"
