"""Files from phones: in parts over a bad network, from staff or by a link, each standing or falling alone."""

import hashlib
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.support import factories
from tests.unit.gallery.test_sanitising import SVG, camera_jpeg, png_that_claims
from wagtail_disability_events.core.private_storage import private_storage
from wagtail_disability_events.gallery.uploads import uploads
from wagtail_disability_events.gallery.uploads.finishing import finish_upload
from wagtail_disability_events.models import Photo, PhotoUpload, UploadLink

pytestmark = pytest.mark.django_db

PART = 4000


@pytest.fixture
def event(settings, tmp_path):
    backend = "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage"
    private = {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "wde_private": private}
    return factories.event()


@pytest.fixture
def staff(client, admin_user, django_capture_on_commit_callbacks):
    """A client whose requests end with their transaction, so that tasks run."""
    client.force_login(admin_user)
    plain = client.request

    def request(**environment):
        with django_capture_on_commit_callbacks(execute=True):
            return plain(**environment)

    client.request = request
    return client


def photo_bytes(seed: int = 1) -> bytes:
    return camera_jpeg(size=(400 + seed, 300)) + bytes([seed]) * 9000


def begin(client, address: str, content: bytes, name: str = "IMG_1.jpg", **changes):
    mark = hashlib.sha256(content).hexdigest()
    return client.post(address, {"name": name, "size": len(content), "fingerprint": mark, **changes})


def send_part(
    client, address: str, upload: dict, content: bytes, size: int = PART, offset: int | None = None
):
    start = upload["received"] if offset is None else offset
    return client.post(
        f"{address}{upload['key']}/",
        data=content[start : start + size],
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(start)},
    )


def send(client, address: str, content: bytes, name: str = "IMG_1.jpg") -> dict:
    """A whole file in parts; what became of it."""
    upload = begin(client, address, content, name).json()
    while upload["state"] == "receiving":
        upload = send_part(client, address, upload, content).json()
    [upload] = client.get(address, {"key": upload["key"]}).json()["uploads"]
    return upload


def staff_address(event) -> str:
    return reverse("wde_photo_uploads", args=[event.pk])


def stored_bytes() -> bytes:
    """Everything that lies in the private storage."""
    storage, found = private_storage(), b""
    folders = ["uploads", "photos"]
    while folders:
        folder = folders.pop()
        try:
            below, names = storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}" for name in below]
        for name in names:
            with storage.open(f"{folder}/{name}") as file:
                found += file.read()
    return found


class TestParts:
    def test_a_file_in_parts_becomes_a_photo_and_leaves_no_parts(self, staff, event):
        assert send(staff, staff_address(event), photo_bytes())["state"] == "stored"
        assert b"SecretCam" not in stored_bytes()
        photo = event.photos.get()
        assert (photo.width, photo.height) == (300, 401)
        assert photo.uploaded_by.is_superuser
        assert private_storage().listdir("uploads")[1] == []

    def test_while_it_is_on_its_way_nothing_of_it_lies_in_clear(self, staff, event):
        content = photo_bytes()
        upload = begin(staff, staff_address(event), content).json()
        send_part(staff, staff_address(event), upload, content)
        assert b"SecretCam" in content[:PART]
        assert b"SecretCam" not in stored_bytes()
        assert b"JFIF" not in stored_bytes()

    def test_after_a_closed_page_it_goes_on_where_it_stopped(self, staff, event):
        content = photo_bytes()
        first = begin(staff, staff_address(event), content).json()
        send_part(staff, staff_address(event), first, content)
        again = begin(staff, staff_address(event), content).json()
        assert (again["key"], again["received"]) == (first["key"], PART)
        assert send(staff, staff_address(event), content)["state"] == "stored"
        assert event.photos.count() == 1

    def test_a_part_that_is_out_of_step_is_told_where_to_go_on(self, staff, event):
        content = photo_bytes()
        upload = begin(staff, staff_address(event), content).json()
        send_part(staff, staff_address(event), upload, content)
        for offset in (0, PART * 2, -1):
            answer = send_part(staff, staff_address(event), upload, content, offset=offset)
            assert (answer.status_code, answer.json()["received"]) == (409, PART)

    def test_the_same_part_sent_twice_at_once_is_taken_once(self, staff, event):
        content = photo_bytes()
        key = begin(staff, staff_address(event), content).json()["key"]
        one, other = (PhotoUpload.objects.get(key=key) for _ in range(2))
        uploads.receive_part(one, 0, content[:PART])
        with pytest.raises(uploads.OutOfStep):
            uploads.receive_part(other, 0, content[:PART])
        assert len(private_storage().listdir("uploads")[1]) == 1

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"size": "0"}, "空"),
            ({"size": str(200 * 1024 * 1024)}, "200"),
            ({"size": "many"}, "说明"),
            ({"fingerprint": ""}, "说明"),
            ({"fingerprint": "x" * 65}, "说明"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_before_it_is_sent(self, staff, event, changes, says):
        answer = begin(staff, staff_address(event), photo_bytes(), **changes)
        assert answer.status_code == 400
        assert says in answer.json()["problem"]
        assert not PhotoUpload.objects.exists()

    def test_5000_files_wait_their_turn(self, staff, event, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"PHOTO_MAX_COUNT": 2}
        for number in range(2):
            assert begin(staff, staff_address(event), photo_bytes(number)).status_code == 200
        answer = begin(staff, staff_address(event), photo_bytes(3))
        assert answer.status_code == 400
        assert "2" in answer.json()["problem"]
        again = begin(staff, staff_address(event), photo_bytes(0))
        assert again.status_code == 200  # what is on its way goes on

    def test_more_than_was_announced_is_refused(self, staff, event):
        content = photo_bytes()
        upload = begin(staff, staff_address(event), content, size=100).json()
        assert send_part(staff, staff_address(event), upload, content).status_code == 400

    def test_a_photo_that_is_here_is_not_sent_again(self, staff, event):
        send(staff, staff_address(event), photo_bytes())
        assert begin(staff, staff_address(event), photo_bytes()).json()["state"] == "duplicate"

    def test_a_bad_file_says_what_is_wrong_and_stops_no_other(self, staff, event):
        address = staff_address(event)
        damaged = camera_jpeg(size=(800, 600))[:4000]
        for content, says in (
            (b"This is a text.", "不是"),
            (SVG, "不是"),
            (b"<html><script>alert(1)</script></html>", "不是"),
            (damaged, "损坏"),
            (png_that_claims(50_000, 50_000), "像素"),
        ):
            told = send(staff, address, content)
            assert told["state"] == "refused"
            assert says in told["said"], told
        assert send(staff, address, photo_bytes())["state"] == "stored"
        assert stored_bytes().count(b"JFIF") == 3

    def test_a_polyglot_keeps_its_pixels_only(self, staff, event):
        content = photo_bytes() + b"<html><script>alert(1)</script></html>"
        assert send(staff, staff_address(event), content)["state"] == "stored"
        assert b"<script>" not in stored_bytes()

    def test_another_persons_upload_and_another_events_are_not_there(self, staff, event, client):
        key = begin(staff, staff_address(event), photo_bytes()).json()["key"]
        other = staff_address(factories.event())
        assert send_part(staff, other, {"key": key, "received": 0}, photo_bytes()).status_code == 404
        client.force_login(factories.user("p", page=event, pages=("change",)))
        address = staff_address(event)
        assert send_part(client, address, {"key": key, "received": 0}, photo_bytes()).status_code == 404
        assert client.get(address, {"key": key}).json()["uploads"] == []
        assert client.get(address, {"key": "nonsense"}).json()["uploads"] == []
        client.force_login(factories.user("q", page=factories.organisation(), pages=("change",)))
        assert client.get(address).status_code in (302, 403)


class TestTasks:
    def test_what_a_killed_task_left_is_taken_up_later(
        self, staff, event, django_capture_on_commit_callbacks
    ):
        content = photo_bytes()
        with mock.patch("wagtail_disability_events.gallery.uploads.tasks.finish_upload"):
            upload = send(staff, staff_address(event), content)
        assert upload["state"] == "waiting"
        with django_capture_on_commit_callbacks(execute=True):
            call_command("run_periodic", only=["photos"], force=True)
        assert not event.photos.exists()  # it may still be at work
        PhotoUpload.objects.update(changed_at=timezone.now() - timedelta(minutes=11))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("run_periodic", only=["photos"], force=True)
        assert event.photos.count() == 1

    def test_a_storage_that_is_full_loses_nothing(self, staff, event, django_capture_on_commit_callbacks):
        with mock.patch(
            "wagtail_disability_events.gallery.pixels.derivatives.Derived.store",
            side_effect=OSError(28, "No space"),
        ):
            assert send(staff, staff_address(event), photo_bytes())["state"] == "waiting"
        PhotoUpload.objects.update(changed_at=timezone.now() - timedelta(minutes=11))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("run_periodic", only=["photos"], force=True)
        assert event.photos.count() == 1

    def test_two_tasks_for_one_file_make_one_photo(self, staff, event):
        with mock.patch("wagtail_disability_events.gallery.uploads.tasks.finish_upload"):
            send(staff, staff_address(event), photo_bytes())
        upload = PhotoUpload.objects.get()
        finish_upload(upload.pk)
        finish_upload(upload.pk)
        assert event.photos.count() == 1
        assert PhotoUpload.objects.get().state == "stored"

    def test_a_lost_part_is_told(self, staff, event):
        with mock.patch("wagtail_disability_events.gallery.uploads.tasks.finish_upload"):
            send(staff, staff_address(event), photo_bytes())
        upload = PhotoUpload.objects.get()
        private_storage().delete(upload.parts[0])
        finish_upload(upload.pk)
        upload.refresh_from_db()
        assert upload.state == "refused"
        assert "再发一次" in upload.reason

    def test_what_nobody_came_back_for_is_forgotten(self, staff, event):
        content = photo_bytes()
        upload = begin(staff, staff_address(event), content).json()
        send_part(staff, staff_address(event), upload, content)
        PhotoUpload.objects.update(changed_at=timezone.now() - timedelta(days=4))
        call_command("run_periodic", only=["photos"], force=True)
        assert not PhotoUpload.objects.exists()
        assert stored_bytes() == b""

    def test_a_file_of_another_size_under_the_same_name_begins_anew(self, staff, event):
        first = begin(staff, staff_address(event), photo_bytes(), fingerprint="name").json()
        again = begin(staff, staff_address(event), photo_bytes(2) + b"!", fingerprint="name").json()
        assert again["key"] != first["key"]
        assert PhotoUpload.objects.count() == 1


class TestWithoutScripts:
    def test_files_of_a_form_each_stand_or_fall_alone(self, staff, event):
        files = [
            SimpleUploadedFile("IMG_1.jpg", photo_bytes()),
            SimpleUploadedFile("IMG_2.jpg", photo_bytes(2)),
            SimpleUploadedFile("again.jpg", photo_bytes()),
            SimpleUploadedFile("text.jpg", b"This is a text."),
            SimpleUploadedFile("empty.jpg", b"x" * (41 * 1024 * 1024)),
        ]
        address = reverse("wde_photos", args=[event.pk])
        answer = staff.post(address, {"do": "upload", "photos": files}, follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert len(said) == 5
        assert event.photos.count() == 2
        assert any("empty.jpg" in text and "最多接受" in text for text in said)
        states = [upload.state for upload in PhotoUpload.objects.filter(event=event)]
        assert sorted(states) == ["refused", "stored", "stored"]
        assert b"SecretCam" not in stored_bytes()
        again = [SimpleUploadedFile("IMG_1.jpg", photo_bytes())]
        answer = staff.post(address, {"do": "upload", "photos": again}, follow=True)
        [said] = [str(message) for message in answer.context["messages"]]
        assert said.strip() == "IMG_1.jpg：这张照片已经有了。"

    def test_nothing_chosen_is_told(self, staff, event):
        answer = staff.post(reverse("wde_photos", args=[event.pk]), {"do": "upload"}, follow=True)
        assert [str(message) for message in answer.context["messages"]]


class TestLinks:
    @pytest.fixture
    def link(self, event):
        return UploadLink.objects.create(
            event=event, label="大学志愿者", expires_at=timezone.now() + timedelta(days=1)
        )

    @pytest.fixture
    def volunteer(self, client, django_capture_on_commit_callbacks):
        plain = client.request

        def request(**environment):
            with django_capture_on_commit_callbacks(execute=True):
                return plain(**environment)

        client.request = request
        return client

    def address(self, link, name="send_photos") -> str:
        return reverse(f"wagtail_disability_events:{name}", args=[link.token])

    def test_it_adds_and_shows_nothing(self, volunteer, event, link):
        factories.photo(event, state="public", alt_text="别人拍的照片")
        page = volunteer.get(self.address(link))
        html = page.content.decode()
        assert "别人拍的照片" not in html
        assert "<img" not in html
        for word in ("同意", "监护人", "工作人员先看"):
            assert word in html
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
        assert send(volunteer, self.address(link, "send_photos_begin"), photo_bytes())["state"] == "stored"
        photo = event.photos.get(link=link)
        assert (photo.state, photo.uploaded_by) == ("new", None)
        assert b"SecretCam" not in stored_bytes()

    def test_it_works_without_scripts(self, volunteer, event, link):
        files = [SimpleUploadedFile("IMG_1.jpg", photo_bytes())]
        answer = volunteer.post(self.address(link), {"photos": files})
        assert "IMG_1.jpg" in answer.content.decode()
        assert event.photos.filter(link=link).count() == 1
        assert b"SecretCam" not in stored_bytes()

    @pytest.mark.parametrize("ended", ["expired", "revoked"])
    def test_after_its_time_it_says_what_to_do(self, volunteer, event, link, ended):
        content = photo_bytes()
        upload = begin(volunteer, self.address(link, "send_photos_begin"), content).json()
        if ended == "expired":
            UploadLink.objects.update(expires_at=timezone.now())
        else:
            UploadLink.objects.update(revoked_at=timezone.now())
        page = volunteer.get(self.address(link))
        assert page.status_code == 410
        assert "请向主办方" in page.content.decode()
        begun = self.address(link, "send_photos_begin")
        for answer in (begin(volunteer, begun, content), send_part(volunteer, begun, upload, content)):
            assert answer.status_code == 410
            assert "请向主办方" in answer.json()["problem"]
        assert not event.photos.exists()

    def test_a_wrong_token_opens_nothing(self, volunteer, link):
        link.token = "wrong"
        for name in ("send_photos", "send_photos_begin"):
            assert volunteer.get(self.address(link, name)).status_code == 404

    def test_staff_make_it_and_take_it_back(self, staff, event):
        address = reverse("wde_upload_links", args=[event.pk])
        assert staff.post(address, {"label": "", "days": 0}).status_code == 200
        assert not event.upload_links.exists()
        staff.post(address, {"label": "大学志愿者", "days": 2})
        link = event.upload_links.get()
        html = staff.get(address).content.decode()
        assert self.address(link) in html
        staff.post(address, {"revoke": link.pk})
        link.refresh_from_db()
        assert not link.is_open
        assert self.address(link) not in staff.get(address).content.decode()

    def test_the_token_is_stored_encrypted_and_kept_out_of_logs(self, link):
        from django.db import connection

        from wagtail_disability_events.core.log_filters import HideTokens

        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM wagtail_disability_events_uploadlink")
            assert link.token not in cursor.fetchone()[0]
        import logging

        record = logging.LogRecord("x", 20, "", 0, "GET %s", (self.address(link),), None)
        HideTokens().filter(record)
        assert link.token not in record.getMessage()


def test_photos_of_one_event_do_not_hide_those_of_another(staff, event):
    other = factories.event()
    for one in (event, other):
        assert send(staff, staff_address(one), photo_bytes())["state"] == "stored"
    assert Photo.objects.filter(event__in=[event, other]).count() == 2
