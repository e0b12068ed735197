"""Photos of an event: clean files, described before they are public, gone when withdrawn."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from tests.support import factories
from tests.unit.test_sanitising import SVG, camera_jpeg, png_that_claims
from wagtail_disability_events.gallery.uploads import add_photos
from wagtail_disability_events.models import Photo

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/disability-events/{}/photos/"
SECRETS = (b"SecretCam", b"SERIAL-4711", b"SecretTrailer", b"Exif")


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def stored_bytes(image) -> bytes:
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def is_clean(image) -> bool:
    content = stored_bytes(image)
    with Image.open(io.BytesIO(content)) as picture:
        upright = picture.size == (image.width, image.height) == (40, 80)
    return upright and not any(secret in content for secret in SECRETS)


def test_several_at_once_each_stands_or_falls_alone(staff, event):
    files = [
        upload(camera_jpeg()),
        upload(camera_jpeg(orientation=1), "赵一禾.jpg"),
        upload(camera_jpeg()),  # the first one again
        upload(b"This is a text.", "text.jpg"),
        upload(SVG, "drawing.svg"),
        upload(png_that_claims(30000, 30000), "bomb.png"),
    ]
    answer = staff.post(ADDRESS.format(event.pk), {"action": "upload", "photos": files}, follow=True)
    said = "\n".join(str(message) for message in answer.context["messages"])
    assert event.photos.count() == 2
    for name in ("IMG_0001.jpg", "text.jpg", "drawing.svg", "bomb.png"):
        assert name in said
    photo = event.photos.first()
    assert is_clean(photo.image)
    assert photo.taken_at is not None
    assert photo.state == "new"
    assert not any("赵一禾" in photo.image.file.name + photo.image.title for photo in event.photos.all())


def test_nothing_chosen_is_told(staff, event):
    answer = staff.post(ADDRESS.format(event.pk), {"action": "upload"}, follow=True)
    assert [str(message) for message in answer.context["messages"]]


def formset(photo, **values):
    fields = {"id": photo.pk, "alt_text": "", "caption": "", "credit": "", "state": "new", "position": 1}
    data = {f"form-0-{key}": value for key, value in (fields | values).items()}
    return data | {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-MIN_NUM_FORMS": 0,
        "form-MAX_NUM_FORMS": 1000,
    }


def test_a_photo_is_public_only_with_a_description_and_gone_when_withdrawn(staff, client, event):
    [photo] = add_photos(event, [upload(camera_jpeg())], None).stored
    refused = staff.post(ADDRESS.format(event.pk), formset(photo, state="public"))
    assert refused.status_code == 200
    assert "id_form-0-alt_text_error" in refused.content.decode()
    gallery = event.url + "photos/"
    assert "<figure>" not in client.get(gallery).content.decode()
    staff.post(ADDRESS.format(event.pk), formset(photo, state="public", alt_text="两位选手在绕桩"))
    for address in (gallery, event.url):
        assert 'alt="两位选手在绕桩"' in client.get(address).content.decode()
    staff.post(ADDRESS.format(event.pk), formset(photo, state="withdrawn", alt_text="两位选手在绕桩"))
    for address in (gallery, event.url):
        assert "两位选手在绕桩" not in client.get(address).content.decode()


def test_wagtails_own_form_stores_a_clean_file(staff):
    answer = staff.post(
        reverse("wagtailimages:add"), {"title": "普通图片", "file": upload(camera_jpeg()), "collection": 1}
    )
    assert answer.status_code == 302
    assert is_clean(get_image_model().objects.get(title="普通图片"))


def test_wagtails_own_form_tells_what_cannot_be_cleaned(staff):
    damaged = camera_jpeg(size=(800, 600))[:4000]
    answer = staff.post(
        reverse("wagtailimages:add"), {"title": "坏图片", "file": upload(damaged), "collection": 1}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not get_image_model().objects.filter(title="坏图片").exists()


def test_the_multiple_upload_stores_a_clean_file(staff):
    answer = staff.post(
        reverse("wagtailimages:add_multiple"), {"files[]": upload(camera_jpeg()), "title": "多图"}
    )
    assert answer.json()["success"]
    assert is_clean(get_image_model().objects.get(pk=answer.json()["image_id"]))


def test_the_chooser_stores_a_clean_file(staff):
    staff.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "选择器",
            "image-chooser-upload-file": upload(camera_jpeg()),
            "image-chooser-upload-collection": 1,
        },
    )
    assert is_clean(get_image_model().objects.get(title="选择器"))


def test_an_image_saved_by_code_is_clean_also_when_its_file_was_stored_first():
    image_model = get_image_model()
    image = image_model(title="代码")
    image.file = upload(camera_jpeg())
    image.save()
    assert is_clean(image)
    second = image_model(title="先存文件")
    second.file.save("IMG_2.jpg", upload(camera_jpeg()), save=False)
    dirty = second.file.name
    second.save()
    assert is_clean(image_model.objects.get(pk=second.pk))
    assert not second.file.storage.exists(dirty) or dirty == second.file.name


def test_a_site_may_turn_the_cleaning_of_other_images_off(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"STRIP_IMAGE_METADATA": False}
    image = get_image_model()(title="原样")
    image.file = upload(camera_jpeg())
    image.save()
    assert b"SecretCam" in stored_bytes(image)


def test_the_chooser_offers_only_photos_of_events_that_one_may_edit(client, event):
    add_photos(event, [upload(camera_jpeg())], None)
    Photo.objects.filter(event=event).update(alt_text="独一无二的描述")
    client.force_login(factories.user("p", page=event, pages=("change",)))
    assert "独一无二的描述" in client.get(reverse("wde_photo_chooser:choose")).json()["html"]
    client.force_login(factories.user("q", page=factories.organisation(), pages=("change",)))
    assert "独一无二的描述" not in client.get(reverse("wde_photo_chooser:choose")).json()["html"]
