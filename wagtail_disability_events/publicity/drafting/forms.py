"""What somebody says about a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput


class DigestForm(forms.Form):
    """The days of a digest, both included."""

    first = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput)
    last = forms.DateField(label=gettext_lazy("Until"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", _("The last day is before the first."))
        return found
