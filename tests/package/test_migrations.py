"""A database that the first migration made comes through all later ones to today, and nothing is lost."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.first_database import ARCHIVE, filled, hash_of_first_migration, header_of, tables_of
from tests.support.postgres import running_postgres
from tests.support.site import EXAMPLE, ROOT

FILLED_ANEW = {"auth_permission", "django_content_type", "django_migrations"}
"""Tables to which ``migrate`` adds what new models need."""
_OURS = "wagtail_disability_events"
CHANGED_ON_PURPOSE: dict[str, str] = {
    f"{_OURS}_consent.withdrawn_at": "taking an agreement back is an entry of its own",
    **dict.fromkeys(
        (f"{_OURS}_registration.{name}" for name in ("category", "level", "age_band", "sex")),
        "what was kept of forgotten people is counted, one feature at a time",
    ),
}
"""A table, or ``table.column``, that a migration drops or empties on purpose: and why."""

WALK = """
import io
import json
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Page
from tests.support.first_database import count
from wagtail_disability_events.core.encryption import Unreadable, UnreadableDict
from wagtail_disability_events.models import EventPage, Registration
from wagtail_disability_events.registration.queries import find_people

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail_disability_events.models import ArticleTemplate, EventIndexPage

if connection.vendor == "sqlite":  # until 0002 it let templates stand twice
    loader = MigrationExecutor(connection).loader
    then = loader.project_state(("wagtail_disability_events", "0001_initial")).apps
    old = then.get_model("wagtail_disability_events", "ArticleTemplate").objects
    street = EventIndexPage.objects.values_list("pk", flat=True).get(slug="nanhu")
    for place in (None, street):
        for name in ("甲", "乙", "丙"):
            old.create(name=name, organisation_id=place, genre="digest", tone="warm", title=name, body="[]")
call_command("migrate", verbosity=0)
twice = ArticleTemplate.objects.filter(genre="digest", tone="warm")
left = [twice.filter(organisation=None).values_list("name", flat=True), twice.exclude(organisation=None)]
left = [list(left[0]), [template.name for template in left[1]]]
twice.delete()
counts = count()
call_command("update_index", verbosity=0)  # each database keeps its own
said = io.StringIO()
call_command("showmigrations", stdout=said)
call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
call_command("rebuild_occurrences", stdout=said)

drawn = io.BytesIO()
Image.new("RGB", (8, 6)).save(drawn, "JPEG")
for image in get_image_model().objects.all():  # pictures are not in the archive
    image.file.storage.save(image.file.name, ContentFile(drawn.getvalue()))
client = Client(headers={"host": "127.0.0.1:8000"})
answers = {page.url: client.get(page.url).status_code for page in Page.objects.live().filter(depth__gt=1)}
people = Registration.objects.exclude(state="repeated")
sports = EventPage.objects.get(title="残疾人趣味运动会")
person = sports.registrations.filter(state="confirmed").first()
page = client.get(sports.url).content.decode()
own = client.get(f"/sign-up/{person.token}/").content.decode()
client.force_login(get_user_model().objects.get(username="admin"))
admin = f"/admin/disability-events/{sports.pk}/"
print(json.dumps({
    "counts": counts,
    "templates": left,
    "said": said.getvalue(),
    "answers": answers,
    "people": len(people),
    "unreadable": sum(isinstance(each.name, Unreadable) for each in people)
    + sum(isinstance(each.answers, UnreadableDict) for each in people),
    "found by": [person in find_people(sports.pk, words) for words in (person.name, person.phone)],
    "title on the page": sports.title in page,
    "name on the private page": person.name in own,
    "calendar": client.get(sports.url + "event.ics").content.decode().count("BEGIN:VEVENT"),
    "found in the list": sports.title in client.get("/", {"q": "趣味运动会"}).content.decode(),
    "admin": [
        client.get(address).status_code
        for address in (f"/admin/pages/{sports.pk}/edit/", admin + "registrations/", admin + "photos/")
    ],
}))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """What is found on a site whose database came from the archive and was migrated to today."""
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(running_postgres()) if request.param == "postgres" else ""
        environment = {
            **os.environ,
            "SITE_PROFILE": "demo",
            "SITE_VAR_DIR": str(tmp_path_factory.mktemp(request.param)),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "example_site.settings",
            "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)]),
        }
        run(["-m", "tests.support.first_database", "load", str(ARCHIVE)], environment)
        said = run([str(EXAMPLE / "manage.py"), "shell", "-v0", "-c", WALK], environment)
        yield json.loads(said.strip().splitlines()[-1])


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "is older than the archive" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_first_migration_is_as_it_was_frozen() -> None:
    assert hash_of_first_migration() == header_of(ARCHIVE).first_migration, (
        "Sites have run the first migration: write another one."
    )


def test_no_row_and_no_value_is_lost(found: dict) -> None:
    for table in tables_of(ARCHIVE):
        if table.name in CHANGED_ON_PURPOSE:
            continue
        assert table.name in found["counts"], f"The table {table.name} is gone."
        before, now = filled(table), found["counts"][table.name]
        if table.name in FILLED_ANEW:
            assert now["*"] >= before["*"], table.name
            continue
        kept = [column for column in before if f"{table.name}.{column}" not in CHANGED_ON_PURPOSE]
        assert {column: now.get(column) for column in kept} == {column: before[column] for column in kept}, (
            table.name
        )


def test_of_templates_that_stood_twice_the_one_that_was_used_is_left(
    found: dict, request: pytest.FixtureRequest
) -> None:
    in_order = sorted(("甲", "乙", "丙"))
    is_sqlite = request.node.callspec.params["found"] == "sqlite"
    assert found["templates"] == ([[in_order[-1]], [in_order[0]]] if is_sqlite else [[], []])


def test_every_migration_is_done_and_none_is_missing(found: dict) -> None:
    assert "[ ]" not in found["said"]
    assert "No changes detected" in found["said"]


def test_schedules_of_then_mean_the_same_dates(found: dict) -> None:
    assert " looked at, 0 differed" in found["said"]


def test_what_it_holds_can_be_read_and_looked_at(found: dict) -> None:
    assert len(found["answers"]) >= 30
    assert {url: status for url, status in found["answers"].items() if status != 200} == {}
    assert found["people"] >= 100
    assert found["unreadable"] == 0
    assert found["found by"] == [True, True]
    assert found["title on the page"]
    assert found["name on the private page"]
    assert found["calendar"] == 1
    assert found["found in the list"]
    assert found["admin"] == [200, 200, 200]
