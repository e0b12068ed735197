"""Forms of the ledger: an entry, a spreadsheet, a target."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from ...core.users import User
from ...pages.models import EventIndexPage
from ..permissions import articles_to_edit, organisations_of
from .keeping import outlet_named
from .models import LedgerEntry, Outlet, OutletLevel, PublicityTarget
from .queries import same_article


class ProofInput(forms.ClearableFileInput):
    """For a file in the private storage, which has no address of its own: the page links to it above."""

    template_name = "wagtail_disability_events/publicity/ledger/proof_input.html"

    def is_initial(self, value: Any) -> bool:
        return bool(value)


class EntryForm(forms.ModelForm):
    """One entry; an outlet that is not there yet is named below the list."""

    new_outlet = forms.CharField(label=gettext_lazy("or another outlet"), required=False, max_length=80)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("its kind"), required=False, choices=[("", "---"), *Outlet.Kind.choices]
    )
    new_level = forms.ChoiceField(
        label=gettext_lazy("its level"), required=False, choices=[("", "---"), *OutletLevel.choices]
    )

    class Meta:
        model = LedgerEntry
        fields = [
            *("organisation", "title", "article", "outlet", "new_outlet", "new_kind", "new_level"),
            *("submitted_on", "accepted_on", "carried_on", "link", "reads", "proof", "note"),
        ]
        widgets: ClassVar[dict[str, Any]] = {
            **dict.fromkeys(("submitted_on", "accepted_on", "carried_on"), AdminDateInput),
            "proof": ProofInput,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(user)
        self.fields["organisation"].queryset = own.order_by("path")  # type: ignore[attr-defined]
        self.fields["article"].queryset = articles_to_edit(user).order_by("-date")  # type: ignore[attr-defined]
        self.fields["outlet"].required = False
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("title") and found.get("article"):
            found["title"] = found["article"].title
        if not found.get("title"):
            self.add_error("title", _("Give the title, or choose the article."))
        if not found.get("outlet") and not found.get("new_outlet"):
            self.add_error("outlet", _("Say where it was submitted or carried."))
        elif not found.get("outlet") and not (found.get("new_kind") and found.get("new_level")):
            self.add_error("new_outlet", _("Say of which kind and level it is."))
        days = [found.get(name) for name in ("submitted_on", "accepted_on", "carried_on")]
        if not any(days) and not self.errors:
            self.add_error("submitted_on", _("Give one of the three days at least."))
        self._refuse_twice(found)
        return found

    def _refuse_twice(self, found: dict[str, Any]) -> None:
        outlet = found.get("outlet") or Outlet.objects.filter(name=found.get("new_outlet") or "").first()
        if outlet is None or not found.get("title") or not found.get("organisation"):
            return
        others = same_article(found["organisation"], outlet, found["title"]).exclude(pk=self.instance.pk)
        if others.exists():
            self.add_error("title", _("This article is in the ledger for this outlet already."))

    def save(self, commit: bool = True) -> LedgerEntry:
        found = self.cleaned_data
        self.instance.title = found["title"]
        if not found.get("outlet"):
            name, kind, level = (found[key] for key in ("new_outlet", "new_kind", "new_level"))
            self.instance.outlet = outlet_named(name, kind, level)
        entry: LedgerEntry = super().save(commit)
        return entry


class SheetForm(forms.Form):
    """A file, and whose entries they are."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=EventIndexPage.objects.none()
    )
    file = forms.FileField(label=gettext_lazy("Spreadsheet"), help_text=gettext_lazy("XLSX or CSV."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(user).order_by("path")  # type: ignore[attr-defined]


class TargetForm(forms.ModelForm):
    """One target."""

    class Meta:
        model = PublicityTarget
        fields = ["organisation", "year", "counted", "level", "number"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(user).order_by("path")  # type: ignore[attr-defined]
