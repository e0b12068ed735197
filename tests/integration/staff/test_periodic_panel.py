"""Superusers are warned on the admin's first page when periodic work is not done, and told how to go on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone, translation

from wagtail_disability_events.core.periodic.jobs import all_jobs
from wagtail_disability_events.core.periodic.models import PeriodicJob
from wagtail_disability_events.core.periodic.overdue import periodic_work
from wagtail_disability_events.staff.periodic_panel import PeriodicPanel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_done():
    """Every job succeeded five minutes ago, and the words are English."""
    PeriodicJob.objects.all().delete()
    moment = timezone.now() - timedelta(minutes=5)
    for job in all_jobs():
        PeriodicJob.objects.create(name=job.name, started_at=moment, succeeded_at=moment)
    with translation.override("en"):
        yield


def panel_for(rf, username="admin"):
    """The panel of a user; None where it is empty."""
    request = rf.get("/admin/")
    request.user = get_user_model().objects.get(username=username)
    html = PeriodicPanel().render_html({"request": request})
    return BeautifulSoup(html, "html.parser").section if html else None


def words_of(panel):
    return " ".join(panel.get_text(" ").split())


def last_done(ago, *names):
    moment = timezone.now() - ago
    rows = PeriodicJob.objects.filter(pk__in=names) if names else PeriodicJob.objects.all()
    rows.update(started_at=moment, succeeded_at=moment)


def test_nothing_is_said_when_everything_is_done_in_time(rf, django_assert_num_queries):
    with django_assert_num_queries(2):  # the user, the jobs
        assert panel_for(rf) is None


def test_work_that_has_stopped_says_since_when_what_follows_and_how_to_go_on(rf):
    last_done(timedelta(hours=1))
    panel = panel_for(rf)
    heading = panel.h2.get_text(" ", strip=True)
    assert heading.startswith("Periodic work has not run since ")
    assert panel["aria-labelledby"] == panel.h2["id"]
    assert panel.find(class_="help-block")["class"] == ["help-block", "help-critical"]
    words = words_of(panel)
    assert "an offer that nobody took up is not passed on" in words
    assert "Personal data is kept longer" not in words  # one day late would be two days
    assert "python manage.py run_periodic" in words
    assert panel.a["href"].endswith("/how-to/install.html#periodic-work")
    last_done(timedelta(days=3))
    assert "Personal data is kept longer than was promised." in words_of(panel_for(rf))


def test_work_that_never_ran(rf):
    PeriodicJob.objects.all().delete()
    panel = panel_for(rf)
    assert panel.h2.get_text(strip=True) == "Periodic work has never run on this site."
    assert len(panel.ul.find_all("li")) == len(all_jobs())
    assert "Never done." in words_of(panel)


def test_one_job_that_fails_while_the_others_run(rf):
    last_done(timedelta(days=3), "erasure")
    PeriodicJob.objects.filter(pk="erasure").update(
        started_at=timezone.now(), failed_at=timezone.now(), error="KeyError in a.module, line 7"
    )
    panel = panel_for(rf)
    assert panel.h2.get_text(strip=True) == "Some periodic work is overdue."
    assert panel.find(class_="help-block")["class"] == ["help-block", "help-warning"]
    [item] = panel.ul.find_all("li")
    assert "KeyError in a.module, line 7" in words_of(item)
    assert "run_periodic --list" in words_of(panel)
    PeriodicJob.objects.filter(pk="offers").update(locked_until=timezone.now() + timedelta(minutes=1))
    assert panel_for(rf).h2.get_text(strip=True) == "Some periodic work is overdue."


def test_work_that_runs_now_is_no_warning(rf):
    PeriodicJob.objects.exclude(pk="offers").delete()
    now = timezone.now()
    PeriodicJob.objects.update(started_at=now, succeeded_at=None, locked_until=now + timedelta(minutes=15))
    panel = panel_for(rf)
    assert panel.h2.get_text(strip=True) == "Periodic work is running now."
    assert panel.find(class_="help-block")["class"] == ["help-block", "help-info"]
    assert "Erasure of personal data" in words_of(panel)
    PeriodicJob.objects.update(started_at=now - timedelta(hours=1), locked_until=now)  # it was killed
    assert panel_for(rf).h2.get_text(strip=True).startswith("Periodic work has not run since ")


def test_others_do_not_see_it(rf):
    PeriodicJob.objects.all().delete()
    assert panel_for(rf, "xuanchuan") is None


def test_it_stands_first_on_the_page_and_costs_one_query(client, django_assert_num_queries):
    PeriodicJob.objects.all().delete()
    client.force_login(get_user_model().objects.get(username="admin"))
    html = client.get("/admin/").content.decode()
    assert html.index('id="wde-periodic"') < html.index('id="wde-home"')
    with django_assert_num_queries(1):
        assert periodic_work().has_stopped
    call_command("run_periodic", verbosity=0)
    assert "wde-periodic" not in client.get("/admin/").content.decode()


def test_every_job_says_what_follows():
    for job in all_jobs():
        assert str(job.label), job.name
        assert str(job.consequence).endswith("."), job.name
