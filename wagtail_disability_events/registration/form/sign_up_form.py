"""The sign-up form: four fields by default, each error at its field and in the words of the mistake."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from ...core.dates import span_phrase
from ..models.forms import FormVersion
from ..models.quotas import Quota
from ..models.registrations import Consent, Registration
from ..seats.place_groups import Role, companions_group, group_quotas
from ..seats.service_choices import needs_choices
from ..seats.slots import free_slots, slot_time
from ..values.identity import NAME_MAX_LENGTH, normalise_name, parse_phone
from ..values.person_facts import facts_of
from ..values.public_names import Naming
from ..values.questions import FormDefinition, Question, QuestionType
from .answer_files import keep_file, kept_file
from .consent_wording import CONSENT_WORDS
from .eligibility import check_group, check_person, day_of, is_first_days
from .question_fields import as_answer, field_for, missing
from .request import Applicant, BookingRequest, ConsentGiven

CONSENTS = ("consent_processing", "consent_guardian", "consent_sensitive")
FILLED_IN_BY = [choice for choice in Registration.For.choices if choice[0] != Registration.For.SELF]


class SignUpForm(forms.Form):
    """Fields follow what the event asks; nothing else is collected.

    ``for_other`` is the form of somebody who signs up another person. ``version`` and ``questions`` are the
    event's form as it is asked now.
    """

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form_number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    gone = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(label=_("Leave this empty"), required=False)
    first_days = forms.BooleanField(
        error_messages={"required": _("At present only these people can sign up. You can call us.")}
    )
    filled_in_by = forms.ChoiceField(
        label=_("Who are you to the person who comes?"),
        choices=FILLED_IN_BY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who you are.")},
    )
    contact_name = forms.CharField(
        label=_("Your own name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please write your own name, so that we know whom to call.")},
    )
    date = forms.ChoiceField(
        label=_("Which date?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a date.")},
    )
    slot = forms.ChoiceField(
        label=_("Which desk, and when?"),
        error_messages={
            "required": _("Please choose a time."),
            "invalid_choice": _("This time was taken a moment ago. Please choose another."),
        },
    )
    place = forms.ChoiceField(
        label=_("As what do you come?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    contests = forms.MultipleChoiceField(
        label=_("Which contests?"),
        help_text=_("Choose several, or none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please write the name of the person who comes.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("We call or text when something changes. Without a phone, give that of your family."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    no_phone = forms.BooleanField(label=_("I have no phone"), required=False)
    companions = forms.TypedChoiceField(
        label=_("How many companions do you bring?"), coerce=int, required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("Which services do you need?"),
        help_text=_("Choose several, or none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_note = forms.CharField(
        label=_("Anything else we should prepare?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    named_as = forms.ChoiceField(
        label=_("If your result or work is published, how may we name you?"),
        choices=[
            (Naming.ANONYMOUS, _("without a name")),
            (Naming.GIVEN, _("with my given name only")),
            (Naming.FULL, _("with my full name")),
        ],
        initial=Naming.ANONYMOUS,
        required=False,
        widget=forms.RadioSelect,
    )
    consent_photo = forms.TypedChoiceField(
        label=_("Photos"),
        help_text=_("Photos are taken at the event. You take part either way."),
        choices=[
            ("yes", CONSENT_WORDS[Consent.Purpose.PHOTO]),
            ("no", _("Please do not publish photos of me.")),
        ],
        initial="no",
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether photos of you may be published.")},
    )
    consent_processing = forms.BooleanField(
        label=CONSENT_WORDS[Consent.Purpose.PROCESSING],
        error_messages={
            "required": _("Without this agreement we may not take your sign-up. You can call us instead.")
        },
    )
    consent_guardian = forms.BooleanField(
        label=CONSENT_WORDS[Consent.Purpose.GUARDIAN],
        error_messages={
            "required": _("Without this agreement we may not take the sign-up. You can call us instead.")
        },
    )
    consent_sensitive = forms.BooleanField(label=CONSENT_WORDS[Consent.Purpose.SENSITIVE], required=False)

    def __init__(
        self,
        *args: Any,
        event: Any,
        dates: list[Any],
        version: FormVersion | None = None,
        questions: FormDefinition | None = None,
        for_other: bool = False,
        keeps_answers: bool = False,
        **kwargs: Any,
    ) -> None:
        self.event = event
        self.dates = {str(date.pk): date for date in dates}
        self.version, self.questions = version, questions or FormDefinition()
        self.for_other, self.keeps_answers = for_other, keeps_answers
        initial = kwargs.setdefault("initial", {})
        initial.setdefault("submission_id", uuid.uuid4())
        initial.setdefault("form_number", version.number if version else 0)
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._shape_for_whom()
        self._shape_dates()
        self._shape_slots()
        self._shape_places()
        self._add_questions()
        self._shape_needs()
        if not event.publishes_names:
            del self.fields["named_as"]
        if not self._may_be_sensitive():
            del self.fields["consent_sensitive"]

    @property
    def has_changed_meanwhile(self) -> bool:
        """Whether the form asks other things now than when it was opened."""
        sent = self.data.get("form_number")
        current = str(self.version.number if self.version else 0)
        return self.is_bound and sent not in (None, "", current)

    def clean_name(self) -> str:
        return self._person_name("name")

    def clean_contact_name(self) -> str:
        return self._person_name("contact_name")

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        if text.strip():
            return parse_phone(text)
        if self.data.get(self.add_prefix("no_phone")):
            return ""
        raise ValidationError(
            _("Please write a phone number: yours, or that of someone near you. Or say that there is none."),
            code="required",
        )

    def clean_needs_note(self) -> str:
        return normalise_name(self.cleaned_data["needs_note"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("This field is a trap for programs. Please leave it empty and send again."), code="trap"
            )
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_questions(cleaned)
        self._check_person(cleaned)
        if self._is_sensitive(cleaned) and not cleaned.get("consent_sensitive"):
            self.add_error(
                "consent_sensitive",
                ValidationError(
                    _(
                        "You gave a disability card number, a need or something else that is sensitive. "
                        "Please agree to its use, or leave it out."
                    ),
                    code="consent-missing",
                ),
            )
        return cleaned

    def booking_request(self) -> BookingRequest:
        """The valid form as a request to book."""
        data = self.cleaned_data
        answers, files = self._answers(data)
        slot = self.slots.get(data.get("slot", ""))
        return BookingRequest(
            event=self.event,
            occurrence=self.dates.get(data.get("date", "")) if self.event.registers_by_date else None,
            applicant=Applicant(
                name=data["name"],
                phone=data["phone"],
                email=data.get("email", ""),
                disability_card=data.get("disability_card", ""),
                needs_note=data.get("needs_note", ""),
                named_as=data.get("named_as") or Naming.ANONYMOUS,
                language=get_language() or "zh-hans",
                filled_in_by=data.get("filled_in_by") or Registration.For.SELF,
                answers=answers,
            ),
            slot=slot,
            places=self._places(data),
            companions=data.get("companions") or 0,
            services=tuple(data.get("needs", ())),
            without=frozenset((data.get("gone") or "").split(",")),
            consents=self._consents(data),
            form=self.version,
            files=files,
            submission_id=data.get("submission_id") or uuid.uuid4(),
        )

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Errors in the order of the fields: (id of the field, its label, the message)."""
        return [
            (self.target_of(name), str(self[name].label), str(error))
            for name in self.fields
            for error in self.errors.get(name, ())
        ]

    def target_of(self, name: str) -> str:
        """The id of the element that an error of a field leads to."""
        bound = self[name]
        first_choice = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return f"{bound.auto_id}_0" if first_choice else str(bound.auto_id)

    def keep_files(self) -> None:
        """Store files that can be taken, so that they need not be chosen again; the form names them."""
        for question in self.questions:
            upload = self.cleaned_data.pop(question.key, None) if question.type == QuestionType.FILE else None
            if upload:
                data: Any = self.data
                self.data = data = data.copy()
                data[f"{question.key}-kept"] = keep_file(self.event, question.key, upload)

    def asked_fields(self) -> Iterator[Any]:
        """The visible fields in order; ``no_phone`` stands with the phone, the trap apart."""
        for bound in self.visible_fields():
            if bound.name not in ("no_phone", "website"):
                yield bound

    def _shape_for_whom(self) -> None:
        if not is_first_days(self.event):
            del self.fields["first_days"]
        else:
            self.fields["first_days"].label = _("I belong to: %(people)s") % {"people": self.event.first_for}
        if self.for_other:
            del self.fields["consent_processing"]
            self.fields["name"].label = _("Name of the person who comes")
            self.fields["name"].widget.attrs["autocomplete"] = "off"
            self.fields["phone"].label = _("Phone that we can call")
            self.fields["phone"].help_text = _("Yours, or that of the person who comes.")
        else:
            for name in ("filled_in_by", "contact_name", "consent_guardian"):
                del self.fields[name]

    def _shape_dates(self) -> None:
        if not self.event.registers_by_date:
            del self.fields["date"]
            return
        field: Any = self.fields["date"]
        field.choices = [
            (key, span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone))
            for key, date in self.dates.items()
        ]
        if len(self.dates) == 1:
            self.fields["date"].initial = next(iter(self.dates))

    def _shape_slots(self) -> None:
        """One choice of all free times, grouped by desk."""
        self.slots = (
            {str(slot.pk): slot for slot in free_slots(self.event)} if self.event.booking_desks() else {}
        )
        if not self.event.booking_desks():
            del self.fields["slot"]
            return
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, slot in self.slots.items():
            groups.setdefault(slot.label, []).append((key, slot_time(slot)))
        field: Any = self.fields["slot"]
        field.choices = [("", _("please choose")), *groups.items()]

    def _shape_places(self) -> None:
        """The groups one can come as, the contests one can take part in, the companions one can bring."""
        groups = [group for group in self.event.place_groups() if group.role != Role.COMPANION]
        self.groups = {group.key: group for group in groups}
        rows = group_quotas(self.event) if groups and not self.event.registers_by_date else {}
        for name, several in (("place", False), ("contests", True)):
            field: Any = self.fields[name]
            field.choices = [
                (g.key, _place_label(g, rows.get(g.key))) for g in groups if g.several == several
            ]
            if not field.choices:
                del self.fields[name]
        most = self.event.companions
        if not most:
            del self.fields["companions"]
            return
        choices: Any = self.fields["companions"]
        choices.choices = [(0, _("none")), *((number, str(number)) for number in range(1, most + 1))]
        if companions_group(self.event) is None and not self.event.companions_take_places:
            choices.help_text = _("They take no place from anybody.")

    def _add_questions(self) -> None:
        """The event's own questions stand after the phone."""
        asked = {question.key: field_for(question) for question in self.questions}
        for question in self.questions:
            field: Any = asked[question.key]
            field.question = question
            if question.when:
                field.condition = {
                    "name": question.when,
                    "answer": question.answer,
                    "sentence": self._condition(question),
                }
            else:
                field.looks_required = question.required
        order = list(self.fields)
        self.fields.update(asked)
        after = order.index("no_phone") + 1
        self.order_fields([*order[:after], *asked, *order[after:]])

    def _condition(self, question: Question) -> str:
        earlier = self.questions.get(question.when)
        return _("Only if “%(question)s” is answered with “%(answer)s”.") % {
            "question": earlier.title if earlier else question.when,
            "answer": earlier.said(question.answer) if earlier else question.answer,
        }

    def _shape_needs(self) -> None:
        choices, help_text, gone = needs_choices(self.event)
        self.initial.setdefault("gone", ",".join(gone))
        if choices is None:
            del self.fields["needs"]
            del self.fields["needs_note"]
            return
        field: Any = self.fields["needs"]
        field.choices = choices
        field.help_text = help_text or field.help_text

    def _may_be_sensitive(self) -> bool:
        return "needs" in self.fields or any(question.sensitive for question in self.questions)

    def _person_name(self, field: str) -> str:
        name = normalise_name(self.cleaned_data[field])
        if not name:
            raise ValidationError(self.fields[field].error_messages["required"], code="required")
        return name

    def _check_questions(self, cleaned: dict[str, Any]) -> None:
        """What was asked and must be answered is; what was not asked is thrown away."""
        given = {key: as_answer(cleaned.get(key)) for key in self.fields}
        for question in self.questions:
            if not question.is_asked(given):
                cleaned.pop(question.key, None)
                given.pop(question.key, None)
                self.errors.pop(question.key, None)
            elif (
                question.required
                and question.key not in self.errors
                and not self._is_answered(question, cleaned)
            ):
                self.add_error(question.key, missing(question))

    def _is_answered(self, question: Question, cleaned: dict[str, Any]) -> bool:
        if cleaned.get(question.key) not in (None, "", []):
            return True
        if question.type != QuestionType.FILE:
            return False
        return self.keeps_answers or self._kept(question) is not None

    def _kept(self, question: Question) -> Any:
        return kept_file(self.event, question.key, str(self.data.get(f"{question.key}-kept", "")))

    def _check_person(self, cleaned: dict[str, Any]) -> None:
        answers = {key: as_answer(cleaned.get(key)) for key in ("birth_date", "age_band", "category", "sex")}
        facts = facts_of(cleaned.get("disability_card") or "", answers, day_of(self.event))
        telling = [
            key for key in ("disability_card", "birth_date", "age_band", "category") if cleaned.get(key)
        ]
        try:
            check_person(self.event, facts)
            for key in self._places(cleaned):
                check_group(self.groups[key], facts)
        except ValidationError as error:
            self.add_error(telling[0] if telling else "name", error)
        if facts.is_child and cleaned.get("filled_in_by") not in (
            Registration.For.PARENT,
            Registration.For.GUARDIAN,
        ):
            self.add_error(
                "filled_in_by" if self.for_other else telling[0],
                ValidationError(
                    _(
                        "For a child under 14 only a parent or guardian can sign up. "
                        "Choose “Sign somebody else up”, or call us."
                    ),
                    code="guardian",
                ),
            )

    def _places(self, data: dict[str, Any]) -> tuple[str, ...]:
        chosen = [data.get("place"), *(data.get("contests") or ())]
        return tuple(key for key in chosen if key in self.groups)

    def _is_sensitive(self, cleaned: dict[str, Any]) -> bool:
        said = (question.key for question in self.questions if question.sensitive)
        return any(cleaned.get(key) for key in ("needs", "needs_note", *said))

    def _answers(self, data: dict[str, Any]) -> tuple[dict[str, Any], tuple[int, ...]]:
        """Answers by question, and the ids of the files among them."""
        answers: dict[str, Any] = {}
        files = []
        self.keep_files()
        for question in self.questions:
            if question.key in ("email", "disability_card"):
                continue
            if question.type == QuestionType.FILE:
                kept = self._kept(question)
                if kept is not None:
                    answers[question.key] = {"file": kept.pk, "name": kept.name}
                    files.append(kept.pk)
            elif data.get(question.key) not in (None, "", []):
                answers[question.key] = as_answer(data[question.key])
        if data.get("contact_name"):
            answers["contact_name"] = data["contact_name"]
        if data.get("first_days"):
            answers["first_days"] = self.event.first_for
        return answers, tuple(files)

    def _consents(self, data: dict[str, Any]) -> tuple[ConsentGiven, ...]:
        decisions = {
            purpose: data[name]
            for purpose, name in (
                (Consent.Purpose.PROCESSING, "consent_processing"),
                (Consent.Purpose.GUARDIAN, "consent_guardian"),
            )
            if name in self.fields
        }
        decisions[Consent.Purpose.PHOTO] = data["consent_photo"] == "yes"
        if "consent_sensitive" in data and self._is_sensitive(data):
            decisions[Consent.Purpose.SENSITIVE] = data["consent_sensitive"]
        if "named_as" in data:
            decisions[Consent.Purpose.NAME] = data["named_as"] not in ("", Naming.ANONYMOUS)
        return tuple(
            ConsentGiven(purpose, given, str(CONSENT_WORDS[purpose])) for purpose, given in decisions.items()
        )


def _place_label(group: Any, quota: Quota | None) -> str:
    label = f"{group.label} {group.note}".strip()
    if quota is None or quota.left is None:
        return label
    if quota.left == 0:
        return _("%(group)s (full; waiting list)") % {"group": label}
    left = ngettext("%(count)s place left", "%(count)s places left", quota.left) % {"count": quota.left}
    return _("%(group)s (%(left)s)") % {"group": label, "left": left}
