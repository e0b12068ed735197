"""The form that signs a group up: who brings it, and the list."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...core.dates import span_phrase
from ...core.languages import reader_language
from ...core.users import User
from ..event import BookableEvent
from ..form.asked import Cleaned, FormData
from ..form.consent_wording import CONSENT_WORDS, consent_given
from ..form.request import Applicant, BookingRequest
from ..models.consents import Consent
from ..models.forms import FormVersion
from ..models.groups import GroupSignUp
from ..seats.bookable_dates import bookable_dates
from ..seats.place_groups import Role
from ..values.identity import NAME_MAX_LENGTH, normalise_name
from ..values.names import check_name
from ..values.pasted_table import MAX_ROWS, read_table, write_table
from ..values.phones import parse_phone
from ..values.questions import FormDefinition

LONGEST = 60_000
_TYPED = ("name", "phone", "needs")
"""The columns of the rows that are typed beside the list."""
TITLES: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "disability_card": gettext_lazy("Disability card number"),
    "needs": gettext_lazy("Services"),
    "needs_note": gettext_lazy("Notes"),
    "companions": gettext_lazy("Companions"),
    "photo": gettext_lazy("Photos"),
}


class GroupForm(forms.Form):
    """Who brings the group, and the list."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Please write which organisation brings the group.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Please write your name.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone"),
        help_text=gettext_lazy(
            "We call you when something changes. It also counts for people without a phone."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Please write your phone number.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("This is not a mail address; one looks like name@example.com.")
        },
    )
    date = forms.ChoiceField(label=gettext_lazy("Which date?"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=gettext_lazy("As what do they come?"), widget=forms.RadioSelect)
    table = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false", "wrap": "off"}
        ),
    )
    consent = forms.BooleanField(
        label=CONSENT_WORDS[Consent.Purpose.GUARDIAN],
        error_messages={
            "required": gettext_lazy(
                "Without this agreement we may not take the list. You can call us instead."
            )
        },
    )

    def __init__(
        self, data: FormData | None = None, *, event: BookableEvent, initial: Cleaned | None = None
    ) -> None:
        begins = {"submission_id": uuid.uuid4(), **(initial or {})}
        super().__init__(data, label_suffix="", initial=begins)
        self.event = event
        self.dates = {str(date.pk): date for date in bookable_dates(event)}
        dates = [
            (key, span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone))
            for key, date in self.dates.items()
        ]
        self._choices("date", dates)
        groups = [g for g in event.place_groups() if g.role != Role.COMPANION and not g.several]
        self._choices("place", [(group.key, group.label) for group in groups])
        self.fields["table"].help_text = _(
            "Copy it from a spreadsheet, with the headings. Up to %(most)s people. "
            "Name and phone are enough; also possible: %(more)s."
        ) % {"most": MAX_ROWS, "more": "、".join(str(title) for title in list(TITLES.values())[2:])}

    def clean_contact(self) -> str:
        name = normalise_name(self.cleaned_data["contact"])
        if not name:
            raise forms.ValidationError(self.fields["contact"].error_messages["required"], code="required")
        return check_name(name)

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])

    def clean_organisation(self) -> str:
        return normalise_name(self.cleaned_data["organisation"])

    @property
    def errors_with_targets(self) -> list[tuple[str, str]]:
        found = []
        for name in self.fields:
            first = isinstance(self[name].field.widget, forms.RadioSelect)
            target = f"{self[name].auto_id}_0" if first else self[name].auto_id
            found += [(target, str(error)) for error in self.errors.get(name, ())]
        return found

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
        else:
            field: Any = self.fields[name]
            field.choices = choices

    def group(self, user: User | None) -> GroupSignUp:
        """The group of a valid form, not stored yet."""
        data = self.cleaned_data
        group = GroupSignUp(
            submission_id=data.get("submission_id") or uuid.uuid4(),
            organisation=data["organisation"],
            name=data["contact"],
            phone=data["phone"],
            email=data["email"],
            language=reader_language(),
            created_by_id=user.pk if user is not None else None,
        )
        group.event = self.event
        return group

    def request_for_all(
        self, group: GroupSignUp, version: FormVersion | None, user: User | None
    ) -> BookingRequest:
        """What everybody on the list has in common."""
        place = self.cleaned_data.get("place")
        purposes = (Consent.Purpose.GUARDIAN, Consent.Purpose.SENSITIVE, Consent.Purpose.PHOTO)
        return BookingRequest(
            event=self.event,
            applicant=Applicant(name="", phone="", language=group.language),
            occurrence=self.dates.get(self.cleaned_data.get("date", "")),
            places=(place,) if place else (),
            consents=tuple(consent_given(purpose, purpose != Consent.Purpose.PHOTO) for purpose in purposes),
            form=version,
            group=group,
            created_by=user,
        )


def with_typed_rows(data: QueryDict) -> str:
    """The pasted list, and the rows typed beside it as further lines."""
    columns = (data.getlist(f"typed_{name}") for name in _TYPED)
    typed = [row for row in zip(*columns, strict=False) if row[0].strip()]
    text: str = data.get("table", "")
    if not typed:
        return text
    lines = ["\t".join(cell.replace("\t", " ") for cell in row) for row in typed]
    header = "\t".join(str(TITLES[key]) for key in _TYPED)
    if not text.strip():
        return "\n".join([header, *lines])
    rows = read_table(text, FormDefinition())
    titles = {key: str(title) for key, title in TITLES.items()}
    columns_of_all = [*dict.fromkeys([*rows.columns, *_TYPED])]
    added = [dict(zip(_TYPED, row, strict=True)) for row in typed]
    return write_table([*(row.cells for row in rows.rows), *added], columns_of_all, titles)
