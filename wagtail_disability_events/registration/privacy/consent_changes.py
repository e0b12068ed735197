"""Taking an agreement back, and what follows from it at once."""

from django.db import transaction
from django.utils import timezone

from ..booking.waiting_list import promote_from_waitlist
from ..form.consent_wording import CONSENT_WORDS
from ..models.consents import Consent
from ..models.forms import AnswerFile
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..signals import photo_consent_changed


@transaction.atomic
def decide_photo(registration: Registration, given: bool) -> None:
    """Allow photos of somebody to be published, or take that back."""
    Consent.objects.update_or_create(
        registration=registration,
        purpose=Consent.Purpose.PHOTO,
        defaults={
            "given": given,
            "wording": str(CONSENT_WORDS[Consent.Purpose.PHOTO]),
            "decided_at": timezone.now(),
            "withdrawn_at": None if given else timezone.now(),
        },
    )
    photo_consent_changed.send(Registration, registration=registration)


@transaction.atomic
def withdraw_sensitive(registration: Registration) -> None:
    """Forget what somebody said about disability and health; services that were kept for them go back."""
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
    registration.consents.filter(purpose=Consent.Purpose.SENSITIVE).update(withdrawn_at=timezone.now())
    promote_from_waitlist(registration.event_id)
