"""What the system checks tell to do is right: it is followed literally here."""

import re
import sys
from types import ModuleType

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import clear_url_caches, include, path, re_path, reverse
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Site, WorkflowPage

from tests.support import factories
from wagtail_disability_events import checks
from wagtail_disability_events.core import deployment_checks, site_checks
from wagtail_disability_events.core.encryption import derived_lookup_key
from wagtail_disability_events.core.periodic.checks import check_periodic_work
from wagtail_disability_events.core.periodic.models import PeriodicJob
from wagtail_disability_events.models import ArticleIndexPage
from wagtail_disability_events.publicity.review import checks as review_checks
from wagtail_disability_events.registration.privacy.erasure import erase_expired

pytestmark = pytest.mark.django_db
FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
PRIVATE = {
    "BACKEND": "wagtail_disability_events.gallery.storage.PrivateFileSystemStorage",
    "OPTIONS": {"location": "/srv/private"},
}
OURS = "wagtail_disability_events.urls"


@pytest.fixture
def addresses():
    """Makes the list of addresses of a site out of its parts."""
    made = ModuleType("tests.addresses_of_a_site")
    sys.modules[made.__name__] = made

    def use(*patterns):
        usual = path("language/", set_language, name="set_language")
        made.urlpatterns = [path("admin/", include(wagtailadmin_urls)), usual, *patterns]
        clear_url_caches()
        return ids(checks.check_urls())

    with override_settings(ROOT_URLCONF=made.__name__):
        yield use
    del sys.modules[made.__name__]
    clear_url_caches()


def ids(problems):
    return [problem.id.rpartition(".")[2] for problem in problems]


PLACES = {
    "at the root": (lambda lines: lines, "/"),
    "below a prefix": (lambda lines: lines, "/site/"),
    "below the language": (lambda lines: i18n_patterns(*lines), "/zh-hans/"),
    "below the language and a prefix": (lambda lines: i18n_patterns(*lines), "/zh-hans/site/"),
    "by a regular expression": (lambda lines: lines, "/site/"),
}


@pytest.mark.parametrize("where", PLACES)
def test_who_follows_the_hint_has_feeds_and_private_pages(addresses, client, where):
    put, before = PLACES[where]
    wagtail = path("site/" if "site" in before else "", include(wagtail_urls))
    if "expression" in where:
        wagtail = re_path(r"^site/", include(wagtail_urls))
    assert addresses(*put([wagtail])) == ["W001"]
    hint = checks.check_urls()[0].hint
    assert "before Wagtail's urls" in hint
    assert ("inside the same i18n_patterns()" in hint) == ("language" in where)
    [written] = re.findall(r"(?:re_)?path\(r?'[^']*', include\('[^']*'\)\)", hint)
    told = eval(written, {"path": path, "re_path": re_path, "include": include})  # noqa: S307
    assert addresses(*put([told, wagtail])) == []
    assert client.get(f"{before}calendar.ics").status_code == 200
    assert client.get(f"{before}nanhu/rss.xml").status_code == 200
    registration = factories.registration(factories.event())
    private_page = reverse("wagtail_disability_events:registration", args=[registration.token])
    assert private_page.startswith(before)
    assert client.get(private_page).status_code == 200


def test_ours_outside_of_the_languages_of_pages_are_told_where_to_go(addresses):
    wagtail = i18n_patterns(path("", include(wagtail_urls)))
    assert addresses(path("", include(OURS)), *wagtail) == ["W003"]
    assert "inside the same i18n_patterns()" in checks.check_urls()[0].hint


def test_addresses_that_are_not_found_are_told(addresses, client):
    ours, wagtail = include(OURS), include(wagtail_urls)
    assert addresses(path("sign-up/", ours), path("", wagtail)) == ["W003"]  # every feed is a 404
    assert client.get("/calendar.ics").status_code == 404
    assert addresses(path("", wagtail), path("", ours)) == ["W003"]  # every private page is a 404
    assert addresses(path("events/", ours), path("events/", wagtail)) == []
    assert addresses(path("", ours)) == []  # pages are served by another program


class TestPeriodicWork:
    def found(self, databases=(), **options):
        """From Django 6.1 on, naming no database names them all."""
        return ids(run_checks(tags=[Tags.database], databases=list(databases), **options))

    def test_it_is_asked_for_a_deployment_and_a_database(self, django_assert_num_queries):
        erase_expired()
        PeriodicJob.objects.all().delete()
        Site.objects.update(hostname="events.example")
        with django_assert_num_queries(0):
            assert self.found(include_deployment_checks=True) == []
            assert self.found(databases=["default"]) == []
        assert self.found(include_deployment_checks=True, databases=["default"]) == ["W105"]
        [warning] = check_periodic_work(databases=["default"])
        assert "offers" in warning.msg
        assert "Last start: never." in warning.msg

    def test_it_is_silent_when_work_is_done_with_one_query(self, django_assert_num_queries):
        call_command("run_periodic", force=True, verbosity=0)
        with django_assert_num_queries(1):
            assert check_periodic_work(databases=["default"]) == []

    def test_a_plain_check_asks_the_database_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            run_checks(include_deployment_checks=True, databases=[])

    def test_before_migrate_it_is_silent(self):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {PeriodicJob._meta.db_table} RENAME TO another_name")
        assert check_periodic_work(databases=["default"]) == []


class TestWhatASiteMustHave:
    def test_dates_need_time_zones(self):
        assert site_checks.check_time_zones() == []
        with override_settings(USE_TZ=False):
            assert ids(site_checks.check_time_zones()) == ["E009"]

    @pytest.mark.parametrize(
        ("default", "media", "named", "found"),
        [
            (FILES, "/srv/media", False, []),
            (FILES, "", False, ["W007"]),
            (MEMORY, "/srv/media", False, ["W007"]),
            (MEMORY, "", False, ["W007"]),
            (MEMORY, "", True, []),
        ],
    )
    def test_unreleased_photos_on_the_disk_of_one_server_are_told(self, default, media, named, found):
        storages = {"default": default, "staticfiles": FILES} | ({"wde_private": PRIVATE} if named else {})
        with override_settings(STORAGES=storages, MEDIA_ROOT=media):
            assert ids(site_checks.check_private_storage()) == found

    def test_an_old_secret_on_which_addresses_depend_is_told_until_its_key_is_written_down(self):
        with override_settings(SECRET_KEY_FALLBACKS=["old"], WAGTAIL_DISABILITY_EVENTS={}):
            assert ids(site_checks.check_keys_for_deployment()) == ["W101", "W102", "W106"]
            keys = {"ENCRYPTION_KEYS": ["k"], "LOOKUP_KEY": derived_lookup_key()}
        with override_settings(SECRET_KEY_FALLBACKS=["old"], WAGTAIL_DISABILITY_EVENTS=keys):
            assert site_checks.check_keys_for_deployment() == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({}, ""),
            ({"ALLOWED_HOSTS": ["*"]}, "W110"),
            ({"ALLOWED_HOSTS": [""]}, "W110"),
            ({"WAGTAILADMIN_BASE_URL": "http://events.example"}, "W111"),
            ({"WAGTAILADMIN_BASE_URL": "https://127.0.0.1:8000"}, "W111"),
            ({"WAGTAILADMIN_BASE_URL": ""}, "W111"),
            ({"DEFAULT_FROM_EMAIL": "webmaster@localhost"}, "W112"),
            ({"DEFAULT_FROM_EMAIL": "残联 <office@localhost>"}, "W112"),
            ({"LOOKUP_KEY": "short"}, "W113"),
            ({"SMS_WEBHOOK_SECRET": "short"}, "W113"),
            ({"AUTH_PASSWORD_VALIDATORS": []}, "W114"),
            ({"CLIENT_ADDRESS_HEADER": None}, "W115"),
            ({"CACHES": {}}, ""),
            ({"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}, "W116"),
            ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "W117"),
        ],
    )
    def test_each_hole_of_a_deployment_is_told(self, changes, code):
        ours = {"LOOKUP_KEY": "k" * 32, "SMS_WEBHOOK_SECRET": "s" * 16, "CLIENT_ADDRESS_HEADER": ""}
        site = {
            "ALLOWED_HOSTS": ["events.example"],
            "WAGTAILADMIN_BASE_URL": "https://events.example",
            "DEFAULT_FROM_EMAIL": "残联 <office@events.example>",
            "AUTH_PASSWORD_VALIDATORS": [{"NAME": "…"}],
            "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        }
        site |= {name: value for name, value in changes.items() if name in site}
        ours |= {name: value for name, value in changes.items() if name in ours}
        with override_settings(**site, WAGTAIL_DISABILITY_EVENTS=ours):
            found = [
                *deployment_checks.check_hosts_for_deployment(),
                *deployment_checks.check_addresses_for_deployment(),
                *deployment_checks.check_lengths_for_deployment(),
                *deployment_checks.check_passwords_for_deployment(),
                *deployment_checks.check_limits_for_deployment(),
            ]
        assert ids(found) == ([code] if code else [])

    def test_a_host_name_that_only_this_machine_knows_is_told(self, django_assert_num_queries):
        Site.objects.update(hostname="localhost")
        assert ids(site_checks.check_host_for_deployment(databases=["default"])) == ["W107"]
        Site.objects.update(hostname="events.example")
        with django_assert_num_queries(1):
            assert site_checks.check_host_for_deployment(databases=["default"]) == []
        assert site_checks.check_host_for_deployment() == []

    def test_pages_whose_language_the_settings_no_longer_name_are_told(self):
        assert site_checks.check_languages_for_deployment(databases=["default"]) == []
        Locale.objects.create(language_code="en")
        assert site_checks.check_languages_for_deployment(databases=["default"]) == []
        with override_settings(WAGTAIL_CONTENT_LANGUAGES=[("zh-hans", "中文")]):
            get_content_languages.cache_clear()
            found = site_checks.check_languages_for_deployment(databases=["default"])
        get_content_languages.cache_clear()
        assert ids(found) == ["W109"]
        assert "'en'" in found[0].msg

    def test_lists_whose_articles_get_out_without_a_review_are_told(self):
        assert review_checks.check_reviews(databases=["default"]) == []
        WorkflowPage.objects.filter(page__in=ArticleIndexPage.objects.all()).delete()
        found = review_checks.check_reviews(databases=["default"])
        assert ids(found) == ["W108"] * ArticleIndexPage.objects.count()
        assert review_checks.check_reviews() == []
