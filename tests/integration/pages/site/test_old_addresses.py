"""Addresses for life: what somebody has subscribed to, printed or saved goes on answering."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from icalendar import Calendar
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from tests.integration.registration.public.test_private_calendars import make_calendar
from tests.support import factories
from wagtail_disability_events.models import (
    CalendarEntry,
    EventIndexPage,
    EventPage,
    FormerAddress,
    GonePage,
    LedgerEntry,
    WrittenAddresses,
)
from wagtail_disability_events.pages.publishing.tasks import rewrite_addresses
from wagtail_disability_events.pages.site import checks

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
OF_AN_INDEX = ("calendar.ics", "calendar.json", "rss.xml", "subscribe/", "")
OF_AN_EVENT = (
    "event.ics",
    "calendar/",
    "register/",
    "register/group/",
    "photos/",
    "poster/",
    "poster/square/",
    "cover.png",
    "",
)


@pytest.fixture(autouse=True)
def forget_hosts():
    """Wagtail keeps the roots of sites in the cache, which no rollback reaches."""
    yield
    Site.clear_site_root_paths_cache()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Wagtail tells of a new address when it is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def rename(commits):
    def rename(page, slug):
        page = page.specific_class.objects.get(pk=page.pk)
        page.slug = slug
        with commits():
            page.save_revision().publish()
        return page.specific_class.objects.get(pk=page.pk)

    return rename


def follow(client, address, **headers):
    """The last answer, and the addresses on the way to it."""
    answer = client.get(address, follow=True, headers=headers)
    return answer, [there for there, _status in answer.redirect_chain]


def vevents(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def identities(answer):
    return {(str(one["UID"]), str(one.get("RECURRENCE-ID", ""))) for one in vevents(answer)}


class TestRenamed:
    def test_everything_that_hangs_on_an_event_follows_it_with_its_parameters(self, client, rename):
        event = factories.event(title="会搬家的活动")
        photo = factories.photo(event, state="public")
        old = event.url
        event = rename(event, "new-name")
        for below in (*OF_AN_EVENT, f"photos/{photo.pk}/", f"photos/{photo.pk}/report/"):
            answer, way = follow(client, f"{old}{below}?a=1&a=2&b=%E6%98%AF")
            assert way == [f"{event.url}{below}?a=1&a=2&b=%E6%98%AF"], below
            assert answer.status_code == 200, below

    def test_everything_that_hangs_on_an_organisation_follows_with_its_filters(self, client, rename):
        organisation = factories.organisation()
        sports = factories.event(organisation, kind="sports")
        factories.event(organisation, kind="arts")
        old = organisation.url
        organisation = rename(organisation, f"{organisation.slug}-new")
        for below in OF_AN_INDEX:
            answer, way = follow(client, f"{old}{below}?kind=sports")
            assert way == [f"{organisation.url}{below}?kind=sports"]
            assert answer.status_code == 200
        feed, _way = follow(client, f"{old}calendar.ics?kind=sports")
        assert [str(one["SUMMARY"]) for one in vevents(feed)] == [sports.title]

    def test_a_page_below_follows_too_and_texts_carry_the_new_address(self, client, rename):
        organisation = factories.organisation()
        event = factories.event(organisation)
        old = event.url
        organisation = rename(organisation, f"{organisation.slug}-new")
        event.refresh_from_db()
        for below in OF_AN_EVENT:
            _answer, way = follow(client, f"{old}{below}?x=1")
            assert way == [f"{event.url}{below}?x=1"]
        [vevent] = vevents(client.get(f"{event.url}event.ics"))
        assert str(vevent["URL"]) == event.full_url

    def test_twice_renamed_and_back_again(self, client, rename):
        event = factories.event()
        first = event.url
        second = rename(event, "second").url
        third = rename(event, "third").url
        for address in (first, second):
            assert follow(client, f"{address}event.ics")[1] == [f"{third}event.ics"]
        rename(event, first.rstrip("/").rpartition("/")[2])
        assert client.get(f"{first}event.ics").status_code == 200
        for address in (second, third):
            assert follow(client, f"{address}event.ics")[1] == [f"{first}event.ics"]

    def test_a_form_that_is_sent_to_the_old_address_is_sent_on(self, client, rename):
        event = factories.event()
        old = event.url
        event = rename(event, "renamed-meanwhile")
        answer = client.post(f"{old}register/?step=2", {"name": "x"})
        assert (answer.status_code, answer["Location"]) == (308, f"{event.url}register/?step=2")

    def test_what_never_was_there_is_not_found_and_no_browser_remembers_for_good(self, client, rename):
        event = factories.event()
        old = event.url
        rename(event, "renamed")
        for below in ("nothing/", "photos/x/", "calendar.ics", "event.ics/event.ics/"):
            assert client.get(old + below).status_code == 404, below
        assert client.get("/never/was/event.ics").status_code == 404
        assert client.get("/never/was/").status_code == 404
        assert client.get(f"{old}event.ics")["Cache-Control"] == "public, max-age=600"

    def test_without_the_middleware_feeds_follow_all_the_same(self, client, rename, settings):
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != checks.OLD_ADDRESSES]
        event = factories.event()
        old = event.url
        event = rename(event, "renamed")
        assert follow(client, f"{old}event.ics?x=1")[1] == [f"{event.url}event.ics?x=1"]


class TestMoved:
    def test_an_event_and_an_organisation_take_everything_along(self, client, commits):
        here, there = factories.organisation(), factories.organisation()
        branch = factories.organisation(here)
        event = factories.event(branch)
        old = {branch: branch.url, event: event.url}
        with commits():
            Page.objects.get(pk=branch.pk).move(Page.objects.get(pk=there.pk), pos="last-child")
        for page in old:
            page.refresh_from_db()
        assert event.url.startswith(there.url)
        for below in OF_AN_INDEX:
            assert follow(client, f"{old[branch]}{below}?open=1")[1] == [f"{branch.url}{below}?open=1"]
        for below in OF_AN_EVENT:
            assert follow(client, f"{old[event]}{below}")[1] == [f"{event.url}{below}"]


class TestMerged:
    """One page is deleted, and an editor makes a redirect to another."""

    @pytest.mark.parametrize("by", ["page", "address", "full address"])
    def test_feeds_of_the_one_that_is_gone_are_those_of_the_other(self, client, rename, commits, by):
        other = factories.organisation()
        event = factories.event(other, kind="sports")
        factories.event(other, kind="arts")
        gone = factories.organisation()
        first = gone.url
        last = rename(gone, f"{gone.slug}-renamed").url  # its redirect goes when it is deleted
        with commits():
            Page.objects.get(pk=gone.pk).delete()
        kinds = {
            "page": {"redirect_page_id": other.pk},
            "address": {"redirect_link": other.url},
            "full address": {"redirect_link": other.full_url},
        }
        Redirect.objects.create(old_path=Redirect.normalise_path(last), site=None, **kinds[by])
        for old in (first, last):
            feed, way = follow(client, f"{old}calendar.ics?kind=sports")
            assert way[-1].endswith(f"{other.url}calendar.ics?kind=sports")
            if by != "full address":  # the test client knows no other host
                assert [str(one["SUMMARY"]) for one in vevents(feed)] == [event.title]
            for below in OF_AN_INDEX:
                answer = client.get(old + below)
                assert answer["Location"].endswith(f"{other.url}{below}"), below

    def test_a_filter_by_the_organisation_that_is_gone_finds_what_its_successor_has(self, client, commits):
        district = factories.organisation()
        gone, other = factories.organisation(district), factories.organisation(district)
        event = factories.event(other)
        factories.event(district)
        feed, address = f"{district.url}calendar.ics?org={gone.pk}", gone.url
        with commits():
            Page.objects.get(pk=gone.pk).delete()
        assert vevents(client.get(feed)) == []
        Redirect.objects.create(old_path=Redirect.normalise_path(address), redirect_page_id=other.pk)
        assert [str(one["SUMMARY"]) for one in vevents(client.get(feed))] == [event.title]

    def test_merged_twice(self, client, commits):
        pages = [factories.event() for _turn in range(3)]
        addresses = [page.url for page in pages]
        for number, page in enumerate(pages[:-1]):
            with commits():
                Page.objects.get(pk=page.pk).delete()
            path = Redirect.normalise_path(addresses[number])
            Redirect.objects.create(old_path=path, redirect_page_id=pages[number + 1].pk)
        assert client.get(f"{addresses[0]}event.ics")["Location"] == f"{addresses[2]}event.ics"
        assert client.get(f"{addresses[1]}register/")["Location"] == f"{addresses[2]}register/"

    def test_a_redirect_that_leads_to_somebody_else_is_left_to_wagtail(self, client):
        event = factories.event()
        address = event.url
        event.delete()
        Redirect.objects.create(
            old_path=Redirect.normalise_path(address), redirect_link="https://example.org/"
        )
        assert client.get(address)["Location"] == "https://example.org/"
        assert client.get(f"{address}event.ics").status_code == 200  # what is known of it: cancelled


class TestGone:
    @pytest.mark.parametrize("how", ["unpublished", "deleted"])
    @pytest.mark.both_databases
    def test_its_calendar_is_cancelled_for_a_year_and_then_gone(self, client, how):
        event = factories.event(title="不办了", schedule=[factories.when(3), factories.when(10)])
        address = f"{event.url}event.ics"
        before = client.get(address)
        event.unpublish() if how == "unpublished" else event.delete()
        after = client.get(address)
        assert (after.status_code, after["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert identities(after) == identities(before)
        assert {str(one["STATUS"]) for one in vevents(after)} == {"CANCELLED"}
        assert {int(one["SEQUENCE"]) for one in vevents(after)} == {1}
        assert {str(one["SUMMARY"]) for one in vevents(after)} == {"取消：不办了"}
        assert not any("URL" in one or "X-ALT-DESC" in one for one in vevents(after))
        tag = {"if-none-match": after["ETag"]}
        assert client.get(address, headers=tag).status_code == 304
        with freeze_time(timezone.now() + timedelta(days=364)):
            assert client.get(address).content == after.content
        with freeze_time(timezone.now() + timedelta(days=366)):
            answers = {
                language: client.get(address, headers={"accept-language": language})
                for language in ("en", "zh-CN")
            }
        for language, answer in answers.items():
            assert answer.status_code == 410
            assert answer["Content-Type"] == "text/plain; charset=utf-8"
            assert "Accept-Language" in answer["Vary"]
            assert answer["Content-Language"] == {"en": "en", "zh-CN": "zh-hans"}[language]
        words = answers["en"].content.decode()
        assert words.startswith("“不办了” is not on this website any more.\n")
        assert EventIndexPage.objects.get(slug="nanhu").full_url in words  # a way to go on

    def test_published_again_it_is_as_before_and_programs_take_it_for_newer(self, client):
        event = factories.event()
        before = client.get(f"{event.url}event.ics")
        event.unpublish()
        event.save_revision().publish()
        again = client.get(f"{event.url}event.ics")
        assert identities(again) == identities(before)
        [vevent] = vevents(again)
        assert (str(vevent["STATUS"]), int(vevent["SEQUENCE"])) == ("CONFIRMED", 2)
        assert not GonePage.objects.filter(page_id=event.pk).exists()

    def test_unpublished_first_and_deleted_later(self, client, rename):
        event = factories.event()
        first = event.url
        event = rename(event, "renamed-once")
        event.unpublish()
        event.delete()
        for address in (first, event.url):
            [vevent] = vevents(client.get(f"{address}event.ics"))
            assert (str(vevent["STATUS"]), int(vevent["SEQUENCE"])) == ("CANCELLED", 1)

    def test_renamed_and_then_unpublished(self, client, rename):
        event = factories.event()
        first = event.url
        rename(event, "renamed-once").unpublish()
        [vevent] = vevents(client.get(f"{first}event.ics"))
        assert str(vevent["STATUS"]) == "CANCELLED"

    def test_what_has_taken_place_is_not_called_cancelled(self, client):
        event = factories.event(schedule=[factories.when(-3), factories.when(3)])
        event.unpublish()
        said = [
            (str(one["STATUS"]), int(one["SEQUENCE"])) for one in vevents(client.get(f"{event.url}event.ics"))
        ]
        assert said == [("CONFIRMED", 0), ("CANCELLED", 1)]

    def test_with_its_organisation_it_goes_and_says_so(self, client):
        organisation = factories.organisation()
        event = factories.event(organisation)
        Page.objects.get(pk=organisation.pk).delete()
        [vevent] = vevents(client.get(f"{event.url}event.ics"))
        assert str(vevent["STATUS"]) == "CANCELLED"
        feed = client.get(f"{organisation.url}calendar.ics", headers=ENGLISH)
        assert feed.status_code == 410
        district = Page.objects.get(slug="jiangbin").full_url
        assert feed.content.decode().splitlines()[1].endswith(f": {district}")
        page = client.get(f"{organisation.url}subscribe/", headers=ENGLISH)
        assert page.status_code == 410
        assert f'href="{district}"' in page.content.decode()

    def test_it_leaves_the_feeds_of_its_organisation(self, client):
        organisation = factories.organisation()
        factories.event(organisation).unpublish()
        assert vevents(client.get(f"{organisation.url}calendar.ics")) == []

    def test_a_printed_address_leads_on(self, client):
        event = factories.event()
        photos, address = f"{event.url}photos/", event.url
        event.delete()
        for path in (address, photos, f"{address}register/"):
            answer = client.get(path, headers=ENGLISH)
            assert answer.status_code == 410
            assert "Content-Security-Policy" in answer
            html = answer.content.decode()
            assert f"“{event.title}” is not on this website any more." in html
            assert f'href="{EventIndexPage.objects.get(slug="nanhu").full_url}"' in html
        assert client.get(f"{address}nothing/").status_code == 404
        assert client.get(f"{address}cover.png")["Content-Type"].startswith("text/plain")

    def test_an_unpublished_page_may_come_back_and_is_only_not_found(self, client):
        event = factories.event()
        event.unpublish()
        answer = client.get(event.url, headers=ENGLISH)
        assert answer.status_code == 404
        assert "is not on this website any more" in answer.content.decode()

    def test_nothing_is_said_of_what_not_everyone_could_read(self, client):
        secret, later = factories.organisation(), factories.organisation()
        hidden, shown = factories.event(secret), factories.event(later)
        PageViewRestriction.objects.create(page_id=secret.pk, restriction_type="login")
        hidden.unpublish()
        shown.delete()
        PageViewRestriction.objects.create(page_id=later.pk, restriction_type="login")
        for event in (hidden, shown):
            for below in ("event.ics", "", "register/"):
                answer = client.get(event.url + below)
                assert answer.status_code == 404
                assert event.title not in answer.content.decode()
        draft = factories.event(publish=False)
        draft.delete()
        assert client.get(f"{draft.url}event.ics").status_code == 404
        assert not GonePage.objects.filter(page_id__in=(hidden.pk, draft.pk)).exists()

    def test_a_new_page_at_the_address_answers_for_itself(self, client):
        event = factories.event(slug="again")
        event.delete()
        new = factories.event(slug="again", title="新的")
        assert [str(one["SUMMARY"]) for one in vevents(client.get(f"{new.url}event.ics"))] == ["新的"]
        assert client.get(new.url).status_code == 200

    def test_after_a_year_nothing_of_it_is_stored_but_that_it_was(self, client):
        event = factories.event()
        event.delete()
        with freeze_time(timezone.now() + timedelta(days=366)):
            call_command("run_periodic", "--only", "gone", "--force", "-v0")
        assert GonePage.objects.get(page_id=event.pk).calendar == ""
        assert client.get(f"{event.url}event.ics").status_code == 410

    @pytest.mark.both_databases
    def test_many_at_once(self, client):
        organisation = factories.organisation()
        events = [factories.event(organisation) for _turn in range(5)]
        Page.objects.get(pk=organisation.pk).delete()
        assert GonePage.objects.filter(page_id__in=[event.pk for event in events]).count() == 5
        assert FormerAddress.objects.count() == 0


class TestAnotherHost:
    @pytest.mark.both_databases
    def test_stored_texts_follow_the_site(self, client, commits):
        rewrite_addresses.func()
        site = Site.objects.get(is_default_site=True)
        assert site.root_url == "http://127.0.0.1:8000"
        own, others = LedgerEntry.objects.filter(article__isnull=False)[:2]
        LedgerEntry.objects.filter(pk=own.pk).update(link=f"{site.root_url}/articles/one/")
        LedgerEntry.objects.filter(pk=others.pk).update(link=f"{site.root_url}1/articles/one/")
        site.hostname, site.port = "events.example.org", 443
        with commits():
            site.save()
        texts = "".join(said.replace("\r\n ", "") for said in entries("text"))
        assert set(re.findall(r"https?://[^/\s:\"<;]+(?::\d+)?", texts)) >= {"https://events.example.org"}
        assert "127.0.0.1" not in texts
        assert "127.0.0.1" not in "".join(entries("json"))
        own.refresh_from_db()
        others.refresh_from_db()
        assert own.link == "https://events.example.org/articles/one/"
        assert others.link == "http://127.0.0.1:80001/articles/one/"

    def test_a_site_that_is_saved_without_a_change_writes_nothing(self, commits):
        rewrite_addresses.func()
        before = set(CalendarEntry.objects.values_list("pk", "modified", "sequence"))
        site = Site.objects.get(is_default_site=True)
        site.site_name = "别的名字"
        with commits():
            site.save()
        assert rewrite_addresses.func() == 0
        assert set(CalendarEntry.objects.values_list("pk", "modified", "sequence")) == before

    def test_what_nobody_tells_is_found_by_the_periodic_work(self, settings):
        rewrite_addresses.func()
        Site.objects.update(port=8123)
        call_command("run_periodic", "--only", "addresses", "--force", "-v0")
        texts = "".join(said.replace("\r\n ", "") for said in entries("text"))
        assert ":8123" in texts
        assert ":8000" not in texts
        settings.MEDIA_URL = "https://pictures.example.org/"
        assert rewrite_addresses.func() > 0
        assert any("pictures.example.org" in said.replace("\r\n ", "") for said in entries("text"))

    def test_sequences_stay(self):
        rewrite_addresses.func()
        before = dict(CalendarEntry.objects.values_list("pk", "sequence"))
        Site.objects.update(port=8124)
        rewrite_addresses.func()
        assert dict(CalendarEntry.objects.values_list("pk", "sequence")) == before

    def test_a_registrants_calendar_follows_when_it_is_read(self, client):
        address = make_calendar(client, factories.registration(factories.event()))
        assert ":8000/" in client.get(address).content.decode().replace("\r\n ", "")
        Site.objects.update(port=8126)
        rewrite_addresses.func()
        text = client.get(address).content.decode().replace("\r\n ", "")
        assert ":8126/" in text
        assert ":8000" not in text

    def test_a_run_that_is_killed_is_begun_again(self, monkeypatch):
        rewrite_addresses.func()
        Site.objects.update(port=8125)
        with monkeypatch.context() as patched:
            patched.setattr(
                "wagtail_disability_events.pages.publishing.tasks._write_texts", lambda event: 1 / 0
            )
            with pytest.raises(ZeroDivisionError):
                rewrite_addresses.func()
        assert WrittenAddresses.objects.get().sites != {"1": "http://127.0.0.1:8125"}
        assert rewrite_addresses.func() == EventPage.objects.live().count()

    def test_the_demo_stands_at_the_port_at_which_it_is_served(self, settings, commits):
        settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8321"
        with commits():
            call_command("load_demo", verbosity=0)
        assert Site.objects.get(is_default_site=True).root_url == "http://127.0.0.1:8321"
        texts = "".join(said.replace("\r\n ", "") for said in entries("text"))
        assert ":8321" in texts
        assert ":8000" not in texts
        Site.objects.update(hostname="real.example.org")
        with commits():
            call_command("load_demo", verbosity=0)
        assert Site.objects.get(is_default_site=True).hostname == "real.example.org"


def entries(form):
    return list(CalendarEntry.objects.filter(event__live=True).values_list(form, flat=True))


class TestTold:
    """A site that cannot remember addresses is told so when it starts."""

    def found(self):
        return [problem.id.rpartition(".")[2] for problem in checks.check_old_addresses()]

    def test_what_is_missing(self, settings):
        assert self.found() == []
        settings.WAGTAILREDIRECTS_AUTO_CREATE = False
        assert self.found() == ["W005"]
        del settings.WAGTAILREDIRECTS_AUTO_CREATE
        ours, theirs = checks.OLD_ADDRESSES, checks.REDIRECTS
        for middleware, expected in {
            (theirs, ours): [],
            (ours,): [],
            (ours, theirs): ["W006"],
            (): ["W006"],
        }.items():
            settings.MIDDLEWARE = middleware
            assert self.found() == expected

    def test_a_site_without_redirects(self, settings, client, monkeypatch):
        event = factories.event()
        is_installed, without = apps.is_installed, "wagtail.contrib.redirects"
        monkeypatch.setattr(apps, "is_installed", lambda name: name != without and is_installed(name))
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != checks.REDIRECTS]
        assert self.found() == ["W004"]
        event.delete()
        assert [str(one["STATUS"]) for one in vevents(client.get(f"{event.url}event.ics"))] == ["CANCELLED"]


class TestEveryFeedOfTheDemo:
    """The demo's feeds, and the pages that offer them, as its pages stand."""

    INDEX = ("calendar.ics", "calendar.json", "rss.xml", "subscribe/")
    EVENT = ("event.ics", "calendar/")

    @pytest.fixture
    def feeds(self):
        tree = Page.objects.live().descendant_of(Page.objects.get(slug="jiangbin"), inclusive=True)
        pages = tree.type(EventPage, EventIndexPage).specific()
        feeds = [
            page.url + below
            for page in pages
            for below in (self.EVENT if isinstance(page, EventPage) else self.INDEX)
        ]
        assert len(feeds) == 4 * EventIndexPage.objects.count() + 2 * EventPage.objects.live().count()
        return feeds

    def held(self, client, feeds):
        """What each holds; its answer is 200, be it here or where a redirect leads."""
        found = {}
        for address in feeds:
            answer, way = follow(client, address)
            assert answer.status_code == 200, (address, way)
            if address.endswith(".ics"):
                found[address] = identities(answer)
            else:
                found[address] = len(re.findall(rb'"@type": "Event"|<item>', answer.content))
        return found

    def of_events(self, held):
        return {address: what for address, what in held.items() if address.endswith("event.ics")}

    def test_each_answers_after_renaming_moving_merging_and_another_host(
        self, client, feeds, rename, commits
    ):
        before = self.held(client, feeds)
        for slug in ("nanhu", "chuangye", "wenyuan", "zhanqian"):
            rename(EventIndexPage.objects.get(slug=slug), f"{slug}-2")
        for event in EventPage.objects.live():
            rename(event, f"{event.slug}-2")
        assert self.held(client, feeds) == before

        with commits():
            EventIndexPage.objects.get(slug="chuangye-2").move(
                Page.objects.get(slug="jiangbin"), "last-child"
            )
        now = self.held(client, feeds)
        assert {address for address in feeds if now[address] != before[address]} <= {
            f"/nanhu/{name}" for name in self.INDEX
        }  # a branch has left it

        merged = EventIndexPage.objects.get(slug="wenyuan-2")
        path, into = Redirect.normalise_path(merged.url), EventIndexPage.objects.get(slug="zhanqian-2")
        for event in EventPage.objects.child_of(merged):
            with commits():
                event.move(Page.objects.get(pk=into.pk), pos="last-child")
        with commits():
            Page.objects.get(pk=merged.pk).delete()
        Redirect.objects.create(old_path=path, redirect_page_id=into.pk)
        now = self.held(client, feeds)
        assert self.of_events(now) == self.of_events(before)
        assert now["/nanhu/wenyuan/calendar.ics"] == now["/nanhu/zhanqian/calendar.ics"]

        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = "moved.example.org", 80
        with commits():
            site.save()
        client.defaults["HTTP_HOST"] = "moved.example.org"
        assert self.held(client, feeds) == now
        for address in feeds:
            text = follow(client, address)[0].content.replace(b"\r\n ", b"")
            assert b"127.0.0.1" not in text, address


def test_an_address_that_never_was_costs_three_questions_and_one_that_is_no_pages_none(client, settings):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 404
        return len(asked)

    asked = {address: queries(address) for address in ("/nowhere/at/all/", "/media/nothing.png")}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != checks.OLD_ADDRESSES]
    client.handler.load_middleware()
    without = {address: queries(address) for address in asked}
    assert asked == {
        "/nowhere/at/all/": without["/nowhere/at/all/"] + 3,
        "/media/nothing.png": without["/media/nothing.png"],
    }
