"""One command does what is due, each job once, and says what went wrong without naming anybody."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from freezegun import freeze_time

from wagtail_disability_events.core.periodic import jobs as registry
from wagtail_disability_events.core.periodic.jobs import Job, all_jobs, jobs_named, register
from wagtail_disability_events.core.periodic.models import PeriodicJob
from wagtail_disability_events.core.periodic.running import Outcome, run_jobs

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 17, 12, tzinfo=timezone.get_default_timezone())
PERSON = "赵一禾 13800000000"
NAMES = ["offers", "places", "reminders", "messages", "pushes", "reviewers", "horizon"]
NAMES += ["addresses", "gone", "photos", "erasure"]


class Work:
    """Jobs that note when they run; one of them may fail."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.fails: set[str] = set()

    def job(self, name: str, every: timedelta, **fields) -> Job:
        return Job(
            name=name, label=name, function=lambda: self.run(name), every=every, consequence="", **fields
        )

    def run(self, name: str) -> str:
        self.ran.append(name)
        if name in self.fails:
            raise ValueError(PERSON)
        return f"{name} is done."


@pytest.fixture
def work(monkeypatch) -> Work:
    """Three jobs in place of those that are registered."""
    work = Work()
    monkeypatch.setattr(registry, "_jobs", {})
    register(
        work.job("minute", timedelta(minutes=1)),
        work.job("hour", timedelta(hours=1)),
        work.job("day", timedelta(days=1), lease=timedelta(hours=2)),
    )
    return work


def at(moment: datetime, work: Work, **options) -> list[str]:
    """The jobs that a run at a moment has run."""
    work.ran.clear()
    with freeze_time(moment):
        list(run_jobs(all_jobs(), **options))
    return list(work.ran)


class TestWhatIsDue:
    def test_all_that_never_ran_and_then_each_in_its_time(self, work):
        assert at(NOON, work) == ["minute", "hour", "day"]
        assert at(NOON + timedelta(seconds=20), work) == []
        assert at(NOON + timedelta(minutes=1), work) == ["minute"]
        assert at(NOON + timedelta(hours=1), work) == ["minute", "hour"]
        assert at(NOON + timedelta(days=1), work) == ["minute", "hour", "day"]

    def test_cron_that_is_a_moment_early_misses_no_minute(self, work):
        at(NOON + timedelta(seconds=3), work)
        assert at(NOON + timedelta(minutes=1), work) == ["minute"]

    def test_a_job_that_failed_is_tried_again_soon(self, work):
        work.fails = {"day"}
        at(NOON, work)
        assert at(NOON + timedelta(minutes=2), work) == ["minute"]
        assert at(NOON + timedelta(minutes=5), work) == ["minute", "day"]
        work.fails = set()
        assert "day" in at(NOON + timedelta(minutes=10), work)
        assert "day" not in at(NOON + timedelta(minutes=20), work)

    def test_a_start_in_the_future_comes_from_a_wrong_clock(self, work):
        at(NOON + timedelta(days=400), work)
        assert at(NOON, work) == ["minute", "hour", "day"]

    def test_force_runs_what_is_not_due(self, work):
        at(NOON, work)
        assert at(NOON + timedelta(seconds=1), work, force=True) == ["minute", "hour", "day"]

    def test_a_run_that_finds_nothing_due_asks_one_question(self, work, django_assert_num_queries):
        list(run_jobs(all_jobs()))
        with django_assert_num_queries(1):
            assert list(run_jobs(all_jobs())) == []

    def test_taking_and_releasing_a_job_are_two_queries(self, work, django_assert_num_queries):
        list(run_jobs(all_jobs()))
        with django_assert_num_queries(1 + 2 * 3):
            list(run_jobs(all_jobs(), force=True))


def test_a_quiet_minute_is_seven_queries(django_assert_num_queries):
    """Jobs, and for offers and messages: take, look, release."""
    with freeze_time(NOON):
        call_command("run_periodic", force=True, verbosity=0)
    with freeze_time(NOON + timedelta(minutes=1)), django_assert_num_queries(1 + 2 * 3):
        call_command("run_periodic", verbosity=0)


class TestTwoProcesses:
    def test_each_job_runs_once(self, work, monkeypatch):
        """The second process begins and ends while the first one is at its first job."""
        second = []

        def while_the_second_runs() -> str:
            second.extend(run_jobs(all_jobs()))
            return "Done."

        monkeypatch.setattr(registry, "_jobs", {})
        first_job = Job(
            name="first",
            label="",
            function=while_the_second_runs,
            every=timedelta(minutes=1),
            consequence="",
        )
        register(first_job, work.job("hour", timedelta(hours=1)), work.job("day", timedelta(days=1)))
        first = list(run_jobs(all_jobs()))
        assert [result.outcome for result in first] == [Outcome.DONE, Outcome.TAKEN, Outcome.TAKEN]
        assert [result.job.name for result in second] == ["hour", "day"]
        assert work.ran == ["hour", "day"]


class TestLease:
    def test_a_killed_process_holds_a_job_until_its_lease_ends(self, work):
        at(NOON, work)
        killed = NOON + timedelta(days=1)
        PeriodicJob.objects.filter(pk="day").update(
            started_at=killed, locked_until=killed + timedelta(hours=2)
        )
        assert "day" not in at(killed + timedelta(minutes=119), work)
        assert "day" not in at(killed + timedelta(minutes=119), work, force=True)
        assert "day" in at(killed + timedelta(hours=2), work)

    def test_a_job_stopped_from_outside_is_due_at_once(self, work):
        def stopped() -> str:
            raise KeyboardInterrupt

        job = Job(name="stopped", label="", function=stopped, every=timedelta(days=1), consequence="")
        with pytest.raises(KeyboardInterrupt):
            list(run_jobs([job]))
        row = PeriodicJob.objects.get(pk="stopped")
        assert (row.started_at, row.locked_until, row.error) == (None, None, "")

    def test_who_outlived_its_lease_does_not_end_the_run_of_another(self):
        later = timezone.now() + timedelta(hours=1)

        def taken_over() -> str:
            PeriodicJob.objects.filter(pk="slow").update(started_at=later, locked_until=later)
            return "Done."

        job = Job(name="slow", label="", function=taken_over, every=timedelta(days=1), consequence="")
        [result] = run_jobs([job])
        assert "longer than its lease" in result.words
        row = PeriodicJob.objects.get(pk="slow")
        assert (row.locked_until, row.succeeded_at) == (later, None)


class TestFailure:
    def test_the_others_run_and_the_error_names_nobody(self, work, caplog, capsys):
        work.fails = {"hour"}
        with pytest.raises(CommandError, match="hour"):
            call_command("run_periodic")
        assert work.ran == ["minute", "hour", "day"]
        row = PeriodicJob.objects.get(pk="hour")
        assert row.error.startswith("ValueError in tests.integration.core.test_periodic, line ")
        assert row.failed_at is not None
        assert row.succeeded_at is None
        assert row.locked_until is None
        said = capsys.readouterr()
        assert "hour: It failed: ValueError" in said.err
        assert "hour" not in said.out
        assert "in run\n" in caplog.text
        for text in (row.error, said.out, said.err, caplog.text):
            assert PERSON not in text

    def test_a_success_clears_the_error(self, work):
        work.fails = {"hour"}
        at(NOON, work)
        work.fails = set()
        at(NOON + timedelta(hours=1), work)
        row = PeriodicJob.objects.get(pk="hour")
        assert (row.error, row.succeeded_at) == ("", NOON + timedelta(hours=1))

    def test_an_error_below_our_own_code_is_placed_in_our_code(self, monkeypatch):
        [job] = jobs_named(["erasure"])
        monkeypatch.setattr("wagtail_disability_events.registration.privacy.erasure.STAGES", None)
        [result] = run_jobs([job], force=True)
        assert result.outcome == Outcome.FAILED
        assert "in wagtail_disability_events.registration.privacy.erasure, line" in result.words


class TestCommand:
    def test_it_says_what_each_job_did_and_then_that_nothing_is_due(self, capsys):
        PeriodicJob.objects.all().delete()
        call_command("run_periodic")
        said = capsys.readouterr().out.splitlines()
        assert [line.partition(":")[0] for line in said] == NAMES
        assert said[-1].startswith("erasure: Erased (sensitive: ")
        succeeded = PeriodicJob.objects.exclude(succeeded_at=None).values_list("pk", flat=True)
        assert list(succeeded) == sorted(NAMES)
        call_command("run_periodic")
        assert capsys.readouterr().out == "Nothing is due.\n"
        call_command("run_periodic", force=True, verbosity=0)
        assert capsys.readouterr().out == ""

    def test_only_some_jobs(self, capsys):
        call_command("run_periodic", "--only", "erasure", "--only", "offers", "--force")
        said = capsys.readouterr().out.splitlines()
        assert [line.partition(":")[0] for line in said] == ["offers", "erasure"]

    def test_a_job_that_does_not_exist(self):
        with pytest.raises(CommandError, match="no job 'tidying'"):
            call_command("run_periodic", "--only", "tidying")

    def test_the_list_runs_nothing(self, work, capsys, django_assert_num_queries):
        with django_assert_num_queries(1):
            call_command("run_periodic", list=True)
        assert work.ran == []
        assert "minute: every 1 minute; no success yet; due now." in capsys.readouterr().out
        work.fails = {"hour"}
        at(NOON, work)
        PeriodicJob.objects.filter(pk="day").update(locked_until=NOON + timedelta(hours=2))
        with freeze_time(NOON + timedelta(minutes=1)):
            call_command("run_periodic", list=True)
        minute, hour, day = capsys.readouterr().out.splitlines()
        assert minute == "minute: every 1 minute; last success 2026-05-17 12:00; due now."
        assert hour.startswith("hour: every 1 hour; no success yet; last error 2026-05-17 12:00: ValueError")
        assert hour.endswith("; not due.")
        assert day == "day: every 24 hours; last success 2026-05-17 12:00; runs since 2026-05-17 12:00."

    @pytest.mark.parametrize(
        ("command", "job"),
        [("send_messages", "messages"), ("erase_personal_data", "erasure"), ("move_horizon", "horizon")],
    )
    def test_a_command_of_its_own_counts_as_the_job(self, command, job, capsys):
        PeriodicJob.objects.all().delete()
        for _turn in range(2):
            call_command(command)
        assert len(capsys.readouterr().out.splitlines()) == 2
        assert PeriodicJob.objects.get().pk == job
        assert PeriodicJob.objects.get().succeeded_at is not None

    def test_a_command_of_its_own_fails_loudly(self, monkeypatch):
        monkeypatch.setattr("wagtail_disability_events.registration.privacy.erasure.STAGES", None)
        with pytest.raises(CommandError, match="It failed: "):
            call_command("erase_personal_data")


class TestRegistry:
    def test_every_job_of_the_package_is_registered_in_its_order(self):
        assert [job.name for job in all_jobs()] == NAMES

    def test_a_name_is_used_once(self, work):
        [job] = jobs_named(["day"])
        register(job)
        with pytest.raises(ValueError, match="'day'"):
            register(work.job("day", timedelta(days=2)))

    def test_after_a_killed_process_another_one_starts_before_the_job_is_overdue(self):
        for job in all_jobs():
            assert job.lease < job.overdue_after, job.name
