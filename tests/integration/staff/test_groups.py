"""One command gives those who work on an organisation's pages what their work needs, and nothing beyond."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from tests.support import factories
from wagtail_disability_events.models import ArticleIndexPage, EventIndexPage
from wagtail_disability_events.occurrences.permissions import may_operate
from wagtail_disability_events.publicity.workflow.models import ReviewTask, Stage
from wagtail_disability_events.registration.permissions import may
from wagtail_disability_events.staff.groups import set_up_groups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Groups are named in the language of the site."""
    with override("en"):
        yield


@pytest.fixture
def district() -> EventIndexPage:
    """An organisation of its own, beside those of the demo, with an event and a list of articles."""
    home = Page.objects.get(depth=1)
    district = home.add_child(instance=EventIndexPage(title="东城残联", slug="dongcheng"))
    district.add_child(instance=ArticleIndexPage(title="东城宣传", slug="dongcheng-articles"))
    return district


def member_of(name: str):
    user = get_user_model().objects.create_user(username=name, password="x")
    user.groups.add(Group.objects.get(name=name))
    return user


def test_event_staff_do_everything_at_their_events_and_nothing_elsewhere(district):
    set_up_groups(district)
    event = factories.event(parent=district)
    staff = member_of("东城残联: event staff")
    assert [may(staff, action, event) for action in ("view", "change", "reveal", "export")] == [True] * 4
    assert may_operate(staff, event)
    assert event.permissions_for_user(staff).can_publish()
    assert district.permissions_for_user(staff).can_add_subpage()
    elsewhere = factories.event()
    assert not elsewhere.permissions_for_user(staff).can_edit()
    assert not may(staff, "view", elsewhere)


def test_publicity_staff_see_masked_lists_and_operate_no_dates(district):
    set_up_groups(district)
    event = factories.event(parent=district)
    writer = member_of("东城残联: publicity staff")
    assert [may(writer, action, event) for action in ("view", "change", "reveal", "export")] == [
        *(True, False, False, False)
    ]
    assert not may_operate(writer, event)
    assert event.permissions_for_user(writer).can_publish()


@pytest.mark.parametrize(
    ("role", "may_set"),
    [
        *[("publicity staff", False), ("event staff", False), ("administrators", True)],
        *[("first reviewers", False), ("second reviewers", False), ("final reviewers", False)],
    ],
)
def test_rules_that_bind_writers_and_secrets_of_accounts_are_for_administrators(
    client, district, role, may_set
):
    set_up_groups(district)
    client.force_login(member_of(f"东城残联: {role}"))
    ours = f"/admin/disability-events/organisation/{district.pk}/"
    page = client.get(f"{ours}publicity/")
    assert ("own_review" in page.context["form"].fields) == may_set
    assert ("review_days" in page.context["form"].fields) == may_set
    saved = client.post(f"{ours}publicity/", {"theme": "warm", "own_review": "on", "review_days": "30"})
    assert saved.status_code == 302
    row = district.publicity
    assert (row.theme, row.own_review, row.review_days) == ("warm", may_set, 30 if may_set else None)
    accounts = client.get(f"{ours}accounts/")
    assert accounts.status_code == (200 if may_set else 302)
    fields = {"name": "公众号", "platform": "wechat", "app_id": "wx-1", "secret": "s", "is_active": "on"}
    client.post(f"{ours}accounts/", fields)
    assert district.wechat_accounts.exists() == may_set
    explorer = client.get(f"/admin/pages/{district.pk}/").content.decode()
    assert (f"{ours}accounts/" in explorer) == may_set


def reread(index):
    return ArticleIndexPage.objects.get(pk=index.pk)


def test_three_groups_review_the_articles_of_lists_that_had_no_reviews(district):
    reviewed_before = ArticleIndexPage.objects.exclude(slug="dongcheng-articles").first()
    other = reviewed_before.get_workflow()
    done = set_up_groups(district)
    [index] = done.reviewed
    tasks = [task.specific for task in reread(index).get_workflow().tasks]
    assert [task.stage for task in tasks] == [Stage.FIRST, Stage.SECOND, Stage.FINAL]
    assert [[group.name for group in task.groups.all()] for task in tasks] == [
        *(["东城残联: first reviewers"], ["东城残联: second reviewers"], ["东城残联: final reviewers"])
    ]
    assert reread(reviewed_before).get_workflow() == other


def test_a_second_run_changes_nothing(district):
    def stored():
        models = (Group, GroupPagePermission, GroupCollectionPermission, Collection, ReviewTask)
        given = Group.permissions.through.objects.count()
        return [model.objects.count() for model in models] + [given]

    first = set_up_groups(district)
    before = stored()
    second = set_up_groups(district)
    assert (len(first.new), len(second.new), second.reviewed) == (6, 0, [])
    assert stored() == before


def test_a_group_keeps_what_it_was_given_beside(district):
    set_up_groups(district)
    group = Group.objects.get(name="东城残联: publicity staff")
    group.permissions.add(Permission.objects.get(codename="add_redirect"))
    set_up_groups(district)
    assert group.permissions.filter(codename="add_redirect").exists()


def test_the_command_says_what_it_did(district, capsys):
    call_command("set_up_groups", "dongcheng")
    said = capsys.readouterr().out
    assert "东城残联: publicity staff (new)" in said
    assert "“东城宣传” go through three reviews" in said
    with pytest.raises(CommandError, match="0 organisations are called 'nowhere'"):
        call_command("set_up_groups", "nowhere")


def test_without_reviews_there_are_no_reviewers(district):
    done = set_up_groups(district, with_reviews=False)
    roles = ("publicity staff", "event staff", "administrators")
    assert [group.name for group in done.groups] == [f"东城残联: {role}" for role in roles]
    assert done.reviewed == []
