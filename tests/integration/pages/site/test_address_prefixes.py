"""Our addresses stand where the site wants them: under another prefix, below a path, behind a language."""

import re
import sys
from types import ModuleType

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core import mail
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path, reverse, set_script_prefix
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from tests.support import factories
from tests.support.host_urls import stock
from wagtail_disability_events import checks, urls
from wagtail_disability_events.pages.site import own_addresses
from wagtail_disability_events.pages.site.unavailable import csrf_failure

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return factories.event(title="趣味运动会")


@pytest.fixture
def site(event):
    """Makes the addresses of a site that has a page of its own at /sign-up/."""
    made = ModuleType("tests.addresses_with_a_prefix")
    sys.modules[made.__name__] = made

    def use(prefix="", *, languages=False):
        wagtail = path("", include(wagtail_urls))
        ours = path("", include((urls.patterns(prefix), urls.app_name)))
        pages = i18n_patterns(ours, wagtail) if languages else [ours, wagtail]
        made.urlpatterns = [
            path("admin/", include(wagtailadmin_urls)),
            path("language/", set_language, name="set_language"),
            path("sign-up/newsletter/", stock),
            *pages,
        ]
        clear_url_caches()
        return Client(headers={"host": "127.0.0.1:8000", "accept-language": "zh-hans"})

    own_addresses._answered.clear()
    with override_settings(ROOT_URLCONF=made.__name__):
        yield use
    own_addresses._answered.clear()
    del sys.modules[made.__name__]
    clear_url_caches()


def links_of(html: str) -> set[str]:
    return {
        link for link in re.findall(r'(?:href|action)="(/[^"#?]*)', html) if not link.startswith("/static/")
    }


@pytest.mark.parametrize("prefix", ["", "events/", "canlian/huodong/"])
def test_private_pages_and_calendars_stand_below_the_prefix_and_feeds_beside_pages(site, event, prefix):
    client = site(prefix)
    registration = factories.registration(event)
    address = reverse("wagtail_disability_events:registration", args=[registration.token])
    assert address == f"/{prefix}sign-up/{registration.token}/"
    assert reverse("wagtail_disability_events:send_photos", args=["x"]) == f"/{prefix}send-photos/x/"
    assert reverse("wagtail_disability_events:private_feed", args=["x"]) == f"/{prefix}my-calendar/x.ics"
    html = client.get(address).content.decode()
    for link in links_of(html):
        assert client.get(link).status_code in (200, 302, 405), link
    assert client.get("/calendar.ics").status_code == 200
    assert client.get(f"{event.url}event.ics").status_code == 200
    assert checks.check_urls() == []


def test_what_the_site_has_below_our_usual_names_stays_its_own(site, event):
    client = site("events/")
    assert client.get("/sign-up/newsletter/").content == b"in stock"
    assert client.get(f"/sign-up/{factories.registration(event).token}/").status_code == 404


def test_mail_leads_to_the_address_below_the_prefix(site, event):
    site("events/")
    registration = factories.registration(event, email="wang@example.org")
    from wagtail_disability_events.registration.messages.delivery import deliver_due

    deliver_due()
    [sent] = mail.outbox
    assert f"/events/sign-up/{registration.token}/" in sent.body


def test_below_a_path_every_link_carries_the_path(site, event):
    client = site("events/")
    address = f"/events/sign-up/{factories.registration(event).token}/"
    with override_settings(FORCE_SCRIPT_NAME="/canlian"):
        set_script_prefix("/canlian/")
        try:
            assert checks.check_urls() == []
            for inner in (address, "/nanhu/", event.get_url().removeprefix("/canlian")):
                html = client.get(inner).content.decode()
                assert links_of(html)
                assert {link for link in links_of(html) if not link.startswith("/canlian/")} == set(), inner
        finally:
            set_script_prefix("/")


class TestBehindALanguage:
    def test_pages_feeds_and_private_pages_are_found(self, site, event):
        client = site("events/", languages=True)
        registration = factories.registration(event)
        address = reverse("wagtail_disability_events:registration", args=[registration.token])
        assert re.fullmatch(rf"/[a-z-]+/events/sign-up/{registration.token}/", address)
        language = address.split("/")[1]
        for inner in (address, event.url, f"{event.url}event.ics", f"/{language}/calendar.ics"):
            assert client.get(inner).status_code == 200, inner
        assert checks.check_urls() == []

    def test_a_form_that_was_open_too_long_is_shown_again(self, site, event, rf):
        from django.urls import resolve

        site(languages=True)
        request = rf.post(
            f"{event.url}register/", {"submission_id": "x", "name": "王"}, headers={"host": "127.0.0.1:8000"}
        )
        request.resolver_match = resolve(request.path_info)
        answer = csrf_failure(request)
        assert "王" in answer.content.decode()


@pytest.mark.parametrize("languages", [False, True])
def test_the_page_above_all_others_makes_no_other_page_ours(site, event, rf, languages):
    """Known as ours is what hangs on a page of ours, not what stands below the first page of the site."""
    from django.urls import resolve

    site(languages=languages)
    home = "/" + event.url.split("/")[1] + "/" if languages else "/"
    for address, ours in (
        (home, True),
        (event.url, True),
        (f"{event.url}poster/", True),
        (f"{home}shop/", False),
    ):
        request = rf.get(address)
        request.resolver_match = resolve(address)
        if ours and not address.endswith("poster/"):
            own_addresses.remember(request)
        assert own_addresses.is_own(request) is ours, address


@pytest.mark.parametrize("prefix", ["events", "/events/", "e vents/", "ev<int:x>/"])
def test_a_prefix_that_is_none_is_told(settings, prefix):
    settings.WAGTAIL_DISABILITY_EVENTS = {"ADDRESS_PREFIX": prefix}
    assert "E008" in [found.id.rpartition(".")[2] for found in checks.check_settings()]
