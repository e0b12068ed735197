"""Taking an agreement back, and what follows from it at once."""

from django.db import transaction

from ...core.users import User
from ..booking.rows import add_consents
from ..booking.waiting_list import promote_from_waitlist
from ..form.consent_wording import consent_given
from ..form.request import ConsentGiven
from ..models.consents import Consent
from ..models.forms import AnswerFile
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..signals import photo_consent_changed


@transaction.atomic
def decide_photo(
    registration: Registration,
    given: bool,
    way: str = Consent.Way.PAGE,
    noted_by: User | None = None,
) -> None:
    """Allow photos of somebody to be published, or take that back; the record gets an entry.

    ``way`` is how they said it, ``noted_by`` who of the staff wrote it down.
    """
    add_consents(registration, [consent_given(Consent.Purpose.PHOTO, given)], way, noted_by)
    photo_consent_changed.send(Registration, registration=registration)


@transaction.atomic
def withdraw_sensitive(
    registration: Registration, way: str = Consent.Way.PAGE, noted_by: User | None = None
) -> None:
    """Forget what somebody said about disability and health; services that were kept for them go back.

    Those who had agreed have an entry in the record that they took it back, in the words of then.
    """
    Quota.objects.lock_event(registration.event_id)
    registration.refresh_from_db()
    form = registration.form.form if registration.form is not None else ()
    sensitive = {question.key for question in form if question.sensitive}
    registration.answers = {key: value for key, value in registration.answers.items() if key not in sensitive}
    registration.disability_card = registration.needs_note = ""
    registration.save(update_fields=["answers", "disability_card", "needs_note"])
    AnswerFile.objects.filter(registration=registration, question__in=sensitive).delete()
    if registration.holds_a_place:
        for service in registration.service_requests.filter(granted=True):
            Quota.objects.release(service.quota_id)
    registration.service_requests.all().delete()
    agreed = registration.consents.holding(Consent.Purpose.SENSITIVE).first()
    if agreed is not None:
        taken_back = ConsentGiven(agreed.purpose, False, agreed.wording)
        add_consents(registration, [taken_back], way, noted_by)
    promote_from_waitlist(registration.event_id)
