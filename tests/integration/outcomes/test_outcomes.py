"""What came of an event: results, prizes, works, certificates; published apart, named as agreed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import PageLogEntry, PageViewRestriction

from tests.support import factories
from wagtail_disability_events.blocks.desks import DeskBlock
from wagtail_disability_events.blocks.works import WorkBlock
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    ArtShowcasePage,
    EventIndexPage,
    Result,
    ResultSheet,
    SportsDayPage,
    TrainingCoursePage,
)
from wagtail_disability_events.outcomes.published import PublishedOutcomes
from wagtail_disability_events.outcomes.results import medal_table, publish_results
from wagtail_disability_events.registration.attendance import attendance

pytestmark = pytest.mark.django_db
BASE = "/admin/disability-events"


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


@pytest.fixture
def recorder(client, street):
    """A client logged in as somebody who may edit the street's events and see their lists."""
    user = factories.user("recorder", page=street, pages=("change",), registrations=("view",))
    client.force_login(user)
    return client


def contest(name="轮椅绕桩", group="肢体组", measure="time", results=()):
    value = {"name": name, "group": group, "rules": "", "measure": measure, "unit": "", "heats": 0}
    return ("contest", value | {"results": list(results)})


def a_work(title="远山", **fields):
    value = {
        "title": title,
        "author": "社区居民",
        "named": "anonymous",
        "consent": True,
        "medium": "水彩",
        "image": None,
        "sound": None,
        "text": "",
        "description": "层层山峦",
        "prize": "",
    }
    return ("work", value | fields)


def sports_day(*contests, **fields):
    return factories.event(model=SportsDayPage, contests=list(contests or [contest()]), **fields)


def lines(*entries, initial=0):
    """The posted lines of a result sheet."""
    data = {"form-TOTAL_FORMS": len(entries), "form-INITIAL_FORMS": initial}
    for number, entry in enumerate(entries):
        empty = {"bib": "", "registration": "", "entrant": "", "team": "", "heat": "0", "written": ""}
        for name, value in (empty | {"state": "ok", "note": ""} | entry).items():
            data[f"form-{number}-{name}"] = value
    return data


def sheet_url(event):
    return f"{BASE}/{event.pk}/results/{event.contests[0].id}/"


@pytest.mark.both_databases
def test_results_are_written_ranked_published_and_hidden_without_touching_the_page(recorder, client):
    event = sports_day()
    named = factories.registration(event, name="赵一禾", named_as="given")
    silent = factories.registration(event, name="钱小川")
    revision = event.latest_revision_id
    entries = lines(
        {"registration": named.pk, "team": "站前社区", "written": "41.2"},
        {"registration": silent.pk, "team": "创业社区", "written": "43.8"},
        {"entrant": "社区居民", "team": "文苑社区", "written": "43.8"},
        {"entrant": "另一位", "state": "dnf"},
    )
    recorder.post(sheet_url(event), entries | {"action": "save"})
    assert list(Result.objects.filter(sheet__event=event).values_list("rank", flat=True)) == [1, 2, 2, None]
    public = f"{event.url}results/"
    assert client.get(public).status_code == 404
    assert "41.2" not in client.get(event.url).content.decode()
    existing = [
        {"id": pk, **entry}
        for pk, entry in zip(
            Result.objects.filter(sheet__event=event).values_list("pk", flat=True),
            (
                {"registration": named.pk, "team": "站前社区", "written": "41.2 秒"},
                {"registration": silent.pk, "team": "创业社区", "written": "43.8"},
                {"entrant": "社区居民", "team": "文苑社区", "written": "43.8"},
                {"entrant": "另一位", "state": "dnf"},
            ),
            strict=True,
        )
    ]
    recorder.post(sheet_url(event), lines(*existing, initial=4) | {"action": "publish"})
    for path in (event.url, public):
        html = client.get(path).content.decode()
        for said in ("一禾", "参赛选手", "社区居民", "41.2 秒", "未完成（DNF）", "金牌", "银牌"):
            assert said in html, (path, said)
        for hidden in ("赵一禾", "钱小川", "小川"):
            assert hidden not in html, (path, hidden)
    assert type(event).objects.get(pk=event.pk).latest_revision_id == revision
    actions = PageLogEntry.objects.filter(page=event.pk).values_list("action", flat=True)
    assert "wde.results.publish" in actions
    recorder.post(sheet_url(event), lines(*existing, initial=4) | {"action": "hide"})
    assert client.get(public).status_code == 404


def test_an_older_revision_published_later_takes_no_result_away(recorder, client):
    event = sports_day()
    older = event.get_latest_revision()
    recorder.post(sheet_url(event), lines({"entrant": "社区居民", "written": "41.2"}) | {"action": "publish"})
    page = event.get_latest_revision_as_object()
    page.summary = "新的介绍。"
    page.save_revision().publish()
    older.publish()
    assert "41.2 秒" in client.get(event.url).content.decode()


def test_withdrawn_consent_takes_the_name_away_at_once(recorder, client):
    event = sports_day()
    person = factories.registration(event, name="赵一禾", named_as="full")
    recorder.post(
        sheet_url(event), lines({"registration": person.pk, "written": "41.2"}) | {"action": "publish"}
    )
    assert "赵一禾" in client.get(event.url).content.decode()
    person.named_as = "anonymous"
    person.save()
    assert "赵一禾" not in client.get(event.url).content.decode()


@pytest.mark.both_databases
def test_everyone_who_signed_up_is_added_once(recorder):
    event = sports_day(capacity=2)
    for _turn in range(3):
        factories.registration(event)
    for _turn in range(2):
        recorder.post(sheet_url(event), {"action": "everyone"})
    assert Result.objects.filter(sheet__event=event).count() == 2  # the third one waits


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"entrant": "社区居民", "written": "fast"}, "请写数字"),
        ({"written": "41.2"}, "请写明是谁"),
        ({"entrant": "社区居民", "heat": "-1"}, "大于或等于"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_nothing_is_lost(recorder, entry, message):
    event = sports_day()
    answer = recorder.post(sheet_url(event), lines({"entrant": "写好的一行", "written": "9"}, entry))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert message in html
    assert "写好的一行" in html
    assert not Result.objects.filter(sheet__event=event).exists()


@pytest.mark.both_databases
def test_one_person_stands_once_in_a_round_and_may_stand_in_heat_and_final(recorder):
    event = sports_day()
    person = factories.registration(event)
    twice = {"registration": person.pk, "written": "41.2"}
    answer = recorder.post(sheet_url(event), lines(twice, twice))
    assert "出现了两次" in answer.content.decode()
    recorder.post(sheet_url(event), lines(twice, twice | {"heat": "1", "written": "42"}))
    assert Result.objects.filter(sheet__event=event).count() == 2


def test_a_line_can_be_removed(recorder):
    event = sports_day()
    recorder.post(sheet_url(event), lines({"entrant": "社区居民", "written": "9"}))
    result = Result.objects.get(sheet__event=event)
    data = lines({"id": result.pk, "entrant": "社区居民", "written": "9", "DELETE": "on"}, initial=1)
    recorder.post(sheet_url(event), data)
    assert not Result.objects.filter(sheet__event=event).exists()


@pytest.mark.both_databases
def test_medals_are_counted_by_team_and_only_from_finals():
    event = sports_day()
    sheet = ResultSheet.objects.create(event=event, contest="x", measure="points")
    for team, rank, heat in (
        ("甲", 1, 0),
        ("乙", 2, 0),
        ("甲", 2, 0),
        ("丙", 4, 0),
        ("丙", 1, 1),
        ("", 3, 0),
    ):
        Result.objects.create(sheet=sheet, team=team, rank=rank, heat=heat)
    assert PublishedOutcomes(event.pk).results == {}
    publish_results(sheet, published=True)
    table = medal_table(PublishedOutcomes(event.pk).results["x"])
    assert [(line.team, line.gold, line.silver, line.bronze, line.total) for line in table] == [
        ("甲", 1, 1, 0, 2),
        ("乙", 0, 1, 0, 1),
    ]


def test_an_article_shows_the_results_as_they_are_now(recorder, client):
    event = sports_day()
    recorder.post(sheet_url(event), lines({"entrant": "社区居民", "written": "41.2"}) | {"action": "publish"})
    article = ArticlePage(title="报道", event=event, body=[contest()])
    ArticleIndexPage.objects.first().add_child(instance=article)
    article.save_revision()
    factories.publish(article)
    assert "41.2 秒" in client.get(article.url).content.decode()


def test_prizes_are_given_afterwards_and_published_together(recorder, client):
    event = factories.event(model=ArtShowcasePage, works=[a_work(), a_work("团圆")])
    first, second = (str(child.id) for child in event.works)
    url = f"{BASE}/{event.pk}/prizes/"
    recorder.post(url, {first: "一等奖", second: "", "action": "hide"})
    assert "一等奖" not in client.get(event.url).content.decode()
    recorder.post(url, {first: "一等奖", second: "", "action": "publish"})
    for path in (event.url, f"{event.url}works/", f"{event.url}works/{first}/"):
        assert "一等奖" in client.get(path).content.decode(), path
    assert "一等奖" not in client.get(f"{event.url}works/{second}/").content.decode()


@pytest.mark.both_databases
def test_each_work_has_a_page_and_the_way_to_the_next(client):
    document = get_document_model()(title="录音")
    document.file.save("song.mp3", ContentFile(b"ID3 demo"))
    poem = "第一段。\n\n第二段。"
    event = factories.event(
        model=ArtShowcasePage, works=[a_work("远山"), a_work("歌", sound=document), a_work("诗", text=poem)]
    )
    ids = [str(child.id) for child in event.works]
    gallery = client.get(f"{event.url}works/").content.decode()
    assert [f"works/{pk}/" in gallery for pk in ids] == [True, True, True]
    middle = client.get(f"{event.url}works/{ids[1]}/").content.decode()
    assert "<audio controls" in middle
    assert "第 2 件，共 3 件" in middle
    assert f"works/{ids[0]}/" in middle
    assert f"works/{ids[2]}/" in middle
    assert "<p>第二段。</p>" in client.get(f"{event.url}works/{ids[2]}/").content.decode()
    assert '"@type": "CreativeWork"' in middle
    for path in ("works/unknown/", "results/"):
        assert client.get(event.url + path).status_code == 404


def test_without_the_authors_consent_a_work_is_nowhere(client):
    event = factories.event(
        model=ArtShowcasePage, works=[a_work("给大家看"), a_work("不给人看", consent=False)]
    )
    hidden = str(event.works[1].id)
    for path in (
        event.url,
        f"{event.url}works/",
        "/api/v2/pages/?type=wagtail_disability_events.ArtShowcasePage",
    ):
        assert "不给人看" not in client.get(path).content.decode(), path
    assert client.get(f"{event.url}works/{hidden}/").status_code == 404
    assert "不给人看" not in client.get(f"/api/v2/pages/{event.pk}/").content.decode()
    alone = factories.event(model=ArtShowcasePage, works=[a_work("不给人看", consent=False)])
    assert client.get(f"{alone.url}works/").status_code == 404


@pytest.mark.parametrize(
    ("author", "named", "stored"),
    [
        ("赵一禾", "full", "赵一禾"),
        ("赵一禾", "given", "一禾"),
        ("赵一禾", "anonymous", ""),
        ("社区居民", "anonymous", "社区居民"),
        ("", "anonymous", ""),
    ],
)
def test_of_an_authors_name_no_more_is_stored_than_was_agreed(author, named, stored):
    block = WorkBlock()
    value = block.clean(block.normalize(a_work(author=author, named=named)[1]))
    assert value["author"] == stored
    assert block.clean(value)["author"] == stored  # saving again shortens nothing further


def test_a_file_that_is_no_sound_is_refused():
    document = get_document_model()(title="表格")
    document.file.save("form.pdf", ContentFile(b"%PDF"))
    block = WorkBlock()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.normalize(a_work(sound=document)[1]))
    assert caught.value.block_errors["sound"].code == "not-audio"


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"begins": "09:00"}, "ends"),
        ({"ends": "09:00"}, "begins"),
        ({"begins": "09:00", "ends": "09:10"}, "ends"),
        ({"begins": "00:00", "ends": "23:59", "minutes": 5}, "minutes"),
    ],
)
def test_times_of_a_desk_that_cannot_be_are_refused_at_their_field(times, field):
    block = DeskBlock()
    value = block.to_python({"name": "法律援助", "minutes": 30, "at_once": 1} | times)
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert list(caught.value.block_errors) == [field]


@pytest.mark.both_databases
def test_who_came_often_enough_gets_a_certificate_and_nobody_else(client, street):
    event = factories.event(
        model=TrainingCoursePage,
        schedule=[factories.when(-9), factories.when(-8), factories.when(3)],
        course_certificate_minimum=2,
        course_certificate_text="特发此证。",
    )
    diligent = factories.registration(event, name="赵一禾", by_staff=True)
    lazy = factories.registration(event, name="钱小川", by_staff=True)
    first, second, _third = event.occurrences.all()
    attendance.mark_attended(diligent, first, None)
    attendance.mark_attended(lazy, first, None)
    assert client.get(f"/sign-up/{diligent.token}/certificate/").status_code == 404
    attendance.mark_attended(diligent, second, None)
    assert "您的证书" in client.get(f"/sign-up/{diligent.token}/").content.decode()
    assert "您的证书" not in client.get(f"/sign-up/{lazy.token}/").content.decode()
    own = client.get(f"/sign-up/{diligent.token}/certificate/")
    assert "赵一禾" in own.content.decode()
    assert "特发此证" in own.content.decode()
    assert "no-store" in own["Cache-Control"]
    assert client.get(f"/sign-up/{lazy.token}/certificate/").status_code == 404
    url = f"{BASE}/{event.pk}/certificates/"
    client.force_login(factories.user("reader", page=street, pages=("change",), registrations=("view",)))
    assert client.post(url).status_code == 302
    client.force_login(
        factories.user("printer", page=street, pages=("change",), registrations=("view", "reveal"))
    )
    assert client.get(url).status_code == 405
    html = client.post(url).content.decode()
    assert "赵一禾" in html
    assert "钱小川" not in html
    entry = PageLogEntry.objects.filter(page=event.pk, action="wde.registrations.reveal").get()
    assert entry.data["references"] == [diligent.reference]


def test_names_in_the_list_of_entrants_are_masked_without_the_permission(client, street):
    event = sports_day()
    factories.registration(event, name="赵一禾")
    client.force_login(factories.user("writer", page=street, pages=("change",)))
    html = client.get(sheet_url(event)).content.decode()
    assert "赵" not in html.split("<main")[-1]
    client.force_login(factories.user("viewer", page=street, pages=("change",), registrations=("view",)))
    html = client.get(sheet_url(event)).content.decode()
    assert "赵一禾" not in html
    assert "赵" in html
    everything = factories.user("all", page=street, pages=("change",), registrations=("view", "reveal"))
    client.force_login(everything)
    assert "赵一禾" in client.get(sheet_url(event)).content.decode()


def test_another_community_writes_no_results_and_no_prizes(client):
    event = sports_day()
    show = factories.event(model=ArtShowcasePage, works=[a_work()])
    own = EventIndexPage.objects.get(slug="chuangye")
    neighbour = factories.user("neighbour", page=own, pages=("change",), registrations=("view", "reveal"))
    client.force_login(neighbour)
    addresses = (
        f"{BASE}/{event.pk}/results/",
        sheet_url(event),
        f"{BASE}/{show.pk}/prizes/",
        f"{BASE}/{event.pk}/certificates/",
    )
    for address in addresses:
        assert client.post(address, {"action": "publish"}).status_code in (302, 405), address
        assert event.title not in client.get(address).content.decode(), address
    assert not ResultSheet.objects.filter(event=event).exists()
    assert not show.awards.exists()


def test_empty_states_say_what_to_do(recorder):
    bare = factories.event(model=SportsDayPage)
    assert "请先在页面里加上" in recorder.get(f"{BASE}/{bare.pk}/results/").content.decode()
    show = factories.event(model=ArtShowcasePage)
    assert "请先在页面里加上" in recorder.get(f"{BASE}/{show.pk}/prizes/").content.decode()
    assert recorder.get(f"{BASE}/{bare.pk}/results/unknown/").status_code == 404
    listed = recorder.get(f"{BASE}/{sports_day().pk}/results/").content.decode()
    assert "未公布" in listed


def test_behind_a_password_results_and_works_are_hidden_too(client):
    event = factories.event(model=ArtShowcasePage, works=[a_work()])
    PageViewRestriction.objects.create(page=event, restriction_type="password", password="secret")
    for path in ("works/", f"works/{event.works[0].id}/"):
        assert "远山" not in client.get(event.url + path).content.decode(), path
