"""Page forms of the admin: an address is never asked for, and dates are checked together."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError

from ..core.base_page import BasePage
from ..core.slugs import free_slug
from ..gallery.staff.choosers import foreign_photos

CREATION = "wde_creation"
"""The field with the number of a form for a new page: see ``create_views``."""


class AddressFromTitleForm(WagtailAdminPageForm):
    """Leaves the slug to us: pinyin of the title, until the page was published once.

    A new page gets the number of its form, by which the form is known when it arrives again. Photos that the
    user could not have chosen are refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The name in the address. Leave it empty to take it from the title in pinyin."
            )

        if self.instance.pk is None:
            number = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
            self.fields[CREATION] = number

    def _post_clean(self) -> None:
        number = self.cleaned_data.get(CREATION)
        if self.instance.pk is None and number and not self._is_of_somebody_else(number):
            self.instance.translation_key = number
        super()._post_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        streams = {name: value for name, value in cleaned.items() if isinstance(value, StreamValue)}
        for name, value in streams.items():
            before = getattr(self.instance, name) if self.instance.pk else None
            if self.for_user is not None and foreign_photos(self.for_user, value, before):
                words = _("A photo in it is of an event that you may not edit. Choose another one.")
                self.add_error(name, StreamBlockValidationError(non_block_errors=[words]))
        return cleaned

    def _is_of_somebody_else(self, number: uuid.UUID) -> bool:
        person = getattr(self.for_user, "pk", None)
        return BasePage.objects.filter(translation_key=number).exclude(owner_id=person).exists()

    def clean_slug(self) -> str:
        slug = self.cleaned_data.get("slug") or ""
        if slug:
            return slug
        if self.instance.first_published_at and self.instance.slug:
            return self.instance.slug
        title = self.cleaned_data.get("title") or self.data.get("title") or ""
        return free_slug(title, self.parent_page or self.instance.get_parent(), self.instance)


class EventPageForm(AddressFromTitleForm):
    """An event's own checks: each error stands at the field that must change.

    Of a translation only the words can be changed: what the original alone decides is not asked.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.facts_from_id:
            for name in (*self.instance.fact_fields, "partners"):
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("registration_opens"), cleaned.get("registration_closes")
        if opens and closes and closes <= opens:
            self.add_error(
                "registration_closes",
                forms.ValidationError(_("Sign-up would close before it opens."), code="closes-first"),
            )
        return cleaned
