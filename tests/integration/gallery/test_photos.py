"""Photos of an event: clean files in private storage, and a public copy only as long as it may be."""

import io
from types import SimpleNamespace
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from tests.support import factories
from tests.unit.gallery.test_sanitising import camera_jpeg
from wagtail_disability_events.core.private_storage import private_storage
from wagtail_disability_events.gallery.staff.choosers import foreign_photos
from wagtail_disability_events.gallery.uploads.intake import AlreadyThere, take_in
from wagtail_disability_events.models import Photo

pytestmark = pytest.mark.django_db

SECRETS = (b"SecretCam", b"SERIAL-4711", b"SecretTrailer", b"Exif")


@pytest.fixture
def event(settings, tmp_path):
    """An event whose photos lie in a private storage of its own."""
    backend = "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage"
    private = {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "wde_private": private}
    return factories.event()


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def bytes_of(file) -> bytes:
    with file.storage.open(file.name) as opened:
        return opened.read()


def is_clean(image) -> bool:
    content = bytes_of(image.file)
    with Image.open(io.BytesIO(content)) as picture:
        upright = picture.size == (image.width, image.height) == (40, 80)
    return upright and not any(secret in content for secret in SECRETS)


def files_of(event) -> list[str]:
    try:
        return private_storage().listdir(f"photos/{event.pk}")[1]
    except FileNotFoundError:
        return []


class TestIntake:
    def test_a_photo_is_stored_clean_upright_and_private_in_three_sizes(self, event):
        photo = take_in(event, upload(camera_jpeg(size=(2400, 1200)), "赵一禾.jpg"), "赵一禾.jpg")
        assert (photo.width, photo.height) == (1200, 2400)
        assert (photo.state, photo.image) == ("new", None)
        assert photo.taken_at.isoformat() == "2026-05-17T09:30:00+08:00"
        for file, side in ((photo.file, 2400), (photo.large, 1600), (photo.small, 400)):
            content = bytes_of(file)
            assert not any(secret in content for secret in SECRETS)
            assert max(Image.open(io.BytesIO(content)).size) == side
            assert "赵一禾" not in file.name
            with pytest.raises(ValueError, match="not accessible via a URL"):
                file.storage.url(file.name)

    def test_the_same_picture_is_known_also_when_its_hidden_data_differ(self, event):
        first = take_in(event, upload(camera_jpeg()), "a.jpg")
        for again in (camera_jpeg(), camera_jpeg() + b"another trailer"):
            with pytest.raises(AlreadyThere) as caught:
                take_in(event, upload(again), "b.jpg")
            assert caught.value.photo == first
        assert take_in(factories.event(), upload(camera_jpeg()), "a.jpg")
        assert len(files_of(event)) == 3

    @pytest.mark.parametrize("failing", ["file", "large", "small"])
    def test_a_storage_that_fails_in_the_middle_leaves_nothing(self, event, failing):
        storage, names = private_storage(), iter(["file", "large", "small"])
        real = storage.save

        def fail(name, content, max_length=None):
            if next(names) == failing:
                raise OSError(28, "No space left on device")
            return real(name, content, max_length=max_length)

        with mock.patch.object(storage._wrapped, "save", fail), pytest.raises(OSError, match="No space"):
            take_in(event, upload(camera_jpeg()), "a.jpg")
        assert files_of(event) == []
        assert not event.photos.exists()

    def test_a_database_that_fails_leaves_no_files(self, event):
        with mock.patch.object(Photo, "save", side_effect=RuntimeError), pytest.raises(RuntimeError):
            take_in(event, upload(camera_jpeg()), "a.jpg")
        assert files_of(event) == []

    def test_an_event_has_room_for_so_many_and_says_so(self, event, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"PHOTO_MAX_COUNT": 1}
        factories.photo(event)
        with pytest.raises(ValidationError, match="1"):
            factories.photo(event)

    def test_deleting_a_photo_or_its_event_deletes_its_files(self, event, django_capture_on_commit_callbacks):
        photo = factories.photo(event, state="public")
        image = photo.image
        with django_capture_on_commit_callbacks(execute=True):
            photo.delete()
        assert files_of(event) == []
        assert not get_image_model().objects.filter(pk=image.pk).exists()
        factories.photo(event)
        with django_capture_on_commit_callbacks(execute=True):
            event.delete()
        assert files_of(event) == []


class TestPublicCopy:
    """Only what everyone may see has a file that everyone can fetch."""

    def test_it_is_made_when_released_and_deleted_when_withdrawn(
        self, staff, event, django_capture_on_commit_callbacks
    ):
        photo = factories.photo(event)
        assert not get_image_model().objects.filter(title__startswith=event.title).exists()
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        data = {"version": 0, "alt_text": "两位选手在绕桩", "state": "public", "rating": 3}
        with django_capture_on_commit_callbacks(execute=True):
            staff.post(address, data)
        image = Photo.objects.get(pk=photo.pk).image
        assert (image.description, image.collection.name) == ("两位选手在绕桩", "活动照片")
        renditions = [(one.file.storage, one.file.name) for one in image.renditions.all()]
        assert len(renditions) == 9
        with django_capture_on_commit_callbacks(execute=True):
            staff.post(address, data | {"version": 1, "state": "withdrawn"})
        assert Photo.objects.get(pk=photo.pk).image is None
        for storage, name in [*renditions, (image.file.storage, image.file.name)]:
            assert not storage.exists(name)

    def test_who_deletes_it_from_the_library_takes_the_photo_from_the_public(self, event):
        photo = factories.photo(event, state="public")
        photo.image.delete()
        photo.refresh_from_db()
        assert (photo.state, photo.image) == ("internal", None)

    def test_new_words_and_withdrawal_in_one_step(self, staff, event):
        photo = factories.photo(event, state="public")
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        data = {"version": 0, "alt_text": "三位选手在绕桩", "state": "withdrawn", "rating": 0}
        assert staff.post(address, data).status_code == 302
        photo.refresh_from_db()
        assert (photo.alt_text, photo.image) == ("三位选手在绕桩", None)

    def test_what_a_killed_process_left_is_mended(self, event):
        out, waiting = factories.photo(event, state="public"), factories.photo(event, alt_text="一排标志桶")
        Photo.objects.filter(pk=out.pk).update(state="internal")  # killed before its copy was taken away
        Photo.objects.filter(pk=waiting.pk).update(state="public")  # killed before its copy was made
        call_command("run_periodic", only=["photos"], force=True)
        out.refresh_from_db()
        waiting.refresh_from_db()
        assert out.image is None
        assert waiting.image is not None
        assert not Photo.objects.wrongly_published().exists()

    def test_new_words_reach_it(self, staff, event):
        photo = factories.photo(event, state="public")
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        staff.post(address, {"version": 0, "alt_text": "三位选手在绕桩", "state": "public", "rating": 0})
        photo.image.refresh_from_db()
        assert photo.image.description == "三位选手在绕桩"

    def test_what_must_not_lose_it_keeps_an_empty_picture(self, event, django_capture_on_commit_callbacks):
        from django.db.models import ProtectedError

        photo = factories.photo(event, state="public")
        image, before = photo.image, bytes_of(photo.image.file)
        old = image.file.name
        with (
            mock.patch.object(type(image), "delete", side_effect=ProtectedError("kept", set())),
            django_capture_on_commit_callbacks(execute=True),
        ):
            Photo.objects.filter(pk=photo.pk).update(state="withdrawn")
            from wagtail_disability_events.gallery.photos.syncing import sync_copies

            sync_copies([photo.pk])
        image.refresh_from_db()
        assert bytes_of(image.file) != before
        assert not image.file.storage.exists(old)
        assert not image.renditions.exists()
        assert image.description == ""


class TestImageLibrary:
    """Of a site that has asked for it: whatever way an image takes into the library, it is cleaned before."""

    @pytest.fixture(autouse=True)
    def asked(self, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"STRIP_IMAGE_METADATA": True}

    def test_wagtails_own_form(self, staff):
        answer = staff.post(
            reverse("wagtailimages:add"),
            {"title": "普通图片", "file": upload(camera_jpeg()), "collection": 1},
        )
        assert answer.status_code == 302
        assert is_clean(get_image_model().objects.get(title="普通图片"))

    def test_it_tells_what_cannot_be_cleaned(self, staff):
        damaged = camera_jpeg(size=(800, 600))[:4000]
        answer = staff.post(
            reverse("wagtailimages:add"), {"title": "坏图片", "file": upload(damaged), "collection": 1}
        )
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
        assert not get_image_model().objects.filter(title="坏图片").exists()

    def test_another_file_for_an_image_that_is_there(self, staff):
        image = get_image_model()(title="以前", file=factories.picture())  # its old file is deleted
        image.save()
        staff.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "换了文件", "file": upload(camera_jpeg(), "new.jpg"), "collection": 1},
        )
        assert is_clean(get_image_model().objects.get(title="换了文件"))

    def test_the_multiple_upload(self, staff):
        answer = staff.post(
            reverse("wagtailimages:add_multiple"),
            {"files[]": upload(camera_jpeg()), "title": "多图", "collection": 1},
        )
        assert answer.json()["success"]
        assert is_clean(get_image_model().objects.get(pk=answer.json()["image_id"]))

    def test_a_file_of_the_multiple_upload_that_waits_for_the_rest_of_its_form(self, staff):
        answer = staff.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(camera_jpeg())})
        waiting = UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"])
        assert not any(secret in bytes_of(waiting.file) for secret in SECRETS)
        prefix = f"uploaded-image-{waiting.pk}"
        finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
        staff.post(finish, {f"{prefix}-title": "补全", f"{prefix}-collection": 1})
        assert is_clean(get_image_model().objects.get(title="补全"))

    def test_the_chooser_of_a_page_or_block(self, staff):
        staff.post(
            reverse("wagtailimages_chooser:create"),
            {
                "image-chooser-upload-title": "选择器",
                "image-chooser-upload-file": upload(camera_jpeg()),
                "image-chooser-upload-collection": 1,
            },
        )
        assert is_clean(get_image_model().objects.get(title="选择器"))

    def test_the_form_of_the_api(self):
        """Wagtail 8's API v3 stores what this form accepts."""
        form_data = pytest.importorskip("wagtail.images.api.v3.form_data")
        admin = get_user_model().objects.get(username="admin")
        sent = SimpleNamespace(model_dump=lambda: {"title": "接口上传", "collection": 1})
        form = form_data.build_image_form(get_image_model(), sent, upload(camera_jpeg()), user=admin)
        assert form.is_valid(), form.errors
        assert is_clean(form.save())

    def test_an_image_saved_by_code(self):
        image = get_image_model()(title="代码")
        image.file = upload(camera_jpeg())
        image.save()
        assert is_clean(image)
        assert image.file_hash

    def test_a_file_saved_before_its_row(self):
        image = get_image_model()(title="先存文件")
        image.file.save("IMG_2.jpg", upload(camera_jpeg()), save=False)
        assert not any(secret in bytes_of(image.file) for secret in SECRETS)
        image.save()
        assert is_clean(get_image_model().objects.get(pk=image.pk))

    def test_a_file_put_into_the_storage_and_named(self):
        image = get_image_model()(title="先放进存储")
        stored = image.file.storage.save("original_images/IMG_3.jpg", upload(camera_jpeg()))
        image.file = stored
        image.save()
        assert is_clean(get_image_model().objects.get(pk=image.pk))
        other = get_image_model().objects.get(pk=image.pk)
        again = image.file.storage.save("original_images/IMG_4.jpg", upload(camera_jpeg()))
        other.file = again
        other.save()
        assert is_clean(get_image_model().objects.get(pk=image.pk))

    def test_many_rows_at_once(self):
        model = get_image_model()
        images = [model(title=f"批量{number}", width=1, height=1) for number in range(2)]
        for image in images:
            image.file = upload(camera_jpeg())
        model.objects.bulk_create(images)
        for image in model.objects.filter(title__startswith="批量"):
            assert is_clean(image)

    def test_renditions_hide_nothing(self):
        image = get_image_model()(title="缩略图")
        image.file = upload(camera_jpeg())
        image.save()
        rendition = image.get_rendition("width-20|format-jpeg")
        assert not any(secret in bytes_of(rendition.file) for secret in SECRETS)

    def test_without_being_asked_it_stays_as_it_was_given(self, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {}
        image = get_image_model()(title="原样")
        image.file = upload(camera_jpeg())
        image.save()
        assert b"SecretCam" in bytes_of(image.file)


class TestFromTheLibrary:
    """Wagtail's own multiple upload leads to an event as well."""

    def address(self, *images) -> str:
        ids = "&".join(f"id={image.pk}" for image in images)
        return f"/admin/bulk/wagtailimages/image/wde_photos_of_event/?{ids}&next=/admin/images/"

    def image(self, **fields):
        image = get_image_model()(title="库里的图", **fields)
        image.file = factories.picture()
        image.save()
        return image

    def test_chosen_images_become_photos_that_nobody_has_reviewed(self, staff, event):
        images = [self.image(description="两位选手在绕桩"), self.image()]
        assert "库里的图" in staff.get(self.address(*images)).content.decode()
        for _twice in range(2):
            answer = staff.post(self.address(*images), {"event": event.pk}, follow=True)
            assert answer.status_code == 200
        assert sorted(event.photos.values_list("alt_text", "state")) == [
            ("", "new"),
            ("两位选手在绕桩", "new"),
        ]
        assert event.photos.first().image is None

    def test_only_events_that_one_may_edit_are_offered(self, client, event):
        elsewhere = factories.event(factories.organisation(), title="别处的活动")
        person = factories.user("p", page=elsewhere, pages=("change",))
        client.force_login(person)
        from wagtail_disability_events.gallery.staff.bulk_actions import EventForm

        assert list(EventForm(user=person).fields["event"].queryset) == [elsewhere]


def test_the_chooser_offers_only_photos_of_events_that_one_may_edit(client, event):
    factories.photo(event, alt_text="独一无二的描述")
    client.force_login(factories.user("p", page=event, pages=("change",)))
    assert "独一无二的描述" in client.get(reverse("wde_photo_chooser:choose")).json()["html"]
    client.force_login(factories.user("q", page=factories.organisation(), pages=("change",)))
    assert "独一无二的描述" not in client.get(reverse("wde_photo_chooser:choose")).json()["html"]


class TestForeignPhotos:
    """Each photo is asked for itself, not the page that names it."""

    @pytest.fixture
    def photos(self, event):
        elsewhere = factories.event(factories.organisation(), title="别处的活动")
        return factories.photo(event, alt_text="自己的描述"), factories.photo(
            elsewhere, alt_text="别处的描述"
        )

    @pytest.fixture
    def editor(self, client, event):
        client.force_login(factories.user("e", page=event, pages=("change",)))
        return client

    def test_none_can_be_taken_by_its_number(self, editor, photos):
        own, foreign = photos
        chosen = editor.get(reverse("wde_photo_chooser:chosen", args=[own.pk]))
        assert chosen.json()["result"]["title"] == "自己的描述"
        assert editor.get(reverse("wde_photo_chooser:chosen", args=[foreign.pk])).status_code == 404
        several = editor.get(reverse("wde_photo_chooser:chosen_multiple"), {"id": [own.pk, foreign.pk]})
        assert [one["title"] for one in several.json()["result"]] == ["自己的描述"]

    def test_a_page_with_one_is_not_saved_unless_it_was_there(self, event, photos):
        own, foreign = photos
        person = factories.user("e", page=event, pages=("change",))
        block = type(event)._meta.get_field("body").stream_block

        def stream(*shown):
            return block.to_python([{"type": "gallery", "value": {"photos": [photo.pk for photo in shown]}}])

        assert foreign_photos(person, stream(own), None) == set()
        assert foreign_photos(person, stream(own, foreign), stream(own)) == {foreign.pk}
        assert foreign_photos(person, stream(own, foreign), stream(foreign)) == set()
