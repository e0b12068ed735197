"""The light table: decide, describe, rate, arrange many photos at once; take a step back; two at once."""

import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.models import PageLogEntry

from tests.support import factories
from wagtail_disability_events.gallery.photos import editing as light_table
from wagtail_disability_events.gallery.photos.suggestions import best, traits_of
from wagtail_disability_events.models import Photo

pytestmark = pytest.mark.django_db

WORDS = "两位选手推着轮椅绕过标志桶"


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def table(event) -> str:
    return reverse("wde_photos", args=[event.pk])


def said(answer) -> str:
    return "\n".join(str(message) for message in answer.context["messages"])


def order(event) -> list[int]:
    return list(event.photos.in_order().values_list("pk", flat=True))


class TestManyAtOnce:
    def test_a_step_changes_those_chosen_and_can_be_taken_back(self, staff, event):
        chosen = [factories.photo(event).pk for _ in range(3)]
        left = factories.photo(event)
        answer = staff.post(
            table(event),
            {"do": "change", "photo": chosen, "rating": "4", "credit": "摄影：志愿者"},
            follow=True,
        )
        assert "改好了 3 张照片" in said(answer)
        assert set(event.photos.filter(pk__in=chosen).values_list("rating", "credit")) == {
            (4, "摄影：志愿者")
        }
        left.refresh_from_db()
        assert left.rating == 0
        link = answer.content.decode().split("undo=")[1].split('"')[0]
        asked = staff.get(table(event), {"undo": link}).content.decode()
        assert "撤销上一步" in asked
        event.photos.filter(pk=chosen[0]).update(rating=5)  # somebody changes one of them meanwhile
        answer = staff.post(table(event), {"do": "undo", "step": link}, follow=True)
        assert "2 张照片恢复原样" in said(answer)
        assert "1 张后来又改过" in said(answer)
        assert sorted(event.photos.filter(pk__in=chosen).values_list("rating", flat=True)) == [0, 0, 5]
        answer = staff.post(table(event), {"do": "undo", "step": link}, follow=True)
        assert "0 张照片恢复原样" in said(answer)

    def test_a_photo_without_words_is_refused_and_stops_no_other(self, staff, event):
        described = factories.photo(event, alt_text=WORDS)
        bare, decoration = factories.photo(event), factories.photo(event, is_decorative=True)
        ids = [described.pk, bare.pk, decoration.pk]
        answer = staff.post(table(event), {"do": "change", "photo": ids, "state": "public"}, follow=True)
        assert "改好了 2 张照片" in said(answer)
        assert f"照片 {bare.position}：" in said(answer)
        states = dict(event.photos.values_list("pk", "state"))
        assert states == {described.pk: "public", bare.pk: "new", decoration.pk: "public"}

    def test_a_script_gets_the_same_as_data(self, staff, event):
        photo = factories.photo(event)
        answer = staff.post(
            table(event), {"photo": photo.pk, "rating": "3"}, headers={"Accept": "application/json"}
        ).json()
        assert answer["photos"][str(photo.pk)]["rating"] == 3
        assert answer["step"]
        refused = staff.post(
            table(event), {"photo": photo.pk, "state": "public"}, headers={"Accept": "application/json"}
        ).json()
        assert refused["photos"] == {}
        assert len(refused["problems"]) == 1

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            ({"do": "change", "state": "public"}, "没有选照片"),
            ({"do": "change", "photo": "PHOTO"}, "请选择要改什么"),
            ({"do": "change", "photo": "PHOTO", "state": "everyone"}, "everyone"),
            ({"do": "change", "photo": "x", "rating": "1"}, "没有选照片"),
            ({"do": "change", "photo": "PHOTO", "alt_text": "长" * 201}, "200"),
        ],
    )
    def test_wrong_input_is_told_and_changes_nothing(self, staff, event, data, says):
        photo = factories.photo(event)
        data = {key: str(photo.pk) if value == "PHOTO" else value for key, value in data.items()}
        answer = staff.post(table(event), data, follow=True)
        assert says in said(answer)
        photo.refresh_from_db()
        assert photo.version == 0

    def test_photos_of_another_event_are_out_of_reach(self, staff, event):
        other = factories.photo(factories.event())
        staff.post(table(event), {"do": "change", "photo": other.pk, "rating": "5"})
        staff.post(table(event), {"do": "delete", "photo": other.pk, "sure": "yes"})
        staff.post(table(event), {"move": f"{other.pk} 1"})
        other.refresh_from_db()
        assert (other.rating, other.position) == (0, 1)
        for name in ("wde_photo", "wde_photo_faces"):
            assert staff.get(reverse(name, args=[event.pk, other.pk])).status_code == 404
        assert staff.get(reverse("wde_photo_file", args=[event.pk, other.pk, "small"])).status_code == 404

    def test_only_what_may_be_changed_is_changed(self, event, admin_user):
        with pytest.raises(KeyError):
            light_table.change_photos(event, admin_user, [], {"event": 1})


class TestDeleting:
    def test_it_is_asked_first_and_then_gone_everywhere(self, staff, event, client):
        photo = factories.photo(event, state="public")
        image = photo.image
        asked = staff.post(table(event), {"do": "delete", "photo": photo.pk})
        assert "不能恢复" in asked.content.decode()
        assert Photo.objects.filter(pk=photo.pk).exists()
        answer = staff.post(table(event), {"do": "delete", "photo": photo.pk, "sure": "yes"}, follow=True)
        assert "删除了 1 张照片" in said(answer)
        assert client.get(f"{event.url}photos/{photo.pk}/").status_code == 404
        assert not type(image).objects.filter(pk=image.pk).exists()
        assert PageLogEntry.objects.filter(action="wde.photos.delete", page=event).exists()


class TestOrder:
    def test_buttons_and_drag_arrange(self, staff, event):
        one, two, three = (factories.photo(event).pk for _ in range(3))
        staff.post(table(event), {"move": f"{three} -1"})
        assert order(event) == [one, three, two]
        staff.post(table(event), {"move": f"{one} 1"})
        assert order(event) == [three, one, two]
        staff.post(table(event), {"move": f"{two} 0", "before": three})
        assert order(event) == [two, three, one]
        staff.post(table(event), {"move": f"{two} -1"})  # it is the first already
        assert order(event) == [two, three, one]
        staff.post(table(event), {"move": f"{two} 0"})
        assert order(event) == [three, one, two]
        assert list(event.photos.in_order().values_list("position", flat=True)) == [1, 2, 3]

    def test_by_the_time_at_which_they_were_taken(self, staff, event):
        photos = [factories.photo(event) for _ in range(3)]
        for photo, hour in zip(photos, (11, 9, None), strict=True):
            taken = datetime(2026, 5, 17, hour, tzinfo=UTC) if hour else None
            Photo.objects.filter(pk=photo.pk).update(taken_at=taken)
        staff.post(table(event), {"do": "arrange"})
        assert order(event) == [photos[1].pk, photos[0].pk, photos[2].pk]


class TestTwoPeople:
    def test_who_saves_second_sees_what_the_first_wrote_and_keeps_their_words(self, staff, event):
        photo = factories.photo(event)
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        data = {"version": 0, "state": "new", "rating": 0}
        staff.post(address, data | {"alt_text": "第一个人写的描述"})
        answer = staff.post(address, data | {"alt_text": "第二个人写的描述"})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "第一个人写的描述" in html
        assert "第二个人写的描述" in html
        photo.refresh_from_db()
        assert photo.alt_text == "第一个人写的描述"
        staff.post(
            address,
            data | {"alt_text": "第二个人写的描述", "version": answer.context["form"]["version"].value()},
        )
        photo.refresh_from_db()
        assert photo.alt_text == "第二个人写的描述"


class TestPermissions:
    def test_who_may_only_edit_describes_and_cannot_release(self, client, event):
        photo = factories.photo(event, alt_text=WORDS)
        client.force_login(factories.user("writer", page=event, pages=("change",)))
        answer = client.post(
            table(event), {"do": "change", "photo": photo.pk, "state": "public"}, follow=True
        )
        assert "有发布权限" in answer.content.decode()
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        for state in ("public", "participants"):
            client.post(address, {"version": 0, "alt_text": WORDS, "state": state, "rating": 2})
        photo.refresh_from_db()
        assert (photo.state, photo.rating) == ("new", 0)
        client.post(address, {"version": 0, "alt_text": WORDS, "state": "internal", "rating": 2})
        photo.refresh_from_db()
        assert (photo.state, photo.rating) == ("internal", 2)

    def test_nobody_else_reaches_any_address(self, client, event):
        photo = factories.photo(event)
        addresses = [
            table(event),
            reverse("wde_photo", args=[event.pk, photo.pk]),
            reverse("wde_photo_faces", args=[event.pk, photo.pk]),
            reverse("wde_photo_file", args=[event.pk, photo.pk, "large"]),
            reverse("wde_upload_links", args=[event.pk]),
            reverse("wde_photo_uploads", args=[event.pk]),
        ]
        for address in addresses:
            assert client.get(address).status_code == 302
        client.force_login(
            factories.user("other", page=factories.organisation(), pages=("change", "publish"))
        )
        for address in addresses:
            assert client.get(address).status_code in (302, 403), address

    def test_files_are_shown_to_staff_and_kept_by_no_proxy(self, staff, event):
        photo = factories.photo(event)
        for size, side in (("small", 320), ("large", 320), ("file", 320)):
            answer = staff.get(reverse("wde_photo_file", args=[event.pk, photo.pk, size]))
            assert "private" in answer["Cache-Control"]
            assert answer["X-Content-Type-Options"] == "nosniff"
            content = b"".join(answer.streaming_content)
            assert Image.open(io.BytesIO(content)).width == side
        for size in ("original", "event", "nothing"):
            assert staff.get(reverse("wde_photo_file", args=[event.pk, photo.pk, size])).status_code == 404


class TestHints:
    def test_each_way_to_look_has_its_number(self, staff, event):
        factories.photo(event)
        factories.photo(event, state="public")
        html = staff.get(table(event)).content.decode()
        for words in ("全部 (2)", "未审看 (1)", "公开 (1)", "没有描述 (1)", "推荐的 10 张 (2)"):
            assert words in html
        shown = staff.get(table(event), {"show": "undescribed"}).context["lines"]
        assert [line["photo"].alt_text for line in shown] == [""]
        assert "没有这样的照片" in staff.get(table(event), {"show": "withdrawn"}).content.decode()

    def test_the_blurred_and_the_nearly_same_are_marked(self, event):
        sharp = factories.photo(event, source=factories.picture(7, size=(640, 480)))
        out = io.BytesIO()
        with Image.open(factories.picture(7, size=(640, 480))) as picture:
            picture.resize((80, 60)).resize((640, 480), Image.Resampling.BICUBIC).save(out, "JPEG")
        from django.core.files.base import ContentFile

        soft = factories.photo(event, source=ContentFile(out.getvalue(), name="soft.jpg"))
        others = [factories.photo(event, source=factories.picture(seed, size=(640, 480))) for seed in (8, 9)]
        traits = traits_of(event)
        assert traits[soft.pk].is_blurred
        assert traits[soft.pk].near_duplicate_of == sharp.pk
        for photo in (sharp, *others):
            assert (traits[photo.pk].is_blurred, traits[photo.pk].near_duplicate_of) == (False, None)

    def test_the_best_are_rated_spread_over_the_day_and_none_twice(self, event):
        photos = [factories.photo(event) for _ in range(12)]
        for number, photo in enumerate(photos):
            taken = datetime(2026, 5, 17, 8 + number // 3, number, tzinfo=UTC)
            Photo.objects.filter(pk=photo.pk).update(
                taken_at=taken, perceptual_hash=f"{number * 0x1111111111111111 & (2**64 - 1):016x}"
            )
        Photo.objects.filter(pk=photos[1].pk).update(rating=5)
        Photo.objects.filter(pk=photos[4].pk).update(state="internal")
        everything = list(event.photos.in_order())
        chosen = best(everything, traits_of(event), 4)
        assert len(chosen) == 4
        assert photos[1].pk in [photo.pk for photo in chosen]
        assert photos[4].pk not in [photo.pk for photo in chosen]
        hours = {photo.taken_at.hour for photo in chosen}
        assert len(hours) >= 3
        assert best(everything[:3], traits_of(event), 10) == everything[:3]

    def test_the_same_words_twice_are_marked(self, staff, event):
        for _ in range(2):
            factories.photo(event, alt_text=WORDS)
        assert staff.get(table(event)).content.decode().count("描述和另一张相同") == 2


@pytest.mark.parametrize("count", [3, 40])
def test_the_light_table_asks_the_same_number_of_questions_however_many_photos(
    staff, event, count, django_assert_max_num_queries
):
    first = factories.photo(event)
    Photo.objects.bulk_create(
        Photo(
            event_id=event.pk,
            content_hash=f"{number}",
            file=first.file.name,
            large=first.large.name,
            small=first.small.name,
            perceptual_hash=f"{number:016x}",
            sharpness=number,
            position=number,
        )
        for number in range(count)
    )
    staff.get(table(event))
    with django_assert_max_num_queries(15):
        assert len(staff.get(table(event)).context["lines"]) == count + 1
