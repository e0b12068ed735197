"""Photos in S3: public copies in one bucket, everything else in another, behind signed addresses."""

import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.checks import run_checks
from django.urls import reverse
from PIL import Image

from tests.support import factories
from wagtail_disability_events.core.private_storage import private_storage
from wagtail_disability_events.gallery.photos.editing import link_person
from wagtail_disability_events.models import Photo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3 server on this machine that speaks HTTP."""
    server_module = pytest.importorskip("moto.server")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def event(settings, endpoint, monkeypatch):
    import boto3

    for name, value in (
        ("ACCESS_KEY_ID", "test"),
        ("SECRET_ACCESS_KEY", "test"),
        ("DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    requests.post(f"{endpoint}/moto-api/reset", timeout=10)
    for bucket in ("pictures", "pictures-private"):
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=bucket)

    def bucket(name: str, **options) -> dict:
        options = {"bucket_name": name, "endpoint_url": endpoint, "file_overwrite": False, **options}
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}

    settings.STORAGES = {
        **settings.STORAGES,
        "default": bucket("pictures", querystring_auth=False),
        "wde_private": bucket("pictures-private", querystring_auth=True, querystring_expire=300),
    }
    return factories.event()


def keys(endpoint: str, bucket: str) -> list[str]:
    import boto3

    found = boto3.client("s3", endpoint_url=endpoint).list_objects_v2(Bucket=bucket)
    return [entry["Key"] for entry in found.get("Contents", [])]


def test_nothing_is_in_the_public_bucket_before_it_is_released(event, endpoint):
    factories.photo(event)
    assert len(keys(endpoint, "pictures-private")) == 3
    assert keys(endpoint, "pictures") == []


def test_staff_are_led_to_a_signed_address_that_opens_the_file(client, admin_user, event):
    photo = factories.photo(event)
    client.force_login(admin_user)
    answer = client.get(reverse("wde_photo_file", args=[event.pk, photo.pk, "large"]))
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert {"Signature", "Expires"} <= set(asked)
    opened = requests.get(answer["Location"], timeout=10)
    assert Image.open(io.BytesIO(opened.content)).format == "JPEG"
    client.logout()
    assert "/login" in client.get(reverse("wde_photo_file", args=[event.pk, photo.pk, "large"]))["Location"]


def test_a_registrant_gets_their_own_photo_by_a_signed_address(client, event):
    person = factories.registration(event)
    photo = factories.photo(event, state="participants")
    link_person(photo, person)
    address = reverse("wagtail_disability_events:own_photo_file", args=[person.token, photo.pk, "file"])
    answer = client.get(address)
    assert answer.status_code == 302
    assert requests.get(answer["Location"], timeout=10).content[:2] == b"\xff\xd8"


def test_what_is_withdrawn_leaves_the_public_bucket(
    client, event, endpoint, django_capture_on_commit_callbacks
):
    photo = factories.photo(event, state="public", prepare=True)
    assert len(keys(endpoint, "pictures")) == 10
    html = client.get(f"{event.url}photos/").content.decode()
    assert f"{endpoint}/pictures/" in html
    assert "pictures-private" not in html
    with django_capture_on_commit_callbacks(execute=True):
        link_person(photo, factories.registration(event))
    assert keys(endpoint, "pictures") == []
    assert Photo.objects.get(pk=photo.pk).image is None


def test_a_file_of_the_library_is_cleaned_there_too(event, settings):
    from django.core.files.base import ContentFile
    from wagtail.images import get_image_model

    from tests.support.planted import cases, planted_in

    settings.WAGTAIL_DISABILITY_EVENTS = {**settings.WAGTAIL_DISABILITY_EVENTS, "STRIP_IMAGE_METADATA": True}
    [content] = [content for name, _file, content in cases() if name == "JPEG gps 0"]
    image = get_image_model()(title="库里的图")
    image.file = ContentFile(content, name="IMG_1.jpg")
    image.save()
    with image.file.storage.open(image.file.name) as file:
        assert not planted_in(file.read())


class TestChecks:
    def found(self) -> list[str]:
        return [one.id for one in run_checks(tags=["wagtail_disability_events"])]

    def test_a_storage_with_public_addresses_is_refused(self, settings, tmp_path):
        assert "wagtail_disability_events.E006" not in self.found()
        plain = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
        settings.STORAGES = {**settings.STORAGES, "wde_private": plain}
        assert "wagtail_disability_events.E006" in self.found()

    def test_a_folder_below_the_public_one_is_refused(self, settings):
        from pathlib import Path

        backend = "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage"
        inside = {"BACKEND": backend, "OPTIONS": {"location": str(Path(settings.MEDIA_ROOT) / "private")}}
        settings.STORAGES = {**settings.STORAGES, "wde_private": inside}
        assert "wagtail_disability_events.E006" in self.found()

    def test_signed_addresses_are_accepted(self, event):
        assert "wagtail_disability_events.E006" not in self.found()
        assert private_storage().url("x")
