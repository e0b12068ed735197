"""Mail to those who look after an event when somebody in a photo has written."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from ...core.admin_mail import admin_address, mail_to
from ..photos.models import Photo


def tell_owner(sender: object, photo: Photo, **kwargs: Any) -> None:
    """A mail to the owner of the event, which says nothing of who wrote."""
    event = photo.event
    if event.owner_id is None:
        return
    people = get_user_model().objects.filter(pk=event.owner_id, is_active=True)
    owner: Any = people.exclude(email="").first()
    if owner is None:
        return
    address = admin_address("wde_photo", event.pk, photo.pk)

    def write() -> tuple[str, str]:
        return (
            _("Somebody in a photo has written: %(title)s") % {"title": event.title},
            _("The photo is held back until you decide: %(address)s") % {"address": address},
        )

    mail_to(owner, write)
