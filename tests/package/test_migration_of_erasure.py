"""What sites have from before 0007: consents become entries, who was forgotten is forgotten wholly."""

import contextlib
import json
import os
from collections.abc import Iterator

import pytest

from tests.package.test_migrations import run
from tests.support.first_database import ARCHIVE
from tests.support.postgres import running_postgres
from tests.support.site import EXAMPLE, ROOT

WALK = """
import json
from datetime import timedelta
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

OURS = "wagtail_disability_events"
call_command("migrate", OURS, "0006", verbosity=0)
then = MigrationExecutor(connection).loader.project_state((OURS, "0006_nothing_hard_coded")).apps
Old = {name: then.get_model(OURS, name) for name in (
    "Registration", "Consent", "ServiceRequest", "OutboxMessage", "Attendance", "GroupSignUp", "Quota",
    "Occurrence",
)}
Log = then.get_model("wagtailcore", "PageLogEntry")
one = Old["Registration"].objects.filter(state="confirmed", occurrence=None, consents__isnull=False).first()
event, now = one.event_id, timezone.now()
date = Old["Occurrence"].objects.filter(event=event).first()
quota = one.quota_id
service = Old["Quota"].objects.filter(kind="service").exclude(service="").first()

def person(number, **more):
    return Old["Registration"].objects.create(
        event_id=event, quota_id=quota, reference=f"1111222{number}", state="confirmed", name="赵一禾",
        phone="1", token_hash=f"t{number}", token="t", phone_hash="p", person_hash=f"h{number}", **more,
    )

forgotten = [
    person(n, sensitive_erased_at=now, erased_at=now, category="4", level="2", age_band="30-44", sex="female",
           overbooked_because="他母亲刚做完手术")
    for n in range(6)
]
group = Old["GroupSignUp"].objects.create(
    event_id=event, submission_id="0" * 32, name="", phone="", token_hash="g", token="g", reference="99998888"
)
Old["Registration"].objects.filter(pk=forgotten[0].pk).update(group=group)
for each in forgotten:
    Old["Attendance"].objects.create(registration=each, occurrence=date)
    Old["ServiceRequest"].objects.create(registration=each, quota=service, arrangement="arranged")
kept = person(7, overbooked_because="领队必须到场")
Old["OutboxMessage"].objects.create(registration=person(8, sensitive_erased_at=now), kind="confirmed",
    message_id="m", recipient="r", subject="s", body="手语翻译已安排", state="sent", next_attempt_at=now)
Old["Consent"].objects.create(registration=kept, purpose="sensitive", given=True, wording="同意", version="v",
                              withdrawn_at=now + timedelta(hours=1))
Old["Consent"].objects.create(registration=kept, purpose="photo", given=True, wording="可以", version="w")
Log.objects.create(page_id=event, label="x", timestamp=now, action="wde.registrations.beyond",
    content_type_id=Log.objects.first().content_type_id if Log.objects.exists() else None,
    data={"references": ["11112220", "11112227"], "reason": "他母亲刚做完手术"})
before = {name: Old[name].objects.count() for name in ("Registration", "Attendance", "Consent")}

call_command("migrate", verbosity=0)
from wagtail.models import PageLogEntry
from wagtail_disability_events.models import (
    Consent, ErasedCount, GroupSignUp, OutboxMessage, Registration, ServiceRequest,
)
gone = Registration.objects.filter(pk__in=[each.pk for each in forgotten])
raw = ""
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT * FROM "{table}"')
        raw += str(cursor.fetchall())
found = {
    "kept": [model.objects.count() - before[model.__name__] for model in (Registration, Consent)],
    "entries": list(Consent.objects.filter(registration=kept.pk).values_list("purpose", "given", "way")),
    "reason": Registration.objects.get(pk=kept.pk).overbooked_because,
    "reasons of the forgotten": sorted({each.overbooked_because for each in gone}),
    "old numbers": gone.filter(reference__startswith="1111222").count(),
    "times": sorted({str(timezone.localtime(each.created_at).time()) for each in gone}),
    "clear": [text for text in ("他母亲刚做完手术", "领队必须到场", "11112220") if text in raw],
    "counts": sorted(
        ErasedCount.objects.filter(event_id=event, who="came").values_list("feature", "value", "number")
    ),
    "needs": ServiceRequest.objects.filter(registration__in=gone).count(),
    "groups": GroupSignUp.objects.filter(reference="99998888").count(),
    "bodies": [m.body for m in OutboxMessage.objects.filter(message_id="m")],
    "log": PageLogEntry.objects.get(action="wde.registrations.beyond").data,
}
call_command("migrate", OURS, "0006", verbosity=0)
then = MigrationExecutor(connection).loader.project_state((OURS, "0006_nothing_hard_coded")).apps
back = then.get_model(OURS, "Consent").objects.filter(registration=kept.pk).order_by("purpose")
found["back"] = [[one.purpose, one.given, one.withdrawn_at is not None] for one in back]
found["reason back"] = then.get_model(OURS, "Registration").objects.get(pk=kept.pk).overbooked_because
call_command("migrate", verbosity=0)
print(json.dumps(found))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
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


def test_each_consent_is_an_entry_and_what_was_taken_back_a_second_one(found: dict) -> None:
    assert found["entries"] == [
        ["sensitive", True, "form"],
        ["photo", True, "form"],
        ["sensitive", False, "page"],
    ]
    assert found["kept"] == [0, 1]


def test_a_reason_is_readable_to_staff_and_to_nobody_else(found: dict) -> None:
    assert found["reason"] == "领队必须到场"
    assert found["clear"] == []


def test_who_was_forgotten_before_is_forgotten_wholly(found: dict) -> None:
    assert found["reasons of the forgotten"] == [""]
    assert (found["old numbers"], found["needs"], found["groups"]) == (0, 0, 0)
    assert found["times"] == ["00:00:00"]
    assert found["bodies"] == [""]
    assert found["log"] == {"references": ["11112227"], "forgotten": 1}


def test_their_features_are_counted_one_by_one(found: dict) -> None:
    features = {feature: (value, number) for feature, value, number in found["counts"] if value}
    assert {name: features[name] for name in ("category", "level", "age_band", "sex")} == {
        "category": ("4", 6),
        "level": ("2", 6),
        "age_band": ("30-44", 6),
        "sex": ("female", 6),
    }
    assert features["service"][1] == 6


def test_it_can_be_taken_back(found: dict) -> None:
    assert found["back"] == [["photo", True, False], ["sensitive", False, True]]
    assert found["reason back"] == "领队必须到场"
