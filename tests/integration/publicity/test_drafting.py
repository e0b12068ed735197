"""Drafts from facts: templates, live figures, gaps, figures that stand still once the article is approved."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.blocks.figure_names import filled
from wagtail_disability_events.blocks.figures import event_figures, period_figures
from wagtail_disability_events.models import (
    ArticlePage,
    ArticleTemplate,
    ArtShowcasePage,
    EventIndexPage,
    Headcount,
    PublicitySettings,
    SportsDayPage,
)
from wagtail_disability_events.publicity.drafting.drafts import draft_article, draft_digest
from wagtail_disability_events.publicity.drafting.facts import known_names, unknown_names
from wagtail_disability_events.publicity.drafting.genres import genres_for
from wagtail_disability_events.publicity.style.settings import publicity_of
from wagtail_disability_events.publicity.text.gaps import gaps_in
from wagtail_disability_events.publicity.text.plain_text import plain_text
from wagtail_disability_events.publicity.wechat.rendering import render_wechat

pytestmark = pytest.mark.django_db
Genre = ArticlePage.Genre


@pytest.fixture
def past():
    """An event that is over, at which four people were counted."""
    event = factories.event(model=SportsDayPage, schedule=[factories.when(-3)], title="环湖健步走")
    Headcount.objects.create(occurrence=event.occurrences.get(), walk_ins=4, companions=3, volunteers=2)
    return event


def template(**fields):
    fields = {"name": "模板", "genre": Genre.REPORT, "title": "{{活动名称}}", "body": []} | fields
    made = ArticleTemplate(**fields)
    made.full_clean()
    made.save()
    return made


class TestGenres:
    def test_before_it_an_event_is_announced_and_after_it_reported(self, past):
        assert genres_for(factories.event()) == ["announcement", "reminder"]
        assert genres_for(past) == ["report", "results", "portrait"]

    @pytest.mark.parametrize("tone", ["official", "easy"])
    @pytest.mark.parametrize("genre", ["announcement", "reminder", "report", "results", "portrait"])
    def test_every_genre_has_a_template_in_which_every_name_is_known(self, past, genre, tone):
        article = draft_article(past, genre, None, tone=tone)
        assert article.genre == genre
        assert article.easy_reading == (tone == "easy")
        assert unknown_names(article.title, article.abstract, article.body.get_prep_value()) == []
        assert ("待补" in plain_text(article)) == bool(gaps_in(article))

    @pytest.mark.both_databases
    def test_a_digest_counts_what_the_organisation_did(self, past):
        organisation = EventIndexPage.objects.get(slug="nanhu")
        first, last = factories.days_ahead(-5), factories.days_ahead(0)
        figures = period_figures(organisation, first, last)
        article = draft_digest(organisation, first, last, None)
        text = plain_text(article)
        assert [title for title, _day, number in figures["event_lines"] if number == 4] == ["环湖健步走"]
        assert f"举办活动 {figures['events']} 场" in text
        assert f"{figures['attendances']} 人次" in text
        assert "环湖健步走　4 人次" in text
        assert (
            article.abstract == f"举办活动 {figures['events']} 场，残疾人参加 {figures['attendances']} 人次。"
        )


class TestTemplates:
    def test_an_organisation_has_its_own_and_those_below_use_it(self, past):
        for organisation, words in ((None, "所有单位"), ("jiangbin", "区里"), ("wenyuan", "别处")):
            page = EventIndexPage.objects.get(slug=organisation) if organisation else None
            template(organisation=page, body=[("text", f"<p>{words}：{{{{活动名称}}}}</p>")])
        assert "区里：环湖健步走" in plain_text(draft_article(past, Genre.REPORT, None))
        elsewhere = factories.event(
            EventIndexPage.objects.get(slug="wenyuan"), title="读书会", schedule=[factories.when(-2)]
        )
        assert "别处：读书会" in plain_text(draft_article(elsewhere, Genre.REPORT, None))

    def test_an_unknown_name_is_refused_with_the_names_that_there_are(self):
        with pytest.raises(ValidationError) as refused:
            template(
                title="{{天气}}",
                abstract="{{活动简介}}",
                body=[("text", "<p>{{ 参加人次 }}｛｛心情｝｝</p>")],
            )
        said = refused.value.message_dict
        assert "天气" in said["title"][0]
        assert "参加人次" in said["title"][0]
        assert "心情" in said["body"][0]
        assert "abstract" not in said

    def test_one_that_came_into_the_database_otherwise_leaves_a_gap(self, past):
        ArticleTemplate.objects.create(
            name="旧", genre=Genre.REPORT, title="{{活动名称}}", body=[("text", "<p>{{天气}}很好</p>")]
        )
        article = draft_article(past, Genre.REPORT, None)
        assert "【待补：天气】很好" in plain_text(article)
        assert gaps_in(article) == ["天气"]

    def test_there_is_one_for_a_genre_and_a_tone(self):
        template()
        with pytest.raises(ValidationError, match="已经有模板"):
            template()

    def test_codes_and_chinese_names_mean_the_same(self):
        assert (
            filled("{{attendances}} {{参加人次}} ｛｛参加人次｝｝ {{何物}}", {"attendances": 7})
            == "7 7 7 {{何物}}"
        )
        assert {"活动名称", "参加人次"} <= set(known_names())

    def test_what_has_no_record_is_left_out_with_its_heading(self):
        event = factories.event(registration_enabled=False)
        article = draft_article(event, Genre.ANNOUNCEMENT, None)
        kinds = [child.block_type for child in article.body]
        assert "access_service" not in kinds
        headings = [str(child.value) for child in article.body if child.block_type == "heading"]
        assert headings == ["时间和地点"]

    def test_words_of_an_event_cannot_become_markup(self):
        event = factories.event(title="<b>大字</b>", summary="<script>alert(1)</script>甲")
        html = render_wechat(draft_article(event, Genre.ANNOUNCEMENT, None)).html
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)" in html


class TestFigures:
    def test_a_figure_that_nobody_counted_is_a_gap_and_never_a_number(self):
        event = factories.event(schedule=[factories.when(-3)])
        article = draft_article(event, Genre.REPORT, None)
        assert event_figures(event)["attendances"] is None
        assert "【待补：残疾人参加人次】人次" in plain_text(article).replace(" ", "")
        assert any("人次" in gap for gap in gaps_in(article))

    @pytest.mark.both_databases
    def test_they_follow_the_records_until_they_are_frozen(self, past, client):
        article = draft_article(past, Genre.REPORT, None)
        Headcount.objects.update(walk_ins=9)
        assert "9 人次" in plain_text(ArticlePage.objects.get(pk=article.pk))
        factories.publish(article)
        Headcount.objects.update(walk_ins=12)
        live = ArticlePage.objects.get(pk=article.pk)
        for text in (plain_text(live), render_wechat(live).html, client.get(live.url).content.decode()):
            assert "9 人次" in text.replace("</span>", "")
            assert "12 人次" not in text
        body = client.get(f"/api/v2/pages/{article.pk}/?fields=body").content.decode()
        assert "9 人次" in body
        assert "参加人次}}" not in body

    def test_a_draft_after_the_approval_is_live_again(self, past):
        article = draft_article(past, Genre.REPORT, None)
        factories.publish(article)
        assert article.approved_versions.count() == 1
        Headcount.objects.update(walk_ins=12)
        page = ArticlePage.objects.get(pk=article.pk)
        page.abstract = "改过的摘要"
        page.save_revision()
        draft = page.get_latest_revision_as_object()
        assert "12 人次" in plain_text(draft)
        assert "12 人次" in draft.make_preview_request(preview_mode="wechat").content.decode()

    @pytest.mark.both_databases
    def test_every_source_is_counted_from_its_records(self):
        work = ("work", {"title": "远山", "consent": True, "author": "居民", "prize": "一等奖"})
        event = factories.event(
            model=ArtShowcasePage,
            works=[work],
            schedule=[factories.when(-1)],
            access=[("service", {"service": "sign-language", "limit": None, "note": ""})],
        )
        assert event_figures(event)["works"] == 1
        assert event_figures(event)["services"] is None


class TestAddresses:
    @pytest.fixture
    def staff(self, client, admin_user):
        client.force_login(admin_user)
        return client

    def test_photos_that_were_not_ticked_stay_out(self, staff, past):
        shown, left = (factories.photo(past, state="public") for _ in range(2))
        address = f"/admin/disability-events/{past.pk}/draft/"
        page = staff.get(address).content.decode()
        assert shown.alt_text in page
        staff.post(address, {"genre": "report", "photos-offered": "1", "photo": [shown.pk, "x", 999999]})
        article = ArticlePage.objects.filter(event_id=past.pk).get()
        text = plain_text(article.get_latest_revision_as_object())
        assert shown.alt_text in text
        assert left.alt_text not in text

    def test_what_does_not_fit_the_moment_is_not_drafted(self, staff, past):
        answer = staff.post(f"/admin/disability-events/{past.pk}/draft/", {"genre": "announcement"})
        assert "请重新选择" in answer.content.decode()
        assert not ArticlePage.objects.filter(event_id=past.pk).exists()

    def test_a_digest_is_asked_for_by_its_days(self, staff):
        organisation = EventIndexPage.objects.get(slug="nanhu")
        address = f"/admin/disability-events/organisation/{organisation.pk}/digest/"
        last_month = timezone.localdate().replace(day=1) - datetime.timedelta(days=1)
        assert str(last_month) in staff.get(address).content.decode()
        wrong = staff.post(address, {"first": "2026-05-31", "last": "2026-05-01"})
        assert wrong.status_code == 422
        assert "早于第一天" in wrong.content.decode()
        staff.post(address, {"first": "2026-05-01", "last": "2026-05-31"})
        article = ArticlePage.objects.get(genre="digest")
        assert "2026 年 5 月" in article.title
        assert article.body.get_prep_value()

    def test_the_look_of_an_organisation_holds_for_those_below(self, staff):
        organisation = EventIndexPage.objects.get(slug="jiangbin")
        address = f"/admin/disability-events/organisation/{organisation.pk}/publicity/"
        assert "喜庆" in staff.get(address).content.decode()
        light = staff.post(address, {"theme": "warm", "accent": "#ff9999"})
        assert light.status_code == 422
        assert "太浅" in light.content.decode()
        assert "等号" in staff.post(address, {"own_words": "残疾人士"}).content.decode()
        fields = {"theme": "warm", "accent": "#5a1f10", "gap": "20", "own_words": "残疾人士＝残疾人"}
        staff.post(address, fields, follow=True)
        below = EventIndexPage.objects.get(slug="nanhu")
        PublicitySettings.objects.create(organisation=below, own_words="老伴=爱人")
        holds = publicity_of(below)
        assert (holds.theme.name, holds.theme.accent, holds.theme.gap) == ("warm", "#5a1f10", 20)
        assert holds.words == {"残疾人士": "残疾人", "老伴": "爱人"}
        assert "border-radius:18px" in render_wechat(ArticlePage.objects.filter(genre="report").first()).html

    @pytest.mark.parametrize("kind", ["digest", "publicity"])
    def test_other_organisations_are_closed(self, client, kind):
        client.force_login(
            factories.user("w", page=EventIndexPage.objects.get(slug="wenyuan"), pages=("add", "change"))
        )
        other = EventIndexPage.objects.get(slug="nanhu")
        address = f"/admin/disability-events/organisation/{other.pk}/{kind}/"
        assert client.get(address).status_code == 302
        assert client.post(address, {"theme": "warm"}).status_code == 302
        assert not PublicitySettings.objects.exists()
