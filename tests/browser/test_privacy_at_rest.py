"""The database file of the demo, byte by byte, with its journal: nobody can be read out of it."""

import json

import pytest

from tests.support.site import RunningSite

pytestmark = pytest.mark.browser

SECRETS = """
import json
from wagtail_disability_events.models import GroupSignUp, OutboxMessage, Registration
found = set()
for row in Registration.objects.all():
    found |= {row.name, row.phone, row.email, row.disability_card, row.needs_note, row.token}
    found |= {value for value in row.answers.values() if isinstance(value, str)}
for message in OutboxMessage.objects.all():
    found |= {message.recipient, message.body[:20]}
for group in GroupSignUp.objects.all():
    found |= {group.name, group.phone, group.token}
print(json.dumps([text for text in found if len(text) > 1]))
"""


def test_no_name_phone_address_number_or_answer_stands_in_the_database_file(site: RunningSite) -> None:
    secrets = json.loads(site.manage("shell", "-v0", "-c", SECRETS).strip().splitlines()[-1])
    assert len(secrets) > 100
    files = sorted(site.var_dir.glob("db.sqlite3*"))
    content = b"".join(path.read_bytes() for path in files)
    assert len(content) > 100_000
    readable = [text for text in secrets if text.encode() in content]
    assert readable == []
