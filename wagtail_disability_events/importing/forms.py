"""The form that asks for a calendar of others."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..core import conf


class SourceForm(forms.Form):
    """A file, or an address where the site allows that."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    url = forms.CharField(
        label=gettext_lazy("or its address"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("It begins with https:// or webcal://. You can read it again later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not conf.get("IMPORT_FROM_ADDRESSES"):
            del self.fields["url"]

    def clean_file(self) -> UploadedFile | None:
        """A file of a size that can be read."""
        file, limit = self.cleaned_data["file"], conf.get("IMPORT_MAX_BYTES")
        if file and file.size > limit:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export a shorter time.")
                % {"limit": filesizeformat(limit)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("url"):
            self.add_error("file", _("Choose a calendar file."))
        return data
