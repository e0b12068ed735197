"""The sign-up form: four fields by default, each error at its field and in the words of the mistake."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..dates import span_phrase
from ..occurrences.access import AccessService
from .booking import Applicant, BookingRequest, ConsentGiven
from .identity import NAME_MAX_LENGTH, normalise_name, parse_certificate, parse_phone
from .models import Consent, Quota

CONSENT_WORDS = {
    Consent.Purpose.PROCESSING: _(
        "I agree that the organiser uses what I fill in here to arrange this event, "
        "and deletes it when it is no longer needed."
    ),
    Consent.Purpose.SENSITIVE: _(
        "I agree separately that the organiser uses my certificate number and the services I need. "
        "They say something about my disability and are used for this event only."
    ),
    Consent.Purpose.PHOTO: _("Photos in which I can be recognised may be published."),
}


class SignUpForm(forms.Form):
    """Fields follow what the event asks; nothing else is collected."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    date = forms.ChoiceField(label=_("Which date?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"),
        strip=True,
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please write the name of the person who comes.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("We call or text when something changes. Without a phone, give that of your family."),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Please write a phone number: yours, or that of someone near you.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("If you want a confirmation by mail."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not a mail address; one looks like name@example.com.")},
    )
    certificate = forms.CharField(
        label=_("Disability certificate number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Please write the number on the disability certificate.")},
    )
    needs = forms.MultipleChoiceField(
        label=_("Which services do you need?"),
        help_text=_("Choose several, or none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_note = forms.CharField(
        label=_("Anything else we should prepare?"),
        required=False,
        max_length=300,
        widget=forms.TextInput,
    )
    consent_processing = forms.BooleanField(
        label=CONSENT_WORDS[Consent.Purpose.PROCESSING],
        error_messages={
            "required": _("Without this agreement we may not take your sign-up. You can call us instead.")
        },
    )
    consent_sensitive = forms.BooleanField(label=CONSENT_WORDS[Consent.Purpose.SENSITIVE], required=False)
    consent_photo = forms.TypedChoiceField(
        label=_("Photos"),
        help_text=_("Photos are taken at the event. You take part either way."),
        choices=[
            ("yes", CONSENT_WORDS[Consent.Purpose.PHOTO]),
            ("no", _("Please do not publish photos of me.")),
        ],
        initial="no",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, event: Any, dates: list[Any], **kwargs: Any) -> None:
        self.event = event
        self.dates = {str(date.pk): date for date in dates}
        kwargs.setdefault("initial", {}).setdefault("submission_id", uuid.uuid4())
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._shape_dates()
        self._shape_certificate()
        self._shape_needs()

    def clean_name(self) -> str:
        name = normalise_name(self.cleaned_data["name"])
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])

    def clean_certificate(self) -> str:
        text = self.cleaned_data["certificate"]
        return parse_certificate(text).number if text.strip() else ""

    def clean_needs_note(self) -> str:
        return normalise_name(self.cleaned_data["needs_note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._is_sensitive(cleaned) and not cleaned.get("consent_sensitive"):
            self.add_error(
                "consent_sensitive",
                ValidationError(
                    _("You gave a certificate number or a need. Please agree to its use, or leave it out."),
                    code="consent-missing",
                ),
            )
        return cleaned

    def booking_request(self) -> BookingRequest:
        """The valid form as a request to book."""
        data = self.cleaned_data
        return BookingRequest(
            event=self.event,
            occurrence=self.dates.get(data.get("date", "")) if self.event.registers_by_date else None,
            applicant=Applicant(
                name=data["name"],
                phone=data["phone"],
                email=data["email"],
                certificate=data.get("certificate", ""),
                needs_note=data.get("needs_note", ""),
                language=get_language() or "zh-hans",
            ),
            services=tuple(data.get("needs", ())),
            consents=self._consents(data),
            submission_id=data.get("submission_id") or uuid.uuid4(),
        )

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Errors in the order of the fields: (id of the field, its label, the message)."""
        found = []
        for name, errors in self.errors.items():
            if name == "__all__":
                continue
            bound = self[name]
            first_choice = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
            target = f"{bound.auto_id}_0" if first_choice else bound.auto_id
            found.extend((target, str(bound.label), str(error)) for error in errors)
        return found

    def _shape_dates(self) -> None:
        if not self.event.registers_by_date:
            del self.fields["date"]
            return
        field: Any = self.fields["date"]
        field.choices = [
            (key, span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone))
            for key, date in self.dates.items()
        ]
        self.fields["date"].error_messages["required"] = _("Please choose a date.")
        if len(self.dates) == 1:
            self.fields["date"].initial = next(iter(self.dates))

    def _shape_certificate(self) -> None:
        asked = self.event.ask_certificate
        if asked == self.event.Certificate.NO:
            del self.fields["certificate"]
            return
        self.fields["certificate"].required = asked == self.event.Certificate.REQUIRED
        self.fields["certificate"].help_text = (
            _("20 characters, on the front of the card. It is stored encrypted.")
            if self.fields["certificate"].required
            else _("20 characters, on the front of the card. You may leave it out. It is stored encrypted.")
        )

    def _shape_needs(self) -> None:
        offered = list(Quota.objects.services().filter(event_id=self.event.pk))
        if not offered:
            del self.fields["needs"]
            del self.fields["needs_note"]
        else:
            field: Any = self.fields["needs"]
            field.choices = [(quota.service, self._service_label(quota)) for quota in offered]
        if not offered and "certificate" not in self.fields:
            del self.fields["consent_sensitive"]

    @staticmethod
    def _service_label(quota: Quota) -> str:
        label = str(AccessService(quota.service).label)
        if quota.left is None:
            return label
        if quota.left == 0:
            return _("%(service)s (all taken; we will try to arrange one)") % {"service": label}
        return _("%(service)s (%(left)s left)") % {"service": label, "left": quota.left}

    @staticmethod
    def _is_sensitive(cleaned: dict[str, Any]) -> bool:
        return bool(cleaned.get("certificate") or cleaned.get("needs") or cleaned.get("needs_note"))

    @staticmethod
    def _consents(data: dict[str, Any]) -> tuple[ConsentGiven, ...]:
        decisions = {
            Consent.Purpose.PROCESSING: data["consent_processing"],
            Consent.Purpose.PHOTO: data["consent_photo"] == "yes",
        }
        if "consent_sensitive" in data and SignUpForm._is_sensitive(data):
            decisions[Consent.Purpose.SENSITIVE] = data["consent_sensitive"]
        return tuple(
            ConsentGiven(purpose, given, str(CONSENT_WORDS[purpose])) for purpose, given in decisions.items()
        )
