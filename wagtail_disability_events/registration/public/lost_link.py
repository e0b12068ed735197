"""Send the address of a sign-up again to what is on file. The answer does not say whether there is one."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.client_address import client_address
from ...core.rate_limits import is_address_rate_limited
from ...core.security_headers import keep_secret
from ..messages.lost_links import ask_for_links
from ..values.phones import parse_phone

TEMPLATE = "wagtail_disability_events/registration/public/lost_link.html"
ASKED_AN_HOUR = 500
"""From one address: a whole community, and nobody who goes through all numbers."""


class LostLinkForm(forms.Form):
    """One field: whatever was given when signing up."""

    reached_at = forms.CharField(
        label=gettext_lazy("Phone number or mail address that you gave when you signed up"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("Please write the phone number or mail address.")},
    )

    def clean_reached_at(self) -> str:
        text: str = self.cleaned_data["reached_at"].strip()
        if "@" not in text:
            return parse_phone(text)
        try:
            validate_email(text)
        except ValidationError as error:
            message = _("This is not a mail address; one looks like name@example.com.")
            raise ValidationError(message, code="invalid") from error
        return text


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the address again. The answer is the same whether or not anything was found; it says so when
    nothing is sent."""
    form = LostLinkForm(request.POST or None, label_suffix="")
    sent, problem, status = False, "", 200
    if request.method == "POST":
        problem, status = _problem(request, form)
        sent = status == 200
    context = {"form": form, "sent": sent, "problem": problem}
    return keep_secret(TemplateResponse(request, TEMPLATE, context, status=status))


def _problem(request: HttpRequest, form: LostLinkForm) -> tuple[str, int]:
    """Ask for what the form names; a sentence and the status of the answer, 200 where it was asked for."""
    if not form.is_valid():
        return "", 422
    if is_address_rate_limited("lost link", client_address(request), ASKED_AN_HOUR):
        return _("Very many people ask from here at the moment. Please try again in an hour, or call."), 429
    if not ask_for_links(form.cleaned_data["reached_at"]):
        return _(
            "This was asked for several times within the hour, so nothing is sent now. "
            "Please look for what came before, try again in an hour, or call."
        ), 429
    return "", 200
