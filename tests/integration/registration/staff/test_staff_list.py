"""Staff see the list by permission, masked until they ask, and each look leaves a trace."""

import csv
import io

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry

from tests.support import factories
from tests.support.undoing import undone
from wagtail_disability_events.models import Attendance, EventIndexPage, Headcount
from wagtail_disability_events.registration.booking import cancelling

pytestmark = pytest.mark.django_db

LIST = "/admin/disability-events/{}/registrations/"
ADDRESSES = {
    "view": ("get", LIST),
    "reveal": ("post", LIST + "reveal/"),
    "export": ("post", LIST + "export/"),
    "mark": ("post", LIST + "mark/"),
    "headcount": ("post", LIST + "headcount/"),
    "photos": ("get", "/admin/disability-events/{}/photos/"),
    "draft": ("get", "/admin/disability-events/{}/draft/"),
}
WRITES = {"mark", "headcount"}
MAY = {
    "stranger": set(),
    "editor of another organisation": set(),
    "editor without personal data": {"photos", "draft"},
    "reader of the list": {"view", "photos", "draft"},
    "event staff": set(ADDRESSES),
}


@pytest.fixture
def event():
    return factories.event(capacity=3, access=[("service", {"service": "transport", "limit": 1, "note": ""})])


@pytest.fixture
def staff(client, event):
    person = factories.user(
        "door", page=event, pages=("change",), registrations=("view", "change", "reveal", "export")
    )
    client.force_login(person)
    return client


@pytest.mark.parametrize("who", MAY)
def test_each_address_opens_only_for_those_who_may(client, event, who):
    elsewhere = EventIndexPage.objects.get(slug="wenyuan")
    everything = ("view", "change", "reveal", "export")
    match who:
        case "editor of another organisation":
            client.force_login(
                factories.user("a", page=elsewhere, pages=("change",), registrations=everything)
            )
        case "editor without personal data":
            client.force_login(factories.user("b", page=event, pages=("change",)))
        case "reader of the list":
            client.force_login(factories.user("c", page=event, pages=("change",), registrations=("view",)))
        case "event staff":
            client.force_login(factories.user("d", page=event, pages=("change",), registrations=everything))
    data = {"registration": factories.registration(event).pk, "came": "yes"}
    data |= {"walk_ins": 1, "companions": 0, "volunteers": 0}
    for what, (method, address) in ADDRESSES.items():
        with undone():
            answer = getattr(client, method)(address.format(event.pk), data if method == "post" else None)
            came = Attendance.objects.filter(occurrence__event=event).count()
            came += Headcount.objects.filter(occurrence__event=event).count()
        if what in MAY[who]:
            assert (answer.status_code, came) == ((302, 1) if what in WRITES else (200, 0)), what
            assert "/login/" not in answer.get("Location", ""), what
        else:
            assert (answer.status_code, came) == (302, 0), what  # to the login, or home with a refusal


def test_names_and_numbers_are_masked_until_asked_for_and_the_look_is_logged(staff, event):
    registration = factories.registration(
        event, name="赵一禾", phone="13800001234", disability_card="0" * 20, needs_note="怕吵"
    )
    masked = staff.get(LIST.format(event.pk)).content.decode()
    for secret in ("赵一禾", "13800001234", "0" * 20, "怕吵"):
        assert secret not in masked
    assert "138******34" in masked
    revealed = staff.post(LIST.format(event.pk) + "reveal/")
    for secret in ("赵一禾", "13800001234", "怕吵"):
        assert secret in revealed.content.decode()
    assert "no-store" in revealed["Cache-Control"]
    entry = PageLogEntry.objects.get(action="wde.registrations.reveal")
    assert entry.data == {"references": [registration.reference], "where": "list", "count": 1}
    assert entry.user.username == "door"
    assert "赵" not in str(list(PageLogEntry.objects.values("data"))) + str(
        list(ModelLogEntry.objects.values("data"))
    )


def test_a_look_needs_a_post_so_that_a_link_cannot_cause_it(staff, event):
    for suffix in ("reveal/", "export/", "mark/", "headcount/"):
        assert staff.get(LIST.format(event.pk) + suffix).status_code == 405


@pytest.mark.both_databases
def test_the_list_is_ordered_as_staff_work_and_says_what_is_not_met(staff, event):
    gone = factories.registration(event)
    one = factories.registration(event, services=("transport",))
    two = factories.registration(event, services=("transport",))
    cancelling.cancel(gone)
    html = staff.get(LIST.format(event.pk)).content.decode()
    assert html.index(one.reference) < html.index(two.reference)
    assert gone.reference not in html
    assert gone.reference in staff.get(LIST.format(event.pk) + "?state=cancelled").content.decode()
    assert html.count("未落实") == 1


def test_the_export_holds_everything_and_runs_no_formula(staff, event):
    factories.registration(
        event, name='=HYPERLINK("x")', phone="13800001234", needs_note="+1", services=("transport",)
    )
    answer = staff.post(LIST.format(event.pk) + "export/")
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert '\'=HYPERLINK("x")' in rows[1]
    assert "'+1" in rows[1]
    assert "13800001234" in rows[1]
    assert PageLogEntry.objects.get(action="wde.registrations.export").data == {"count": 1}


@pytest.mark.both_databases
def test_marking_twice_is_once_and_it_can_be_taken_back(staff, event):
    registration = factories.registration(event)
    date = event.occurrences.get()
    mark = {"registration": registration.pk, "date": date.pk}
    for came, count in (("yes", 1), ("yes", 1), ("no", 0)):
        answer = staff.post(LIST.format(event.pk) + "mark/", mark | {"came": came, "p": "1"})
        assert answer.status_code == 302
        assert Attendance.objects.filter(registration=registration).count() == count
    assert staff.post(LIST.format(event.pk) + "mark/", {"registration": 0}).status_code == 404


def test_somebody_of_another_date_is_not_marked_at_this_one(staff):
    event = factories.event(
        EventIndexPage.objects.get(slug="nanhu"),
        schedule=[factories.when(3), factories.when(4)],
        register_for="date",
    )
    staff.force_login(factories.user("e", page=event, pages=("change",), registrations=("view", "change")))
    first, second = event.occurrences.all()
    registration = factories.registration(event, occurrence=first)
    staff.post(
        LIST.format(event.pk) + "mark/", {"registration": registration.pk, "date": second.pk, "came": "yes"}
    )
    assert not Attendance.objects.filter(registration=registration).exists()
    assert (
        f'value="{second.pk}" selected'
        in staff.get(f"{LIST.format(event.pk)}?date={second.pk}").content.decode()
    )


@pytest.mark.both_databases
def test_the_head_count_is_saved_and_nonsense_is_refused_at_its_field(staff, event):
    address = LIST.format(event.pk) + "headcount/"
    staff.post(address, {"walk_ins": 5, "companions": 3, "volunteers": 2})
    assert list(Headcount.objects.filter(occurrence__event=event).values_list("walk_ins", "volunteers")) == [
        (5, 2)
    ]
    answer = staff.post(address, {"walk_ins": -1, "companions": 3, "volunteers": 2})
    assert answer.status_code == 200
    assert "id_walk_ins_error" in answer.content.decode()
    assert Headcount.objects.get(occurrence__event=event).walk_ins == 5


def test_an_event_without_dates_says_what_to_do(client, admin_user):
    event = factories.event(publish=False)
    client.force_login(admin_user)
    assert client.get(LIST.format(event.pk)).status_code == 200
    for suffix in ("mark/", "headcount/"):
        other = factories.registration(factories.event())
        data = {"registration": other.pk, "walk_ins": 1}
        answer = client.post(LIST.format(event.pk) + suffix, data, follow=True)
        assert answer.status_code in (200, 404)
