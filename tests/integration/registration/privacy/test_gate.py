"""One gate to names, numbers and needs: what is shown is noted, and what is masked cannot be searched out."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

import wagtail_disability_events
from tests.integration.publicity.test_preflight import article_about
from tests.support import factories
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    SportsDayPage,
)
from wagtail_disability_events.publicity.preflight.checking import preflight
from wagtail_disability_events.registration.permissions import NotPermitted
from wagtail_disability_events.registration.privacy import gate
from wagtail_disability_events.registration.privacy.access_log import Access
from wagtail_disability_events.registration.values.public_names import Naming

pytestmark = pytest.mark.django_db
EVERYTHING = ("view", "change", "reveal", "export")


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def person(event):
    return factories.registration(event, name="欧阳小川", phone="13800001234")


@pytest.fixture
def reader(event):
    """Somebody who sees the list, masked."""
    return factories.user("reader", page=event, pages=("change",), registrations=("view",))


@pytest.fixture
def staff(event):
    return factories.user("staff", page=event, pages=("change",), registrations=EVERYTHING)


def noted(action):
    return [entry.data for entry in PageLogEntry.objects.filter(action=action).order_by("pk")]


class TestSearch:
    def test_who_may_see_names_and_numbers_searches_by_them(self, event, person, staff):
        for text in ("欧阳小川", "13800001234", "1234", "欧", person.reference):
            assert list(gate.search_people(staff, event, text)) == [person], text

    def test_others_search_by_what_they_see(self, event, person, reader):
        for text in ("欧", person.reference):
            assert list(gate.search_people(reader, event, text)) == [person], text
        assert noted(Access.SEARCH) == []

    @pytest.mark.parametrize("text", ["13800001234", "1234", "13900009999", "0000"])
    def test_no_digits_are_tried_out_whether_somebody_has_them_or_not(self, event, person, reader, text):
        with pytest.raises(gate.SearchRefused):
            gate.search_people(reader, event, text)

    def test_a_whole_name_so_often_an_hour_and_each_is_noted(self, event, person, reader, monkeypatch):
        monkeypatch.setattr(gate, "NAMES_AN_HOUR", 3)
        assert list(gate.search_people(reader, event, "欧阳小川")) == [person]
        for name in ("赵一", "钱二"):
            assert list(gate.search_people(reader, event, name)) == []
        with pytest.raises(gate.SearchRefused) as refused:
            gate.search_people(reader, event, "孙三")
        assert refused.value.too_often
        assert noted(Access.SEARCH) == [{}, {}, {}]

    def test_of_other_events_nothing_is_found(self, event, person):
        stranger = factories.user(
            "stranger", page=factories.organisation(), pages=("change",), registrations=EVERYTHING
        )
        with pytest.raises(NotPermitted):
            gate.search_people(stranger, event, "欧")

    def test_the_list_says_how_to_go_on(self, client, event, person, reader):
        client.force_login(reader)
        answer = client.post(reverse("wde_registrations", args=[event.pk]), {"q": "13800001234"})
        assert "只有可以看电话的人才能按电话查找" in answer.content.decode()
        assert person.reference not in answer.content.decode()

    def test_a_page_asks_for_what_one_may_search_by(self, client, event, person, reader, staff):
        for user, words in ((reader, "姓、完整姓名或报名编号"), (staff, "姓名、电话")):
            client.force_login(user)
            page = client.get(reverse("wde_registrations", args=[event.pk])).content.decode()
            [label] = re.findall(r'<label for="wde-search">(.*?)</label>', page)
            assert label.startswith(words)

    def test_in_a_photo_too(self, client, event, person, reader):
        photo = factories.photo(event)
        client.force_login(reader)
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        answer = client.post(address, {"do": "link", "who": "13800001234"})
        assert "只有可以看电话的人才能按电话查找" in answer.content.decode()
        client.post(address, {"do": "link", "who": "欧阳小川"})
        assert [one.registration for one in photo.people.all()] == [person]


class TestLooks:
    def test_names_beside_results_are_noted_once_a_visit(self, client, staff):
        contest = {"name": "投篮", "group": "", "rules": "", "measure": "points", "unit": "", "results": []}
        sports = factories.event(
            EventIndexPage.objects.get(slug="nanhu"), model=SportsDayPage, contests=[("contest", contest)]
        )
        person = factories.registration(sports, name="孟昭棠")
        client.force_login(factories.user("a", page=sports, pages=("change",), registrations=EVERYTHING))
        address = reverse("wde_contest", args=[sports.pk, sports.contests[0].id])
        for _turn in range(2):
            assert "孟昭棠" in client.get(address).content.decode()
        assert noted(Access.REVEAL) == [{"references": [person.reference], "where": "results", "count": 1}]
        later = factories.registration(sports, name="孟昭柳")
        client.get(address)
        assert noted(Access.REVEAL)[1:] == [{"references": [later.reference], "where": "results", "count": 1}]

    def test_notes_beside_needs_are_noted(self, client):
        offers = [("service", {"service": "transport", "limit": 3, "note": ""})]
        event = factories.event(access=offers)
        person = factories.registration(event, needs_note="怕吵", services=("transport",))
        client.force_login(factories.user("a", page=event, pages=("change",), registrations=EVERYTHING))
        assert "怕吵" in client.get(reverse("wde_needs", args=[event.pk])).content.decode()
        assert noted(Access.REVEAL) == [{"references": [person.reference], "where": "needs", "count": 1}]

    def test_of_many_the_log_has_the_number(self, event, staff):
        people = [factories.registration(event) for _turn in range(3)] * 40
        assert gate.shows_people(staff, event, people, gate.Where.DOOR)
        assert noted(Access.REVEAL) == [{"where": "door", "count": 120}]

    def test_nobody_to_see_is_no_look(self, event, staff, reader):
        assert gate.shows_people(staff, event, [], gate.Where.LIST)
        assert not gate.shows_people(reader, event, [factories.registration(event)], gate.Where.LIST)
        assert noted(Access.REVEAL) == []


class TestArticle:
    """An article names somebody who signed up and did not agree."""

    @pytest.fixture
    def named(self):
        organisation = ArticleIndexPage.objects.first().get_parent().specific
        event = factories.event(organisation)
        person = factories.registration(event, name="欧阳小川", named_as=Naming.GIVEN)
        return event, person, article_about(event, body=[("text", "<p>欧阳小川来了。</p>")])

    def found(self, article, viewer, visit=None):
        findings = preflight(article, viewer, visit).findings
        return [(one.words, one.reason) for one in findings if one.check == "name-without-consent"]

    def test_who_may_see_names_is_told_name_and_wish_and_it_is_noted(self, named):
        event, person, article = named
        viewer = factories.user("v", page=event, pages=("change",), registrations=EVERYTHING)
        visit = {}
        for _turn in range(2):
            [(words, reason)] = self.found(article, viewer, visit)
        assert words == "欧阳小川"
        assert "小川" in reason
        assert noted(Access.REVEAL) == [{"references": [person.reference], "where": "article", "count": 1}]

    def test_who_sees_the_masked_list_is_told_the_name_alone_and_it_is_noted(self, named):
        event, person, article = named
        viewer = factories.user("v", page=event, pages=("change",), registrations=("view",))
        [(words, reason)] = self.found(article, viewer, {})
        assert words == "欧阳小川"
        assert "小川" not in reason
        assert noted(Access.REVEAL) == [{"references": [person.reference], "where": "article", "count": 1}]

    @pytest.mark.parametrize("viewer", ["editor of the article", None])
    def test_others_are_told_only_that_there_is_one_and_it_cannot_be_approved(self, named, viewer):
        _event, _person, article = named
        if viewer is not None:
            viewer = factories.user("v", page=article, pages=("change",), registrations=EVERYTHING)
        [(words, reason)] = self.found(article, viewer, {})
        assert (words, "小川" in reason) == ("", False)
        assert not preflight(article, viewer).is_clear
        assert noted(Access.REVEAL) == []

    def test_an_article_of_another_organisation_finds_out_nothing(self):
        event = factories.event(factories.organisation(title="别处残联"))
        factories.registration(event, name="孟昭棠", named_as=Naming.ANONYMOUS)
        index = factories.organisation(title="本处残联").add_child(instance=ArticleIndexPage(title="文章"))
        answers = []
        for text in ("<p>孟昭棠来了。</p>", "<p>孟昭柳来了。</p>"):
            article = ArticlePage(title="一起走", event=event, body=[("text", text)])
            index.add_child(instance=article)
            answers.append([one.check for one in preflight(article).findings])
        assert answers[0] == answers[1]


def test_nothing_but_the_gate_notes_that_people_were_shown_or_sent_out():
    """Who notes a look by themselves may as well forget to ask."""
    package = Path(wagtail_disability_events.__file__).parent
    mark = re.compile(r"Access\.(REVEAL|EXPORT)|find_people\(")
    found = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if mark.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "registration/privacy/access_log.py",
        "registration/privacy/gate.py",
        "registration/queries.py",
    }
