"""Places with what a visitor finds there, services with a deadline, joint events, and who may touch what."""

import pytest
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, PageViewRestriction

from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, EventPage, Occasion, Venue
from wagtail_disability_events.occurrences.models import VenueFacility, VenuePhoto
from wagtail_disability_events.registration.models.registrations import Registration

pytestmark = pytest.mark.django_db


def venue(**fields):
    place = Venue.objects.create(**({"name": "小剧场", "directions": "下车向前走。"} | fields))
    VenueFacility.objects.create(venue=place, facility="lift", state="yes", note="进门左手边")
    VenueFacility.objects.create(venue=place, facility="toilet", state="no", note="对面一楼有")
    VenueFacility.objects.create(venue=place, facility="parking", state="unknown")
    return place


def test_what_is_measured_is_said_and_what_nobody_looked_at_is_unknown(client):
    place = venue(metro="江滨站 B 口", door_width=72, steps=2)
    html = client.get(factories.event(venue=place).url).content.decode()
    for said in (
        "有无障碍电梯",
        "进门左手边",
        "没有无障碍卫生间",
        "对面一楼有",
        "无障碍停车位：还没有查清",
        "最窄的门宽 72 厘米",
        "一般的轮椅过不去",
        "门口有 2 级台阶",
        "最近的有电梯的地铁口：江滨站 B 口",
        "还没查清：",
        "盲道",
    ):
        assert said in html, said
    wide = client.get(factories.event(venue=venue(name="大剧场", door_width=90)).url).content.decode()
    assert "一般的轮椅过不去" not in wide


def test_photos_of_the_way_in_are_shown_with_their_description(client):
    place = venue()
    image = get_image_model().objects.first()
    VenuePhoto.objects.create(venue=place, image=image, alt_text="正门，左边有坡道")
    html = client.get(factories.event(venue=place).url).content.decode()
    assert "<figcaption>正门，左边有坡道</figcaption>" in html


def test_a_service_that_needs_notice_can_be_asked_for_in_time_only(client):
    services = [
        ("service", {"service": "transport", "limit": 6, "note": "", "days_before": 3}),
        ("service", {"service": "captions", "limit": None, "note": "", "days_before": None}),
    ]
    early = factories.event(access=services, schedule=[factories.when(9)])
    late = factories.event(access=services, schedule=[factories.when(2)])
    assert "请至少提前 3 天说" in client.get(early.url).content.decode()
    assert 'value="transport"' in client.get(early.url + "register/").content.decode()
    form = client.get(late.url + "register/").content.decode()
    assert 'value="transport"' not in form
    assert "这些服务已过提出时间，请打电话：无障碍接送" in form
    data = {"name": "赵一禾", "phone": "13800001111", "consent_processing": "on", "consent_photo": "no"}
    answer = client.post(late.url + "register/", data | {"needs": "transport", "consent_sensitive": "on"})
    assert answer.status_code == 422
    assert not Registration.objects.filter(event=late).exists()


@pytest.mark.indexed
def test_a_joint_event_is_in_the_list_feed_and_search_of_each_holder(client):
    first, second, third = (factories.organisation(title=f"合办单位{n}") for n in "甲乙丙")
    event = factories.event(first, title="合办的活动", partners=[second])
    for place in (first, second):
        assert event.title in client.get(place.url, {"q": "合办的活动"}).content.decode()
        assert event.title in client.get(place.url + "calendar.ics").content.decode().replace("\r\n ", "")
        assert event.title in client.get(place.url + "rss.xml").content.decode()
    assert event.title not in client.get(third.url).content.decode()
    assert event.title not in client.get(third.url + "calendar.ics").content.decode()
    page = client.get(event.url).content.decode()
    assert "合办单位甲、合办单位乙" in page
    assert f">{event.title}</a></h3>" in client.get("/", {"q": "合办的活动"}).content.decode()
    PageViewRestriction.objects.create(page=first, restriction_type="login")
    assert event.title not in client.get(second.url).content.decode()
    PageViewRestriction.objects.all().delete()
    PageViewRestriction.objects.create(page=second, restriction_type="login")
    assert event.title in client.get(first.url).content.decode()  # its own place is open


@pytest.mark.indexed
def test_a_place_or_occasion_in_use_is_not_deleted_and_it_is_said_where(client, admin_user):
    place, occasion = venue(), Occasion.objects.create(name="全国爱耳日", slug="ear-day")
    event = factories.event(venue=place, occasion=occasion, title="用着它的活动")
    client.force_login(admin_user)
    for model, item in (("venue", place), ("occasion", occasion)):
        base = f"/admin/snippets/wagtail_disability_events/{model}"
        usage = client.get(f"{base}/usage/{item.pk}/").content.decode()
        assert event.title in usage, model
        client.post(f"{base}/delete/{item.pk}/")
        assert type(item).objects.filter(pk=item.pk).exists(), model
        question = client.get(f"{base}/delete/{item.pk}/").content.decode()
        assert "usage" in question, model


def test_an_event_moves_to_another_organisation_with_its_registrations(client, admin_user):
    event = factories.event(capacity=5)
    registration = factories.registration(event)
    target = factories.organisation()
    client.force_login(admin_user)
    client.post(f"/admin/pages/{event.pk}/move/{target.pk}/confirm/", {})
    moved = EventPage.objects.get(pk=event.pk)
    assert moved.get_parent().pk == target.pk
    registration.refresh_from_db()
    assert registration.event_id == moved.pk
    assert moved.title in client.get(target.url).content.decode()


@pytest.fixture
def neighbours():
    """Two communities, each with a draft, a sign-up and a collection of images."""
    found = {}
    for slug in ("chuangye", "wenyuan"):
        place = EventIndexPage.objects.get(slug=slug)
        draft = factories.event(place, title=f"{slug} 的草稿", publish=False)
        event = factories.event(place, title=f"{slug} 的活动")
        factories.registration(event, name=f"{slug} 的居民")
        collection = Collection.get_first_root_node().add_child(name=f"{slug} 的图片")
        image = get_image_model().objects.first()
        image.pk, image.collection, image.title = None, collection, f"{slug} 的照片"
        image.save()
        found[slug] = (place, draft, event, collection, image)
    return found


def test_an_editor_of_one_community_sees_and_touches_nothing_of_another(client, neighbours):
    place, _draft, _event, collection, own_image = neighbours["chuangye"]
    editor = factories.user(
        "editor",
        page=place,
        pages=("add", "change", "publish"),
        registrations=("view", "change", "reveal", "export"),
        dates=True,
    )
    from django.contrib.auth.models import Permission

    for action in ("add", "change", "choose"):
        image_model = get_image_model()._meta
        permission = Permission.objects.get(
            content_type__app_label=image_model.app_label, codename=f"{action}_{image_model.model_name}"
        )
        GroupCollectionPermission.objects.create(
            group=editor.groups.get(), collection=collection, permission=permission
        )
    client.force_login(editor)
    foreign_place, foreign_draft, foreign_event, _foreign_collection, foreign_image = neighbours["wenyuan"]
    date = foreign_event.occurrences.get()
    base = f"/admin/disability-events/{foreign_event.pk}"
    addresses = [
        f"/admin/pages/{foreign_draft.pk}/edit/",
        f"/admin/pages/{foreign_draft.pk}/view_draft/",
        f"/admin/pages/{foreign_draft.pk}/history/",
        f"/admin/pages/{foreign_event.pk}/edit/",
        f"/admin/pages/add/wagtail_disability_events/eventpage/{foreign_place.pk}/",
        f"/admin/images/{foreign_image.pk}/",
        f"/admin/disability-events/organisation/{foreign_place.pk}/dates/",
        f"/admin/disability-events/{foreign_place.pk}/schedule/",
        *(
            f"{base}/{name}/"
            for name in (
                "registrations",
                "registrations/reveal",
                "registrations/export",
                "registrations/mark",
                "registrations/headcount",
                "photos",
                "draft",
                "dates",
                f"dates/{date.pk}/cancel",
                "results",
                "results/x",
                "prizes",
                "certificates",
                "duplicate",
                "schedule",
            )
        ),
    ]
    for address in addresses:
        for method in (client.get, client.post):
            answer = method(address)
            text = answer.content.decode() if not answer.streaming else ""
            assert answer.status_code in (302, 403, 404, 405), (address, answer.status_code)
            assert "wenyuan 的居民" not in text, address
            assert "wenyuan 的草稿" not in text, address
    for address in (
        "/admin/disability-events/events/",
        "/admin/pages/search/?q=wenyuan",
        "/admin/images/",
        "/admin/images/chooser/",
        f"/admin/pages/{place.get_parent().pk}/",
    ):
        text = client.get(address).content.decode()
        assert "wenyuan 的草稿" not in text, address
        assert "wenyuan 的照片" not in text, address
    assert own_image.title in client.get("/admin/images/").content.decode()
    assert foreign_event.occurrences.get().status == "scheduled"
