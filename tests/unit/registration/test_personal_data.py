"""Each model of the package says what in it is personal, and when it goes."""

import pytest
from django.apps import apps
from django.db import models

from wagtail_disability_events.core.periodic.jobs import all_jobs
from wagtail_disability_events.core.personal_data import PersonalData, Stage, deleted, unanswered

MODELS = list(apps.get_app_config("wagtail_disability_events").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_an_answer(model):
    assert unanswered(model) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_answer_is_about_a_field_that_is_not_there(model):
    said = vars(model).get("personal_data")
    answered = said.answered if said is not None else set()
    assert answered - {field.name for field in model._meta.get_fields()} == set()


def test_a_field_that_nobody_thought_of_is_found():
    class Thought(models.Model):  # noqa: DJ008
        known = models.TextField()
        new = models.TextField()
        personal_data = PersonalData(deleted(Stage.CONTACT, "known"))

        class Meta:
            app_label = "nowhere"

    class Heir(Thought):  # noqa: DJ008
        further = models.TextField()

        class Meta:
            app_label = "nowhere"

    assert unanswered(Thought) == ["new"]
    assert unanswered(Heir) == ["further"]


def test_what_is_left_to_a_job_is_left_to_one_that_runs():
    jobs = {job for model in MODELS if (said := vars(model).get("personal_data")) for job in said.jobs}
    assert jobs <= {job.name for job in all_jobs()}
