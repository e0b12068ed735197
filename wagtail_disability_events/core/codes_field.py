"""Several of some choices in one column, as a JSON list of their codes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class CodesField(models.JSONField):
    """A list of codes from ``choices``; edited with a checkbox for each."""

    def __init__(self, *args: Any, choices: "Iterable[tuple[str, StrOrPromise]]" = (), **kwargs: Any) -> None:
        self.codes = list(choices)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "choices": [[code, str(code)] for code, _label in self.codes]}

    def validate(self, value: object, model_instance: models.Model | None) -> None:
        known = {code for code, _label in self.codes}
        if not isinstance(value, list) or not set(value) <= known:
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        return forms.MultipleChoiceField(
            choices=self.codes,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=str(self.verbose_name)[:1].upper() + str(self.verbose_name)[1:],
            help_text=self.help_text,
        )
