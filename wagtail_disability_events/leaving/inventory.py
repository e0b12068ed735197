"""What a site would lose, and what stands in the way: nothing is changed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import FileField, Model, Q, QuerySet
from django.db.models.fields.related import RelatedField
from wagtail.images import get_image_model
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    Task,
    Workflow,
    WorkflowTask,
)

from ..core.page_models import APP
from ..gallery.photos.models import Photo
from ..gallery.photos.upload_models import PhotoUpload
from ..publicity.workflow.models import ReviewTask

LOG = "wde."
"""What the names of our actions begin with in the history of the site."""


@dataclass(frozen=True)
class Inventory:
    """How much there is of what, by words for it; what is nought is left out."""

    pages: dict[str, int]
    rows: dict[str, int]
    traces: dict[str, int]


def our_models() -> list[type[Model]]:
    """All models of ours."""
    return list(apps.get_app_config(APP).get_models())


def our_types() -> QuerySet[ContentType]:
    """The content types of our models."""
    return ContentType.objects.filter(app_label=APP)


def our_pages() -> Any:
    """All pages of our types, drafts, translations and aliases too, from the top of the tree down."""
    return Page.objects.filter(content_type__in=our_types()).order_by("path")


def plain_models() -> list[type[Model]]:
    """Models whose rows are wholly ours: no part of a page, a task or its state is a row of Wagtail's."""
    return [model for model in our_models() if not model._meta.parents]


def pictures() -> QuerySet[Any]:
    """Copies of released photos in the image library that nothing but us uses."""
    copies = get_image_model()._base_manager.filter(
        pk__in=Photo.objects.filter(image__isnull=False).order_by().values("image")
    )
    used = [pk for pk in copies.values_list("pk", flat=True) if _is_used_elsewhere(copies.model, pk)]
    return copies.exclude(pk__in=used)


def _is_used_elsewhere(model: type[Model], pk: int) -> bool:
    references: Any = ReferenceIndex.get_references_to(model(pk=pk))
    return bool(references.exclude(content_type__in=our_types()).exists())


def private_files() -> Iterator[tuple[Any, str]]:
    """Storage and name of every file that our rows name, once each."""
    seen: set[tuple[int, str]] = set()
    for storage, name in _named_files():
        if name and (id(storage), name) not in seen:
            seen.add((id(storage), name))
            yield storage, name


def _named_files() -> Iterator[tuple[Any, str]]:
    for model in our_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                names = model._base_manager.values_list(field.name, flat=True)
                yield from ((field.storage, name) for name in names.iterator())
    storage = Photo._meta.get_field("file").storage
    for parts in PhotoUpload.objects.values_list("parts", flat=True).iterator():
        yield from ((storage, part) for part in parts)


def our_tasks() -> QuerySet[Task]:
    """The tasks of reviews."""
    return Task.objects.filter(pk__in=ReviewTask.objects.values("pk"))


def our_workflows() -> QuerySet[Workflow]:
    """Workflows of nothing but our tasks."""
    others = WorkflowTask.objects.exclude(task__in=our_tasks()).values("workflow")
    ours = WorkflowTask.objects.filter(task__in=our_tasks()).values("workflow")
    return Workflow.objects.filter(pk__in=ours).exclude(pk__in=others)


def our_revisions() -> QuerySet[Revision]:
    """Versions of our pages and snippets."""
    return Revision.objects.filter(Q(content_type__in=our_types()) | Q(base_content_type__in=our_types()))


def our_log_entries() -> list[QuerySet[Any]]:
    """What the history of the site says of our pages and rows, and of what was done with them."""
    ours = Q(content_type__in=our_types()) | Q(action__startswith=LOG)
    return [PageLogEntry.objects.filter(ours), ModelLogEntry.objects.filter(ours)]


def inventory() -> Inventory:
    """Count everything."""
    pages = {
        str(model._meta.verbose_name_plural): number
        for model in our_models()
        if issubclass(model, Page) and (number := our_pages().exact_type(model).count())
    }
    rows = {
        str(model._meta.verbose_name_plural): number
        for model in plain_models()
        if (number := model._base_manager.count())
    }
    traces = {
        "files in the private storage": sum(1 for _file in private_files()),
        "copies of photos in the image library": pictures().count(),
        "tasks of workflows": our_tasks().count(),
        "workflows": our_workflows().count(),
        "versions of pages and snippets": our_revisions().count(),
        "entries of the history": sum(entries.count() for entries in our_log_entries()),
    }
    return Inventory(pages, rows, {what: number for what, number in traces.items() if number})


def obstacles() -> list[str]:
    """What belongs to the site and hangs on us; each in a sentence. Empty: we can go."""
    return [*_pages_of_the_site_below_ours(), *_models_of_the_site_on_ours()]


def _pages_of_the_site_below_ours() -> Iterator[str]:
    above = ""
    for page in our_pages().only("path", "depth"):
        if above and page.path.startswith(above):
            continue
        above = page.path
        below = Page.objects.filter(path__startswith=above).exclude(content_type__in=our_types())
        for foreign in below.order_by("path"):
            yield f"The page “{foreign.title}” ({foreign.pk}) stands below one of ours: move it first."


def _models_of_the_site_on_ours() -> Iterator[str]:
    ours = set(our_models())
    for model in apps.get_models(include_auto_created=True):
        if model in ours or model._meta.app_label == APP:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, RelatedField) and field.related_model in ours:
                name = f"{model._meta.label}.{field.name}"
                yield f"{name} leads to a model of ours: take it out of the site's models and migrate first."
