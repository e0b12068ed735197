"""What other apps have is left as it is: no name of ours stands on a model of Wagtail, Django or the site."""

from django.apps import apps
from django.db import models

OURS = "wagtail_disability_events"


def names_on_models_of_others() -> dict[str, str]:
    """Where our models point to somebody else's: the name by which that one leads back."""
    found = {}
    for model in apps.get_app_config(OURS).get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.model is not model:
                continue
            other = field.remote_field.model
            if other._meta.app_label != OURS and not field.remote_field.hidden:
                found[f"{model.__name__}.{field.name}"] = field.remote_field.get_accessor_name()
    return found


def test_what_leads_back_to_us_has_our_name() -> None:
    found = names_on_models_of_others()
    assert {"EventPage.page_ptr", "ArticlePage.page_ptr", "ReviewTask.task_ptr"} <= set(found)
    assert {where: name for where, name in found.items() if not name.startswith("wde_")} == {}


def test_queries_name_it_alike() -> None:
    for where in names_on_models_of_others():
        model, name = where.split(".")
        field = apps.get_model(OURS, model)._meta.get_field(name)
        assert field.related_query_name().startswith("wde_"), where
