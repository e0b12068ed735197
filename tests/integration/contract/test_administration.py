"""Each address of ours in the administration × each role × one's own and others' objects.

A new address fails here until the table says who may use it. Whoever is told something of a person who signed
up is noted.
"""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import Page, PageLogEntry

from tests.support import factories
from tests.support.undoing import undone
from wagtail_disability_events.models import EventIndexPage
from wagtail_disability_events.registration.privacy.access_log import Access
from wagtail_disability_events.staff.groups import set_up_groups

from .objects import SECRETS, Objects, objects_of

pytestmark = pytest.mark.django_db

GROUPS = ("publicity", "events", "rules", "first", "second", "final")
"""What ``set_up_groups`` makes, in its order; “rules” are the administrators of the organisation."""
REVIEWERS = {"first", "second", "final"}
EVENTS = {"events", "admin"}
STAFF = {"publicity", *EVENTS}
EDITORS = {*STAFF, *REVIEWERS, "rules"}
ANYBODY = {*EDITORS, "elsewhere", "blogger"}
ADMIN = {"admin"}
RULES = {"rules", "admin"}

TABLE: dict[str, dict[str, set[str]]] = {
    "wde_add_registration": {"get": EVENTS, "post": EVENTS},
    "wde_answer_file": {"post": EVENTS},
    "wde_article_poster_file": {"get": EDITORS},
    "wde_article_posters": {"get": EDITORS},
    "wde_calendar_import": {"get": STAFF, "post": STAFF},
    "wde_calendar_imports": {"get": STAFF, "post": STAFF},
    "wde_channels": {"get": EDITORS, "post": EDITORS},
    "wde_check_schedule": {"post": STAFF},
    "wde_checks": {"get": EDITORS, "post": EDITORS},
    "wde_contest": {"get": EDITORS, "post": EDITORS},
    "wde_course_certificates": {"post": EVENTS},
    "wde_door": {"get": EVENTS, "post": EVENTS},
    "wde_draft_article": {"get": EDITORS, "post": STAFF},
    "wde_draft_digest": {"get": EDITORS, "post": EDITORS},
    "wde_duplicate": {"get": STAFF, "post": STAFF},
    "wde_duty_calendars": {"get": EDITORS, "post": EDITORS},
    "wde_event_dates": {"get": EDITORS},
    "wde_event_poster_file": {"get": EDITORS},
    "wde_event_posters": {"get": EDITORS},
    "wde_export": {"post": EVENTS},
    "wde_headcount": {"post": EVENTS},
    "wde_inbox": {"get": EDITORS, "post": EDITORS},
    "wde_ledger_entry": {"get": EDITORS, "post": EDITORS},
    "wde_ledger_proof": {"get": EDITORS},
    "wde_mark": {"post": EVENTS},
    "wde_message_text": {"get": EDITORS, "post": EDITORS},
    "wde_message_texts": {"get": EDITORS},
    "wde_messages": {"get": STAFF, "post": EVENTS},
    "wde_needs": {"get": STAFF, "post": EVENTS},
    "wde_needs_sheet": {"post": EVENTS},
    "wde_operate": {"get": EVENTS, "post": EVENTS},
    "wde_organisation_dates": {"get": EDITORS, "post": EVENTS},
    "wde_photo": {"get": EDITORS, "post": EDITORS},
    "wde_photo_faces": {"get": EDITORS, "post": EDITORS},
    "wde_photo_file": {"get": EDITORS},
    "wde_photo_upload_part": {"post": ADMIN},  # who began the upload
    "wde_photo_uploads": {"get": EDITORS, "post": EDITORS},
    "wde_photos": {"get": EDITORS, "post": EDITORS},
    "wde_prizes": {"get": EDITORS, "post": EDITORS},
    "wde_publicity_settings": {"get": EDITORS, "post": EDITORS},
    "wde_registration": {"get": STAFF, "post": EVENTS},
    "wde_registrations": {"get": STAFF, "post": STAFF},
    "wde_results": {"get": EDITORS},
    "wde_reveal": {"post": EVENTS},
    "wde_review": {"get": EDITORS, "post": EDITORS},
    "wde_sandbox": {"get": EDITORS},
    "wde_submit": {"get": EDITORS, "post": EDITORS},
    "wde_upload_links": {"get": EDITORS, "post": EDITORS},
    "wde_wechat": {"get": EDITORS},
    "wde_wechat_account": {"get": RULES, "post": RULES},
    "wde_wechat_accounts": {"get": RULES, "post": RULES},
    "wde_wechat_copied": {"post": EDITORS},
    "wde_wechat_zip": {"post": EDITORS},
}
"""Who may use an address of their own organisation. Of another: its people, and the administrator."""

LISTS = {
    "wde_event_report": {"get": ANYBODY},
    "wde_event_report_results": {"get": ANYBODY},
    "wde_ledger": {"get": ANYBODY - {"blogger"}},
    "wde_ledger_add": {"get": ANYBODY - {"blogger"}, "post": ANYBODY - {"blogger"}},
    "wde_ledger_results": {"get": ANYBODY - {"blogger"}},
    "wde_ledger_sheet": {"get": ANYBODY - {"blogger"}, "post": ANYBODY - {"blogger"}},
    "wde_photo_removals": {"get": ANYBODY, "post": ANYBODY},
    "wde_privacy": {"get": ADMIN},
    "wde_targets": {"get": ANYBODY - {"blogger"}, "post": ANYBODY - {"blogger"}},
}
"""Pages with what each may see of all organisations."""

NAMES_AT_ONCE = {"wde_contest", "wde_door", "wde_export", "wde_needs", "wde_needs_sheet", "wde_reveal"}
"""Where names, numbers or needs are shown without asking once more, to those who may see them."""
WITH_PHOTOS = {"wde_photo", "wde_photo_faces", "wde_photos"}
"""Where a photo that is not public is described, to those who work on its event."""
MAY_BE_MISSING = {
    "wde_inbox",
    "wde_channels",
    "wde_door",
    "wde_headcount",
    "wde_mark",
    "wde_needs",
    "wde_photo_removals",
    "wde_sandbox",
}
"""Where an empty form of somebody who may send it is “not found”: it names nothing that is there."""


@pytest.fixture
def own():
    return objects_of(below_the_district("本处残联"), chief())


@pytest.fixture
def other():
    return objects_of(below_the_district("别处残联"), chief())


@pytest.fixture
def people(own, other):
    """A client for each role; None for nobody known."""
    groups = dict(zip(GROUPS, groups_of(own), strict=True))
    found = {role: in_groups(role, group) for role, group in groups.items()}
    found["elsewhere"] = in_groups("elsewhere", *groups_of(other)[:2])
    blog = Page.objects.get(depth=1).add_child(instance=Page(title="博客", slug="blog"))
    found["blogger"] = factories.user("blogger", page=blog, pages=("add", "change", "publish"))
    found["admin"] = chief()
    clients = {"nobody": Client(raise_request_exception=False)}
    for role, person in found.items():
        clients[role] = Client(raise_request_exception=False)
        clients[role].force_login(person)
    return clients


def below_the_district(title):
    return factories.organisation(EventIndexPage.objects.get(slug="nanhu").get_parent(), title=title)


def chief():
    return get_user_model().objects.get(username="admin")


def groups_of(objects: Objects):
    return set_up_groups(objects.organisation).groups


def in_groups(name, *groups):
    person = get_user_model().objects.create_user(name, f"{name}@example.com", "x")
    person.groups.set(groups)
    return person


def addresses() -> dict[str, URLPattern]:
    """Every address of ours in the administration, by its name."""

    def below(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            else:
                yield from below(pattern.url_patterns)

    patterns = below(get_resolver().url_patterns)
    return {pattern.name: pattern for pattern in patterns if (pattern.name or "").startswith("wde_")}


def ask(client: Client, name: str, method: str, objects: Objects) -> tuple[str, set[str]]:
    """What is answered (“refused”, “login”, “wrong” or “fine”), and which secrets it tells."""
    arguments = {part: objects.parts[part] for part in addresses()[name].pattern.converters}
    answer: Any = getattr(client, method)(reverse(name, kwargs=arguments))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = {secret for secret in SECRETS if secret.encode() in body}
    if answer.status_code >= 500 or answer.status_code == 405:
        return f"wrong ({answer.status_code})", told
    if answer.status_code == 302 and answer.url.startswith(reverse("wagtailadmin_login")):
        return "login", told
    is_refused = answer.status_code in (403, 404) or (
        answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    )
    return "refused" if is_refused else "fine", told


def test_every_address_has_its_line():
    assert set(addresses()) == {*TABLE, *LISTS}


@pytest.mark.parametrize("whose", ["own", "other"])
def test_who_may_use_it_and_what_they_are_told(people, own, other, whose):
    objects = own if whose == "own" else other
    wrong = {}
    for name, methods in {**TABLE, **LISTS}.items():
        for method, allowed in methods.items():
            may = allowed if whose == "own" or name in LISTS else of_others(allowed)
            for role, client in people.items():
                with undone():
                    found = what_is_wrong(client, name, method, objects, role, may=role in may)
                if found:
                    wrong[name, method, role] = found
    assert wrong == {}


def what_is_wrong(client: Client, name: str, method: str, objects: Objects, role: str, *, may: bool) -> Any:
    """What an answer should not be or tell; nothing where all is as the table says."""
    before = looks(objects)
    said, told = ask(client, name, method, objects)
    if not may:
        expected = ("login" if role == "nobody" else "refused", set())
        return (said, told) if (said, told) != expected else None
    tells = set(SECRETS[:3]) if name in NAMES_AT_ONCE and role in ("events", "admin", "elsewhere") else set()
    if name in WITH_PHOTOS:
        tells |= {SECRETS[3]}
    if said != "fine" and not (name in MAY_BE_MISSING and said == "refused"):
        return said
    if told - tells:
        return told
    noted = looks(objects) - before
    return f"noted {noted} times" if told & set(SECRETS[:3]) and noted != 1 else None


def looks(objects: Objects) -> int:
    """How often it was noted that somebody saw who signed up for the event."""
    return PageLogEntry.objects.filter(
        page=objects.event.pk, action__in=(Access.REVEAL, Access.EXPORT)
    ).count()


def of_others(allowed: set[str]) -> set[str]:
    """Who may use the same address of another organisation, where “elsewhere” are the staff."""
    return {"admin"} & allowed | ({"elsewhere"} if allowed & {"publicity", "events"} else set())
