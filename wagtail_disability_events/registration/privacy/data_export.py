"""Everything that is stored about one sign-up, for the person it is about (PIPL art. 45)."""

from typing import Any

from django.utils.translation import gettext as _

from ...core.dates import local
from ..form.answers_in_words import answered
from ..models.registrations import Registration
from ..values.identity import own_disability_card
from .consent_history import consent_history


def personal_data(registration: Registration) -> dict[str, Any]:
    """Plain data under the names a person understands; of the disability card number only the last digits.

    Messages are not listed: by what went elsewhere one would see that somebody has signed up before. Staff
    have the list, and tell whoever they know.
    """
    return {
        _("Event"): registration.event.title,
        _("Number"): registration.reference,
        _("State"): registration.displayed_state_label,
        _("Signed up"): registration.created_at.isoformat(timespec="minutes"),
        _("Filled in by"): str(registration.get_filled_in_by_display()),
        _("Name"): registration.name,
        _("Phone"): registration.phone,
        _("E-mail"): registration.email,
        _("Disability card number"): own_disability_card(registration.disability_card),
        _("Companions"): registration.companions,
        _("Other needs"): registration.needs_note,
        _("Answers"): dict(answered(registration)),
        _("Services"): [
            {
                _("Service"): request.quota.service_name,
                _("State"): str(request.get_arrangement_display()),
                _("Arranged"): request.detail,
            }
            for request in registration.service_requests.select_related("quota")
        ],
        _("Agreements"): [
            {
                _("About"): line.about,
                _("Said"): line.said,
                _("Wording"): line.wording,
                _("Version"): line.version,
                _("When"): line.when.isoformat(timespec="minutes"),
                _("How it was told"): line.way,
            }
            for line in consent_history(registration.consents.all())
        ],
        _("Photos"): [
            {_("Description"): person.photo.alt_text, _("State"): str(person.photo.get_state_display())}
            for person in registration.pictured.select_related("photo")
        ],
        _("Attendances"): [
            local(attendance.occurrence.start, attendance.occurrence.time_zone).isoformat(timespec="minutes")
            for attendance in registration.attendances.select_related("occurrence")
        ],
    }
