"""Removing everything of ours: rows, pages and what Wagtail keeps of them, files, tables.

First the content in one transaction: all of it goes or none. Then the files, which no row names any more.
Then the tables, by the models and not by going back through migrations: it is the same on each database, and
cannot stop at one that has no way back.
"""

import contextlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.db import connections, router, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from wagtail.models import Collection, Page, ReferenceIndex, TaskState
from wagtail.search.models import IndexEntry

from ..core.page_models import APP
from ..core.private_storage import private_storage
from ..gallery.photos.release import name_of_collection
from ..publicity.workflow.models import ReviewTaskState
from . import inventory


class InTheWay(Exception):
    """Something of the site hangs on us; ``obstacles`` says what, in sentences."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__("\n".join(obstacles))
        self.obstacles = obstacles


def remove_everything(*, keep_pictures: bool = False) -> None:
    """Take away every page, row, file and table of ours, and what Wagtail keeps of them.

    ``keep_pictures``: copies of released photos stay in the image library. Raises InTheWay before anything is
    changed. Afterwards the site works when its settings no longer name us, and only then.
    """
    if found := inventory.obstacles():
        raise InTheWay(found)
    alias = router.db_for_write(Page)
    with transaction.atomic(using=alias):
        files = list(inventory.private_files())
        if not keep_pictures:
            for picture in inventory.pictures():
                picture.delete()
            _remove_empty_collections()
        _remove_traces()
        _remove_rows(alias)
        _remove_pages()
        _remove_reviews()
        _remove_traces()  # of the removal itself
    for storage, name in files:
        storage.delete(name)
    _remove_empty_folders(private_storage())
    _drop_tables(alias)
    inventory.our_types().delete()  # with permissions, which groups lose


def _remove_rows(alias: str) -> None:
    """Rows of ours that no page is made of, in one statement a table: keys are looked at when all is done."""
    for model in inventory.plain_models():
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            through._base_manager.using(alias)._raw_delete(alias)
        model._base_manager.using(alias).order_by()._raw_delete(alias)


def _remove_pages() -> None:
    """With their versions, restrictions, comments, redirects and permissions, which Wagtail takes along."""
    while (page := inventory.our_pages().first()) is not None:
        page.specific.delete()


def _remove_reviews() -> None:
    inventory.our_workflows().delete()
    states = Q(task__in=inventory.our_tasks()) | Q(pk__in=ReviewTaskState.objects.values("pk"))
    TaskState.objects.filter(states).delete()
    inventory.our_tasks().delete()


def _remove_traces() -> None:
    types = inventory.our_types()
    inventory.our_revisions().delete()
    for entries in inventory.our_log_entries():
        entries.delete()
    ReferenceIndex.objects.filter(
        Q(content_type__in=types) | Q(base_content_type__in=types) | Q(to_content_type__in=types)
    ).delete()
    IndexEntry.objects.filter(content_type__in=types).delete()
    if apps.is_installed("django_tasks_db"):
        results: Any = apps.get_app_config("django_tasks_database").get_model("DBTaskResult")
        results.objects.filter(task_path__startswith=f"{APP}.").delete()


def _remove_empty_collections() -> None:
    """The collection of released photos, and what it holds, unless something of the site lies in it."""
    found = Collection.get_first_root_node().get_children().filter(name=name_of_collection()).first()
    if found is None:
        return
    for collection in [*found.get_children(), found]:
        if not _holds_something(collection):
            Collection.objects.get(pk=collection.pk).delete()


def _holds_something(collection: Collection) -> bool:
    members = [
        field
        for field in collection._meta.related_objects
        if hasattr(field.related_model, "collection") and field.field.name == "collection"
    ]
    return collection.get_descendants().exists() or any(
        field.related_model._base_manager.filter(collection=collection).exists()
        for field in members
        if field.related_model._meta.label
        not in ("wagtailcore.GroupCollectionPermission", "wagtailcore.CollectionViewRestriction")
    )


def _remove_empty_folders(storage: Any) -> None:
    """Folders of the private storage that hold nothing any more; what holds something of others stays."""
    location = getattr(storage, "location", "")
    if not location or not issubclass(storage.__class__, FileSystemStorage):
        return
    top = Path(location)
    for folder in sorted(top.rglob("*"), reverse=True):
        if folder.is_dir():
            with contextlib.suppress(OSError):
                folder.rmdir()
    with contextlib.suppress(OSError):
        top.rmdir()


def _drop_tables(alias: str) -> None:
    connection = connections[alias]
    there = set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        for model in inventory.our_models():
            if model._meta.db_table in there:
                editor.delete_model(model)
    MigrationRecorder(connection).migration_qs.filter(app=APP).delete()
