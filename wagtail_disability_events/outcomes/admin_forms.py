"""Forms of results and prizes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext_lazy as _

from .models import Result
from .ranking import Measure, NotAValue, ResultState, format_value, parse_value


class ResultForm(forms.ModelForm):
    """One line of a result sheet."""

    written = forms.CharField(label=_("Result"), required=False, max_length=20)

    class Meta:
        model = Result
        fields = ["bib", "registration", "entrant", "team", "heat", "written", "state", "note"]

    def __init__(self, *args: Any, sheet: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        self.sheet = sheet
        super().__init__(*args, **kwargs)
        field: Any = self.fields["registration"]
        field.choices = people
        if self.instance.pk:
            self.initial["written"] = _as_written(self.instance.value, sheet)

    def clean_written(self) -> str:
        text = self.cleaned_data["written"]
        try:
            self.instance.value = parse_value(text, self.sheet.measure)
        except NotAValue as error:
            message = _("Write a number, with minutes as 1:02.35.")
            raise ValidationError(message, code="not-a-value") from error
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nobody = not cleaned.get("registration") and not cleaned.get("entrant") and not cleaned.get("bib")
        if nobody and (cleaned.get("written") or cleaned.get("state") != ResultState.FINISHED):
            raise ValidationError(_("Say whose result this is."), code="nobody")
        return cleaned

    def has_changed(self) -> bool:
        """A new line in which only the preset state is there is no line."""
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {"state", "heat"})

    def save(self, commit: bool = True) -> Any:
        self.instance.sheet = self.sheet
        return super().save(commit)


def _as_written(value: Any, sheet: Any) -> str:
    """A value as staff would write it; a place by the judges has no unit."""
    if sheet.measure == Measure.RANK and value is not None:
        return f"{value:g}"
    return format_value(value, sheet.measure, sheet.unit)


class _ResultFormSet(BaseModelFormSet):
    def clean(self) -> None:
        super().clean()
        seen: set[tuple[Any, Any]] = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.cleaned_data.get("registration"):
                continue
            key = (form.cleaned_data["registration"], form.cleaned_data.get("heat"))
            if key in seen:
                form.add_error("registration", _("This person stands here twice in the same round."))
            seen.add(key)


ResultFormSet = modelformset_factory(
    Result, form=ResultForm, formset=_ResultFormSet, extra=3, can_delete=True, max_num=300
)


class PrizesForm(forms.Form):
    """A prize for each work of a show."""

    def __init__(self, *args: Any, works: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for work in works:
            self.fields[work["id"]] = forms.CharField(
                label=work["title"], initial=work["prize"], required=False, max_length=40
            )
