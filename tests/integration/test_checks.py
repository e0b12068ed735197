"""What the system checks tell to do is right: it is followed literally here."""

import re
import sys
from types import ModuleType

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import clear_url_caches, include, path, reverse
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from tests.support import factories
from wagtail_disability_events import checks
from wagtail_disability_events.core.periodic.checks import check_periodic_work
from wagtail_disability_events.core.periodic.models import PeriodicJob

pytestmark = pytest.mark.django_db
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


def test_who_follows_the_hint_has_feeds_and_private_pages(addresses, client):
    wagtail = path("", include(wagtail_urls))
    assert addresses(wagtail) == ["W001"]
    [written] = re.findall(r"path\('[^']*', include\('[^']*'\)\)", checks.check_urls()[0].hint)
    assert "before Wagtail's urls" in checks.check_urls()[0].hint
    told = eval(written, {"path": path, "include": include})  # noqa: S307
    assert addresses(told, wagtail) == []
    assert client.get("/calendar.ics").status_code == 200
    assert client.get("/nanhu/rss.xml").status_code == 200
    registration = factories.registration(factories.event())
    private_page = reverse("wagtail_disability_events:registration", args=[registration.token])
    assert client.get(private_page).status_code == 200


def test_addresses_that_are_not_found_are_told(addresses, client):
    ours, wagtail = include(OURS), include(wagtail_urls)
    assert addresses(path("sign-up/", ours), path("", wagtail)) == ["W003"]  # every feed is a 404
    assert client.get("/calendar.ics").status_code == 404
    assert addresses(path("", wagtail), path("", ours)) == ["W003"]  # every private page is a 404
    assert addresses(path("events/", ours), path("events/", wagtail)) == []
    assert addresses(path("", ours)) == []  # pages are served by another program


class TestPeriodicWork:
    def found(self, **options):
        return ids(run_checks(tags=[Tags.database], **options))

    def test_it_is_asked_for_a_deployment_and_a_database(self, django_assert_num_queries):
        PeriodicJob.objects.all().delete()
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
            run_checks(include_deployment_checks=True)

    def test_before_migrate_it_is_silent(self):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {PeriodicJob._meta.db_table} RENAME TO another_name")
        assert check_periodic_work(databases=["default"]) == []
