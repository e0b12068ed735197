"""The list of registrants as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ...core.dates import local
from ...core.spreadsheets import BOM, neutralise
from ...occurrences.service_catalogue import service_label
from ..models.registrations import Registration


def registrations_csv(registrations: Iterable[Registration], zone: str) -> str:
    """The registrations as CSV text with a BOM (spreadsheet programs then read UTF-8), RFC 4180.

    Expects ``service_requests__quota`` and ``attendances`` prefetched; ``zone`` (an IANA key) is the one
    in which moments are written.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Number"),
            _("State"),
            _("Name"),
            _("Phone"),
            _("E-mail"),
            _("Disability card number"),
            _("Services needed"),
            _("Other needs"),
            _("Came"),
            _("Signed up"),
        ]
    )
    for registration in registrations:
        services = "、".join(
            service_label(request.quota.service) for request in registration.service_requests.all()
        )
        row = [
            registration.reference,
            str(registration.get_state_display()),
            registration.name,
            registration.phone,
            registration.email,
            registration.disability_card,
            services,
            registration.needs_note,
            str(len(registration.attendances.all())),
            local(registration.created_at, zone).strftime("%Y-%m-%d %H:%M"),
        ]
        writer.writerow([neutralise(cell) for cell in row])
    return BOM + out.getvalue()
