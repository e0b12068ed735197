"""The address of a sign-up, sent again to the phone or mail on file. What is answered says nothing."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.client_address import client_address
from ...core.encryption import lookup_hash
from ...core.rate_limits import is_address_rate_limited, is_rate_limited
from ...core.security_headers import keep_secret
from ..messages import outbox
from ..models.registrations import Registration
from ..values.identity import parse_phone

TEMPLATE = "wagtail_disability_events/registration/public/lost_link.html"
ASKED_AN_HOUR, SENT_AN_HOUR, MOST = 20, 3, 10


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


def send_links(reached_at: str) -> int:
    """Send the addresses of what is ahead to a phone number or mail address; return of how many sign-ups.

    They go to what is on file, which is the same; never more than a few times an hour.
    """
    if is_rate_limited("links sent", reached_at.casefold(), SENT_AN_HOUR):
        return 0
    if "@" in reached_at:
        wanted = {"email_hash": lookup_hash("email", reached_at.casefold())}
    else:
        wanted = {"phone_hash": lookup_hash("phone", reached_at)}
    people = (
        Registration.objects.displayed_as("confirmed", "offered", "waiting")
        .filter(**wanted, event__occurrences__end__gte=timezone.now())
        .select_related("event", "group", "quota", "repeats__group")
        .distinct()
        .order_by("-pk")[:MOST]
    )
    with transaction.atomic():
        for person in people:
            person.event = person.event.specific
            outbox.announce(person, "again")
    return len(people)
