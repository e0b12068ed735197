"""Where an article is submitted to, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...pages.models import EventIndexPage
from .models import Submission


class SubmitForm(forms.Form):
    """Where it goes, and how."""

    way = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Submission.Way.choices, widget=forms.RadioSelect
    )
    superior = forms.TypedChoiceField(
        label=gettext_lazy("Organisation of this site"), required=False, coerce=int, empty_value=None
    )
    to_name = forms.CharField(
        label=gettext_lazy("Superior office"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For download and mail: its name, as the ledger is to say it."),
    )
    address = forms.EmailField(label=gettext_lazy("Its mail address"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, superiors: list[EventIndexPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.display_name) for each in superiors]
        self.fields["superior"].choices = [("", "---"), *choices]  # type: ignore[attr-defined]
        if not superiors:
            ways = [way for way in Submission.Way.choices if way[0] != Submission.Way.SITE]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        match found.get("way"):
            case Submission.Way.SITE if not found.get("superior"):
                self.add_error("superior", _("Choose the organisation."))
            case Submission.Way.MAIL if not found.get("address"):
                self.add_error("address", _("Give the address of the office."))
        if found.get("way") in (Submission.Way.MAIL, Submission.Way.DOWNLOAD) and not found.get("to_name"):
            self.add_error("to_name", _("Name the office."))
        return found
