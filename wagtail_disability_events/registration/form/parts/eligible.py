"""Whether the event is for the person whom the answers describe."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...models.registrations import Registration
from ...values.person_facts import PersonFacts, facts_of
from ..eligibility import check_group, check_person, next_day_of
from ..question_fields import as_answer
from .part import Part

_MAY_SIGN_UP_CHILDREN = (Registration.For.PARENT, Registration.For.GUARDIAN)
_SAYS_WHO = ("disability_card", "birth_date", "age_band", "category")
"""Answers that say somebody's age or category; an error stands at the first that was given."""


class EligiblePart(Part):
    """No question of its own: age and category are compared with what the event and its groups want."""

    def clean(self, form: forms.Form) -> None:
        data, event = form.cleaned_data, self.asked.event
        answers = {key: as_answer(data.get(key)) for key in ("birth_date", "age_band", "category", "sex")}
        facts = facts_of(data.get("disability_card") or "", answers, next_day_of(event))
        at = next((key for key in _SAYS_WHO if data.get(key)), "name")
        try:
            check_person(event, facts)
            for key in self.asked.chosen_groups(data):
                check_group(self.asked.groups[key], facts)
        except ValidationError as error:
            form.add_error(at, error)
        self._check_guardian(form, facts, at)

    def _check_guardian(self, form: forms.Form, facts: PersonFacts, at: str) -> None:
        if not facts.is_child or form.cleaned_data.get("filled_in_by") in _MAY_SIGN_UP_CHILDREN:
            return
        form.add_error(
            "filled_in_by" if self.asked.for_other else at,
            ValidationError(
                _(
                    "For a child under 14 only a parent or guardian can sign up. "
                    "Choose “Sign somebody else up”, or call us."
                ),
                code="guardian",
            ),
        )
