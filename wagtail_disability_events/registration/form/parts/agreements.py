"""What somebody agrees to: how they are named in public, photos, the use of what they say."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...models.consents import Consent
from ...values.public_names import Naming
from ..consent_wording import CONSENT_WORDS, consent_given
from ..request import BookingRequest
from .part import Part


class PublicNamePart(Part):
    """How results and works are named, where the event publishes them."""

    def fields(self) -> dict[str, forms.Field]:
        if not self.asked.event.publishes_names:
            return {}
        return {
            "named_as": forms.ChoiceField(
                label=_("If your result or work is published, how may we name you?"),
                choices=[
                    (Naming.ANONYMOUS, _("without a name")),
                    (Naming.GIVEN, _("with my given name only")),
                    (Naming.FULL, _("with my full name")),
                ],
                initial=Naming.ANONYMOUS,
                required=False,
                widget=forms.RadioSelect,
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        if "named_as" not in form.cleaned_data:
            return request
        named_as = form.cleaned_data["named_as"] or Naming.ANONYMOUS
        request = replace(request, applicant=replace(request.applicant, named_as=named_as))
        return request.with_consent(consent_given(Consent.Purpose.NAME, named_as != Naming.ANONYMOUS))


class PhotoPart(Part):
    """Whether photos of somebody may be published."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "consent_photo": forms.TypedChoiceField(
                label=_("Photos"),
                help_text=_("Photos are taken at the event. You take part either way."),
                choices=[
                    ("yes", CONSENT_WORDS[Consent.Purpose.PHOTO]),
                    ("no", _("Please do not publish photos of me.")),
                ],
                initial="no",
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose whether photos of you may be published.")},
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        given = form.cleaned_data["consent_photo"] == "yes"
        return request.with_consent(consent_given(Consent.Purpose.PHOTO, given))


class AgreementPart(Part):
    """Without the agreement nothing may be stored: the person's own, or that of who speaks for them."""

    def fields(self) -> dict[str, forms.Field]:
        if self.asked.for_other:
            error = _("Without this agreement we may not take the sign-up. You can call us instead.")
            words = CONSENT_WORDS[Consent.Purpose.GUARDIAN]
            return {"consent_guardian": _tick(str(words), str(error))}
        words = CONSENT_WORDS[Consent.Purpose.PROCESSING]
        error = _("Without this agreement we may not take your sign-up. You can call us instead.")
        return {"consent_processing": _tick(str(words), str(error))}

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        guardian, processing = Consent.Purpose.GUARDIAN, Consent.Purpose.PROCESSING
        purpose = guardian if self.asked.for_other else processing
        return request.with_consent(consent_given(purpose, form.cleaned_data[f"consent_{purpose.value}"]))


class SensitivePart(Part):
    """The separate agreement that sensitive answers need (PIPL art. 29)."""

    def fields(self) -> dict[str, forms.Field]:
        if not self.asked.sensitive_names:
            return {}
        words = CONSENT_WORDS[Consent.Purpose.SENSITIVE]
        return {"consent_sensitive": forms.BooleanField(label=words, required=False)}

    def clean(self, form: forms.Form) -> None:
        if self._is_sensitive(form) and not form.cleaned_data.get("consent_sensitive"):
            form.add_error(
                "consent_sensitive",
                ValidationError(
                    _(
                        "You gave a disability card number, a need or something else that is sensitive. "
                        "Please agree to its use, or leave it out."
                    ),
                    code="consent-missing",
                ),
            )

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        if not self._is_sensitive(form):
            return request
        given = form.cleaned_data["consent_sensitive"]
        return request.with_consent(consent_given(Consent.Purpose.SENSITIVE, given))

    def _is_sensitive(self, form: forms.Form) -> bool:
        """Whether anything sensitive was said, or a file given now or before a mistake."""
        said, sent = form.cleaned_data, form.data
        return any(said.get(name) or sent.get(f"{name}-kept") for name in self.asked.sensitive_names)


def _tick(label: str, error: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": error})
