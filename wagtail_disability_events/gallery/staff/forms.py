"""What staff write about photos: one, or many at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..photos.models import Photo
from ..photos.states import SHOWING


class PhotoForm(forms.ModelForm):
    """One photo. ``version`` tells whether somebody else has changed it meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Photo
        fields = ["alt_text", "is_decorative", "state", "rating", "caption", "credit"]
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 3}),
            "state": forms.RadioSelect,
            "rating": forms.Select(choices=[(n, "★" * n or "–") for n in range(6)]),
        }

    def __init__(self, *args: Any, may_show: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.may_show = may_show
        field: Any = self.fields["state"]
        field.choices = Photo.State.choices
        if not may_show:
            kept = self.instance.state
            field.choices = [
                (value, label) for value, label in field.choices if value not in SHOWING or value == kept
            ]

    def values(self) -> dict[str, Any]:
        """What the light table may change, as it was written."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ManyPhotosForm(forms.Form):
    """The same for all chosen photos; what is left empty stays as it is with each."""

    state = forms.ChoiceField(
        label=_("Who may see them"), choices=[("", _("as it is")), *Photo.State.choices], required=False
    )
    rating = forms.ChoiceField(
        label=_("Stars"),
        choices=[("", _("as it is")), *((str(n), "★" * n or "–") for n in range(6))],
        required=False,
    )
    alt_text = forms.CharField(label=_("Description"), max_length=200, required=False)
    caption = forms.CharField(label=_("Caption"), max_length=120, required=False)
    credit = forms.CharField(label=_("Photographer"), max_length=60, required=False)

    def __init__(self, *args: Any, may_show: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_show = may_show
        if not may_show:
            field: Any = self.fields["state"]
            field.choices = [choice for choice in field.choices if choice[0] not in SHOWING]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise ValidationError(_("Choose what the photos should have."), code="nothing")
        return data

    def values(self) -> dict[str, Any]:
        """What was filled in."""
        data = {name: value for name, value in self.cleaned_data.items() if value != ""}
        if "rating" in data:
            data["rating"] = int(data["rating"])
        return data


class UploadLinkForm(forms.Form):
    """For whom a link is, and for how many days."""

    label = forms.CharField(
        label=_("For whom"), max_length=60, help_text=_("For example: volunteers of the university.")
    )
    days = forms.IntegerField(label=_("Days for which it works"), min_value=1, max_value=60)
