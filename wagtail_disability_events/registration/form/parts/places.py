"""The groups one can come as, the contests one can take part in, the companions one can bring."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from ...models.quotas import Quota
from ...seats.coarse_words import are_few
from ...seats.place_groups import PlaceGroup, companions_group, group_quotas
from ..request import BookingRequest
from .part import Part


class PlacesPart(Part):
    """As what one comes, and which contests one takes part in."""

    def fields(self) -> dict[str, forms.Field]:
        event, groups = self.asked.event, self.asked.groups.values()
        rows = group_quotas(event) if groups and not event.registers_by_date else {}
        alone = [(g.key, _place_label(g, rows.get(g.key))) for g in groups if not g.several]
        together = [(g.key, _place_label(g, rows.get(g.key))) for g in groups if g.several]
        found: dict[str, forms.Field] = {}
        if alone:
            found["place"] = forms.ChoiceField(
                label=_("As what do you come?"),
                choices=alone,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one.")},
            )
        if together:
            found["contests"] = forms.MultipleChoiceField(
                label=_("Which contests?"),
                help_text=_("Choose several, or none."),
                choices=together,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return found

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        return replace(request, places=self.asked.chosen_groups(form.cleaned_data))


class CompanionsPart(Part):
    """How many come along, where the event allows it."""

    def fields(self) -> dict[str, forms.Field]:
        event = self.asked.event
        if not event.companions:
            return {}
        takes_nothing = companions_group(event) is None and not event.companions_take_places
        return {
            "companions": forms.TypedChoiceField(
                label=_("How many companions do you bring?"),
                help_text=_("They take no place from anybody.") if takes_nothing else "",
                choices=[(0, _("none")), *((n, str(n)) for n in range(1, event.companions + 1))],
                coerce=int,
                required=False,
            )
        }

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        return replace(request, companions=form.cleaned_data.get("companions") or 0)


def _place_label(group: PlaceGroup, quota: Quota | None) -> str:
    label = f"{group.label} {group.note}".strip()
    if quota is None or quota.left is None:
        return label
    if quota.left == 0:
        return _("%(group)s (full; waiting list)") % {"group": label}
    return _("%(group)s (a few places left)") % {"group": label} if are_few(quota.left) else label
