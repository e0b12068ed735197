"""Nobody finds out who has signed up: each channel that could tell answers alike for known and unknown."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks import task_backends

from tests.support import factories
from wagtail_disability_events.models import GroupSignUp, Registration
from wagtail_disability_events.registration.booking.periodic import fill_free_places
from wagtail_disability_events.registration.booking.repetitions import tell_the_first
from wagtail_disability_events.registration.messages.lost_links import send_links
from wagtail_disability_events.registration.privacy.data_export import personal_data

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = ("赵一禾", "13800001234"), ("钱多多", "13800005678")


def sign_up(event, person, **more):
    """Sign up over HTTP on a device of one's own; the new registration."""
    name, phone = person
    data = {"submission_id": str(uuid.uuid4()), "name": name, "phone": phone, "consent_processing": "on"}
    answer = Client().post(f"{event.url}register/", data | {"consent_photo": "no"} | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return Registration.objects.filter(event=event).order_by("pk").last()


def event_with(*people, **fields):
    event = factories.event(**fields)
    for name, phone in people:
        factories.registration(event, name=name, phone=phone, email="person@example.com")
    return event


class TestLists:
    def listed(self, event, *people, send):
        table = "姓名\t电话\n" + "\n".join(f"{name}\t{phone}" for name, phone in people)
        data = {"organisation": "南湖社区", "contact": "周社工", "phone": "13900001111", "consent": "on"}
        data |= {"table": table, "send": send, "submission_id": str(uuid.uuid4())}
        return Client().post(f"{event.url}register/group/", data)

    @pytest.mark.parametrize("asked", [KNOWN, UNKNOWN])
    def test_the_last_line_is_the_same_whether_or_not_an_earlier_one_is_known(self, asked):
        event = event_with(KNOWN, capacity=2, group_sign_up=True)
        last = ("孙小明", "13800009999")
        preview = self.listed(event, asked, last, send="check")
        assert [row["result"] for row in preview.context["rows"]] == ["place", "waits"]
        self.listed(event, asked, last, send="all")
        sent = GroupSignUp.objects.get(event=event).registrations.order_by("pk")
        assert [person.displayed_state for person in sent] == ["confirmed", "waiting"]
        fill_free_places()  # an hour later, at most
        moved = sent.last().state
        assert moved == ("offered" if asked == KNOWN else "waiting")


class TestCounters:
    @pytest.mark.parametrize("asked", [KNOWN, UNKNOWN])
    def test_a_queue_moves_for_every_submission_alike(self, client, asked):
        event = event_with(KNOWN, capacity=1)
        for number in range(3):
            factories.registration(event, name=f"候补{number}")
        before = client.get(event.url).context["state"].sentence
        person = sign_up(event, asked)
        assert person.displayed_state == "waiting"
        page = client.get(f"/sign-up/{person.token}/").context["queue"]
        assert page == client.get(f"/sign-up/{person.token}/done/").context["queue"]
        after = client.get(event.url).context["state"].sentence
        fifth = sign_up(event, ("李小花", "13800007777"))
        behind = client.get(f"/sign-up/{fifth.token}/").context["queue"]
        numbers = [re.findall(r"\d+", said) for said in (before, page, after, behind)]
        assert numbers == [["5"], ["5"], ["5"], ["5"]]
        sixth = sign_up(event, ("周小海", "13800006666"))
        said = client.get(f"/sign-up/{sixth.token}/").context["queue"]
        assert re.findall(r"\d+", said) == ["10"]  # five are ahead, known or not

    @pytest.mark.parametrize("asked", [KNOWN, UNKNOWN])
    def test_places_left_are_said_in_words_that_one_sign_up_does_not_move(self, client, asked):
        event = event_with(KNOWN, capacity=5)
        before = client.get(event.url).context["state"].sentence
        sign_up(event, asked)
        assert client.get(event.url).context["state"].sentence == before
        assert not re.search(r"\d", before)

    def test_where_newcomers_come_first_the_queue_says_nothing_of_an_earlier_visit(self, client):
        event = event_with(KNOWN, capacity=1, waiting_order="newcomers")
        person = sign_up(event, UNKNOWN)
        assert not re.search(r"\d", client.get(f"/sign-up/{person.token}/").context["queue"])


class TestOwnData:
    def test_the_file_of_a_known_person_looks_like_that_of_any_other(self, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"SMS_WEBHOOK_URL": "http://127.0.0.1:9/"}
        event = event_with(KNOWN, questions=[factories.asks("email")])
        files = []
        for person in (KNOWN, UNKNOWN):
            found = sign_up(event, person, email="person@example.com")
            text = str(personal_data(found))
            moment = found.created_at.isoformat(timespec="minutes")
            for own in (*person, found.reference, moment):
                text = text.replace(own, "…")
            files.append(re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+\d\d:\d\d", "…", text))
        assert files[0] == files[1]


@pytest.fixture
def with_a_worker(settings):
    """As in production: tasks are noted and done elsewhere."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return task_backends["default"]


def shape(queries):
    """What was asked of the database, without the values: the verb and the table."""
    found = [re.match(r'(\w+)(?:.*?(?:FROM|INTO|UPDATE) "(\w+)")?', query["sql"]) for query in queries]
    return [match.groups() for match in found if match]


class TestWorkInTheRequest:
    def test_a_lost_link_asks_the_database_the_same(self, client, with_a_worker):
        event_with(KNOWN)
        asked = []
        for address in ("person@example.com", "nobody@example.com"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.post("/sign-up/lost/", {"reached_at": address}).status_code == 200
            asked.append(shape(queries))
        assert asked[0] == asked[1]
        noted = [result for result in with_a_worker.results if result.task.name == send_links.name]
        assert [len(result.args) for result in noted] == [2, 2]
        assert "example.com" not in str([result.args for result in noted])

    @pytest.mark.parametrize("email", ["person@example.com", "other@example.com", ""])
    def test_a_sign_up_asks_the_database_the_same(
        self, with_a_worker, email, django_capture_on_commit_callbacks
    ):
        event = event_with(KNOWN, questions=[factories.asks("email")])
        sign_up(event, ("孙小明", "13800009999"), email=email)  # what is read once is read
        asked, tasks = [], []
        for person in (KNOWN, UNKNOWN):
            with_a_worker.clear()
            with (
                CaptureQueriesContext(connection) as queries,
                django_capture_on_commit_callbacks(execute=True),
            ):
                sign_up(event, person, email=email)
            asked.append(shape(queries))
            tasks.append(sorted(result.task.name for result in with_a_worker.results))
        known, unknown = asked
        # the message itself is written where it is sent; a place is taken where there is nobody yet
        assert abs(len(known) - len(unknown)) <= 1
        assert tasks[0] == tasks[1]
        assert tell_the_first.name in tasks[0]
        assert len(unknown) > 10
