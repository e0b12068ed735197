"""Editing in the admin as staff do it: an address from a Chinese title, errors where they belong."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, EventPage, Occurrence, SportsDayPage

pytestmark = pytest.mark.django_db

NO_COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


def date_form(**changes):
    day = factories.days_ahead(9).isoformat()
    form = {"start_date": day, "start_time": "09:00", "end_time": "11:00", "end_date": ""}
    return form | {"topic": "", "venue": "", "location": ""} | changes


def list_form(items):
    """What the editor sends of a ListBlock."""
    rows = {
        str(number): {"value": item, "deleted": "", "order": str(number), "id": ""}
        for number, item in enumerate(items)
    }
    return {"count": str(len(items))} | rows


def event_form(dates, **changes):
    form = {
        "title": "残疾人健身操示范",
        "slug": "",
        "summary": "跟着教练一起做操。",
        "kind": "sports",
        "schedule": streamfield([("single", value) for value in dates]),
        "access": streamfield([]),
        "body": streamfield([]),
        "contests": streamfield([]),
        "registration_enabled": "on",
        "register_for": "event",
        "waitlist": "on",
        "questions": streamfield([]),
        "places": streamfield([]),
        "companions": "0",
        "waiting_order": "time",
        "comments": NO_COMMENTS,
    }
    return nested_form_data(form | changes)


def create(staff, street, dates, model="sportsdaypage", **changes):
    address = reverse("wagtailadmin_pages:add", args=["wagtail_disability_events", model, street.pk])
    return staff.post(address, event_form(dates, **changes))


def errors(answer):
    """What a refused form says, block by block."""
    found = answer.context["form"].errors.as_data()
    return json.dumps(
        [
            error.as_json_data() if hasattr(error, "as_json_data") else error.messages
            for e in found.values()
            for error in e
        ],
        ensure_ascii=False,
        default=str,
    )


def test_a_chinese_title_gets_a_pinyin_address_and_publishing_makes_the_date(staff, street):
    answer = create(staff, street, [date_form()], **{"action-publish": "on"})
    assert answer.status_code == 302, errors(answer)[:2000]
    event = SportsDayPage.objects.get(title="残疾人健身操示范")
    assert event.slug == "can-ji-ren-jian-shen-cao-shi-fan"
    assert event.occurrences.count() == 1
    again = create(staff, street, [date_form()], **{"action-publish": "on"})
    assert again.status_code == 302
    assert SportsDayPage.objects.filter(slug="can-ji-ren-jian-shen-cao-shi-fan-2").exists()


def test_a_course_of_100_sessions_is_saved_by_the_editor_s_form(staff, street):
    day = factories.days_ahead(3)
    sessions = [
        {"date": (day + timedelta(days=number)).isoformat(), "topic": f"第 {number + 1} 课"}
        | {"start_time": "", "minutes": "", "teacher": "", "venue": "", "location": ""}
        for number in range(100)
    ]
    course = {"start_time": "18:30", "minutes": "90", "teacher": "", "sessions": list_form(sessions)}
    form = {"schedule": streamfield([("course", course)]), "syllabus": streamfield([])}
    answer = create(staff, street, [], model="trainingcoursepage", **form, **{"action-publish": "on"})
    assert answer.status_code == 302, errors(answer)[:2000]
    assert Occurrence.objects.filter(event__title="残疾人健身操示范").count() == 100


def test_a_page_of_500_blocks_is_saved_and_shown_at_the_price_of_one(
    staff, street, client, django_assert_max_num_queries
):
    images = list(get_image_model().objects.all()[:10])
    blocks = []
    for number in range(250):
        blocks.append(("text", rich_text(f"<p>第 {number} 段</p>")))
        image = str(images[number % len(images)].pk)
        picture = {"image": {"image": image, "decorative": "", "alt_text": "画"}, "caption": ""}
        blocks.append(("picture", picture))
    answer = create(staff, street, [date_form()], body=streamfield(blocks), **{"action-publish": "on"})
    assert answer.status_code == 302, errors(answer)[:2000]
    event = EventPage.objects.get(title="残疾人健身操示范")
    assert len(event.specific.body) == 500
    client.logout()
    client.get(event.url)
    with django_assert_max_num_queries(15):
        page = client.get(event.url)
    assert "第 249 段" in page.content.decode()


def test_a_title_without_letters_gets_an_address_too(staff, street):
    create(staff, street, [date_form()], title="♥♥♥")
    assert EventPage.objects.get(title="♥♥♥").slug.startswith("event-")


def test_an_event_without_a_date_stays_a_draft(staff, street):
    published = create(staff, street, [], **{"action-publish": "on"})
    assert published.status_code == 200
    assert "没有时间就没人找得到它" in errors(published)
    draft = create(staff, street, [])
    assert draft.status_code == 302
    assert not Occurrence.objects.filter(event__title="残疾人健身操示范").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end_date": factories.days_ahead(8).isoformat()}, "最后一天早于第一天"),
        ({"end_time": "08:00"}, "结束时间"),
        ({"start_time": "", "end_time": "08:00"}, "开始时间"),
        ({"start_date": "9999-12-31", "start_time": "", "end_time": ""}, "太远"),
    ],
)
def test_a_date_that_cannot_be_is_told_at_its_field_and_what_was_typed_stays(staff, street, changes, words):
    answer = create(staff, street, [date_form(**changes)], **{"action-publish": "on"})
    assert answer.status_code == 200
    assert words in errors(answer)
    assert "跟着教练一起做操" in answer.content.decode()
    assert not EventPage.objects.filter(title="残疾人健身操示范").exists()


def test_a_sign_up_that_closes_before_it_opens_is_told(staff, street):
    answer = create(
        staff,
        street,
        [date_form()],
        registration_opens="2026-05-02 09:00",
        registration_closes="2026-05-01 09:00",
        **{"action-publish": "on"},
    )
    assert answer.context["form"].errors["registration_closes"]


def test_a_wrong_time_zone_is_told(staff, street):
    page = street.get_latest_revision_as_object()
    form = {
        "title": page.title,
        "slug": page.slug,
        "level": "street",
        "intro": rich_text("<p></p>"),
        "time_zone": "Mars/Base",
        "body": streamfield([]),
        "comments": NO_COMMENTS,
        "action-publish": "on",
    }
    answer = staff.post(reverse("wagtailadmin_pages:edit", args=[street.pk]), nested_form_data(form))
    assert answer.context["form"].errors["time_zone"]


@pytest.mark.parametrize(
    "model",
    [
        "eventpage",
        "sportsdaypage",
        "artshowcasepage",
        "socialgatheringpage",
        "trainingcoursepage",
        "advicedaypage",
        "articlepage",
        "eventindexpage",
        "articleindexpage",
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_type_can_be_edited_in_both_languages(staff, admin_user, street, model, language):
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = language
    profile.save()
    parent = Page.objects.get(slug="articles") if model == "articlepage" else street
    address = reverse("wagtailadmin_pages:add", args=["wagtail_disability_events", model, parent.pk])
    answer = staff.get(address)
    assert answer.status_code == 200
    words = {"zh-hans": "标题", "en": "Title"}
    assert words[language] in answer.content.decode()


def test_an_event_page_leads_to_its_list_photos_and_article(staff, street):
    event = EventPage.objects.get(title="残疾人趣味运动会")
    html = staff.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    for name in ("wde_registrations", "wde_photos", "wde_draft_article"):
        assert reverse(name, args=[event.pk]) in html
    explorer = staff.get(reverse("wagtailadmin_explore", args=[street.pk])).content.decode()
    assert reverse("wde_registrations", args=[event.pk]) in explorer


@pytest.mark.parametrize(
    "slug",
    ["nanhu", "can-ji-ren-qu-wei-yun-dong-hui", "shou-yu-pei-xun-ban", "kang-fu-ti-jian-ri", "articles"],
)
def test_the_preview_of_each_page_shows_what_publishing_would(staff, slug):
    page = Page.objects.get(slug=slug).specific
    draft = page.get_latest_revision_as_object()
    draft.title = "还没发布的新标题"
    answer = draft.make_preview_request(preview_mode="")
    assert answer.status_code == 200
    assert "还没发布的新标题" in answer.content.decode()


def test_the_preview_of_a_page_that_was_never_saved_works(street):
    event = EventPage(title="新活动", summary="还没存。", schedule=[factories.when()], slug="new")
    event._cached_parent_obj = street
    event.path, event.depth = street.path + "00ZZ", street.depth + 1
    assert "9:00–11:00" in event.make_preview_request(preview_mode="").content.decode()


def test_venues_and_themes_are_kept_as_snippets(staff):
    for name in ("venue", "occasion"):
        assert staff.get(reverse(f"wagtailsnippets_wagtail_disability_events_{name}:list")).status_code == 200
        assert staff.get(reverse(f"wagtailsnippets_wagtail_disability_events_{name}:add")).status_code == 200


def test_a_photo_of_an_event_of_others_is_refused_at_its_block(client, street):
    """A page's form could name any photo, also one that nobody may see yet."""
    foreign = factories.photo(factories.event(factories.organisation()), alt_text="别处的照片")
    own = factories.photo(factories.event(street), alt_text="这里的照片")
    client.force_login(factories.user("writer", page=street, pages=("add", "change", "publish")))
    for photo, status in ((foreign, 200), (own, 302)):
        gallery = {"heading": "", "photos": list_form([str(photo.pk)]), "columns": "1"}
        answer = create(client, street, [date_form()], body=streamfield([("gallery", gallery)]))
        assert answer.status_code == status, errors(answer)[:2000]
        if status == 200:
            assert "其中一张照片属于您无权编辑的活动" in errors(answer)
