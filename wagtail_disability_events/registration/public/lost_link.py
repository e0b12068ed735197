"""Send the address of a sign-up again to what is on file. The answer does not say whether there is one."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.client_address import client_address
from ...core.rate_limits import is_address_rate_limited
from ...core.security_headers import keep_secret
from ..messages.lost_links import send_links
from ..values.phones import parse_phone

TEMPLATE = "wagtail_disability_events/registration/public/lost_link.html"
ASKED_AN_HOUR = 20


class LostLinkForm(forms.Form):
    """One field: whatever was given when signing up."""

    reached_at = forms.CharField(
        label=_("Phone number or mail address that you gave when you signed up"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"required": _("Please write the phone number or mail address.")},
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
    """Ask for the address again. The answer is the same whether or not anything was found."""
    form = LostLinkForm(request.POST or None, label_suffix="")
    sent = False
    if request.method == "POST" and form.is_valid():
        sent = True
        if not is_address_rate_limited("lost link", client_address(request), ASKED_AN_HOUR):
            send_links(form.cleaned_data["reached_at"])
    status = 422 if request.method == "POST" and not sent else 200
    return keep_secret(TemplateResponse(request, TEMPLATE, {"form": form, "sent": sent}, status=status))
