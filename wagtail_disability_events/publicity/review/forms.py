"""What somebody can do on the page of a review."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Action(StrEnum):
    """What is posted as ``do``."""

    APPROVE = "approve"
    SEND_BACK = "send_back"
    COMMENT = "comment"
    RESOLVE = "resolve"
    SUBMIT = "submit"


class DecisionForm(forms.Form):
    """Approve, or say what is to be changed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=gettext_lazy("To the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Necessary when something is to be changed."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.data.get("do") == Action.SEND_BACK and not (found.get("comment") or "").strip():
            self.add_error("comment", _("Say what is to be changed."))
        return found
