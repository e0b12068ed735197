"""A walk through a site before we come, with us, and after we have gone; each in a process of its own.

``python -m tests.hosts.walking before|with|after MODULE``: ``MODULE`` is the site's ``content``. Prints as
JSON what its own addresses answer, and with us also what was found.
"""

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import get_script_prefix, reverse

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"[^"]+"')
OURS = "wagtail_disability_events"
PASSING = ("Content-Length", "Expires")


class Reader(Client):
    """Somebody in a browser who follows the addresses that a page shows, below the path of the server too."""

    def generic(self, method: str, path: str, *args: Any, **options: Any) -> Any:
        parts = urlsplit(path)
        if parts.netloc:
            options["headers"] = {**(options.get("headers") or {}), "host": parts.netloc}
        local = parts.path
        if not options.pop("is_local", False) and get_script_prefix() != "/":
            assert local.startswith(get_script_prefix()), path
            local = "/" + local.removeprefix(get_script_prefix())
        return super().generic(method, f"{local}?{parts.query}" if parts.query else local, *args, **options)


def administrator() -> Reader:
    """A reader who may do everything."""
    from django.contrib.auth import get_user_model  # models are loaded later than this module

    model = get_user_model()
    name = {model.USERNAME_FIELD: "chief@example.com"}
    user, _new = model.objects.get_or_create(**name, defaults={"is_superuser": True, "is_staff": True})
    reader = Reader()
    reader.force_login(user)
    return reader


def own_answers(content: Any) -> dict[str, list[Any]]:
    """What the site's own pages, pictures, forms and other addresses answer."""
    from wagtail.images import get_image_model
    from wagtail.models import Page

    reader, answers = Reader(raise_request_exception=False), {}

    def note(name: str, answer: Any) -> None:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {key: value for key, value in answer.items() if key not in PASSING}
        answers[name] = [answer.status_code, TOKEN.sub(r"\1", body.decode("utf-8", "replace")), headers]

    for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
        if page.specific_class._meta.app_label != OURS:
            note(page.full_url, reader.get(page.full_url))
    for address in content.BESIDE_PAGES:
        note(address, reader.get(address, headers={"host": content.HOSTS[0]}, is_local=True))
    address, data = content.ORDER
    for words in ({}, data):
        note(
            f"{address} {words}",
            reader.post(address, words, headers={"host": content.HOSTS[0]}, is_local=True),
        )
    for image in get_image_model().objects.filter(collection__depth=1).order_by("pk"):
        with image.file.open() as file:
            answers[f"picture {image.title}"] = [
                image.width,
                image.height,
                file.read().hex(),
                image.file.name,
            ]
    answers["tables"] = [
        [model._meta.label, model._base_manager.count()]
        for model in apps.get_models()
        if model._meta.app_label == content.__name__.partition(".")[0] and issubclass(model, Page)
    ]
    return answers


def before(content: Any) -> dict[str, Any]:
    """The site is made and filled."""
    call_command("makemigrations", verbosity=0)
    make_database()
    content.load()
    own_answers(content)  # renditions are made
    return {"answers": own_answers(content), "checks": warnings()}


def make_database() -> None:
    """The tables of the site, and the little that Wagtail's migrations put into them.

    They are made from the models, and the migrations noted as done: running Wagtail's takes ten seconds, and
    a new site that follows the page runs them.
    """
    from django.conf import settings
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder
    from wagtail.coreutils import get_supported_content_language_variant
    from wagtail.models import Collection, Locale, Page

    done = list(MigrationLoader(None).disk_migrations)  # squashed ones too
    own = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = own
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in done:
        recorder.record_applied(app, name)
    code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale = Locale.objects.create(language_code=code)
    Collection.add_root(name="Root")
    kind = ContentType.objects.get_for_model(Page)
    root = Page.add_root(instance=Page(title="Root", slug="root", content_type=kind, locale=locale))
    root.add_child(instance=Page(title="Welcome", slug="welcome", content_type=kind, locale=locale))


def with_us(content: Any) -> dict[str, Any]:
    """We are installed; everything is tried once."""
    from tests.hosts import with_us as walk  # it imports our models

    found = walk.walk(content, administrator(), Reader())
    found |= {"answers": own_answers(content), "checks": warnings()}
    return found | {"uninstalled": walk.uninstall(content)}


def after(content: Any) -> dict[str, Any]:
    """We are gone."""
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType
    from django.core.files.storage import default_storage
    from django.db import connection
    from wagtail.models import Collection, GroupPagePermission, Page, Revision, Task, Workflow

    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    call_command("migrate", verbosity=0)
    left = [name for name in connection.introspection.table_names() if name.startswith(OURS)]
    explorer = administrator().get(reverse("wagtailadmin_explore_root"))
    return {
        "answers": own_answers(content),
        "checks": warnings(),
        "tables": left,
        "types": ContentType.objects.filter(app_label=OURS).count(),
        "permissions": Permission.objects.filter(content_type__app_label=OURS).count(),
        "pages without a type": [page.title for page in Page.objects.all() if page.specific_class is None],
        "tree": Page.find_problems(),
        "lost": [
            Revision.objects.exclude(content_type__in=ContentType.objects.all()).count(),
            GroupPagePermission.objects.exclude(page__in=Page.objects.all()).count(),
        ],
        "workflows": [Workflow.objects.count(), Task.objects.count()],
        "collections": list(Collection.objects.values_list("name", flat=True)),
        "private": [path.name for path in Path(default_storage.location).parent.glob("*-private/**/*")],
        "explorer": explorer.status_code,
    }


def warnings() -> list[str]:
    """What the system checks find: numbers."""
    from django.core.checks import run_checks

    return sorted(str(problem.id) for problem in run_checks(databases=["default"]))


if __name__ == "__main__":
    django.setup()
    phase = {"before": before, "with": with_us, "after": after}[sys.argv[1]]
    print(json.dumps(phase(importlib.import_module(sys.argv[2]))))
