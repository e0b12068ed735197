"""Files from a phone or computer, as staff and volunteers send them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PhotoUploadForm(forms.Form):
    """Files from a phone or computer, one by one or several at once; each is judged alone."""

    photos = forms.FileField(
        label=_("Choose photos"),
        help_text=_(
            "Place, camera and time hidden in the files are removed. Nothing is public before you release it."
        ),
        widget=type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})(
            attrs={"accept": "image/*,.heic,.heif"}
        ),
        required=False,
    )
    photos.looks_required = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, for_volunteers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_volunteers:  # their page says it in more words
            self.fields["photos"].help_text = ""
