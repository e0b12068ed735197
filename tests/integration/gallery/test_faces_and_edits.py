"""Boxes in the admin: found, typed, looked at, kept; the untouched picture only as long as the rule says."""

import io
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.support import factories
from wagtail_disability_events.core.private_storage import private_storage
from wagtail_disability_events.gallery.photos.release import unpublish_copies
from wagtail_disability_events.gallery.pixels.faces import Box, FacesUnavailable
from wagtail_disability_events.models import Photo

pytestmark = pytest.mark.django_db

BLUR = {"kind": "blur", "x": "20", "y": "20", "width": "30", "height": "30"}


@pytest.fixture
def event(settings, tmp_path):
    backend = "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage"
    private = {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "wde_private": private}
    return factories.event()


@pytest.fixture
def staff(client, admin_user, django_capture_on_commit_callbacks):
    """A client whose requests end with their transaction, so that files are deleted."""
    client.force_login(admin_user)
    plain = client.request

    def request(**environment):
        with django_capture_on_commit_callbacks(execute=True):
            return plain(**environment)

    client.request = request
    return client


@pytest.fixture
def photo(event):
    return factories.photo(event, state="public", prepare=True, source=factories.picture(5, size=(800, 600)))


def boxes(*rows: dict, **more: str) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0", "form-MAX_NUM_FORMS": "60"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data | more


def address(photo: Photo) -> str:
    return reverse("wde_photo_faces", args=[photo.event_id, photo.pk])


def content(file) -> bytes:
    with file.storage.open(file.name) as opened:
        return opened.read()


def files(event) -> list[str]:
    return private_storage().listdir(f"photos/{event.pk}")[1]


def test_what_is_blurred_is_blurred_in_every_copy(staff, event, photo):
    before = {name: content(getattr(photo, name)) for name in ("file", "large", "small")}
    public = (photo.image.pk, photo.image.file.name, content(photo.image.file))
    assert staff.post(address(photo), boxes(BLUR)).status_code == 302
    photo = Photo.objects.get(pk=photo.pk)
    for name, old in before.items():
        assert content(getattr(photo, name)) != old
    assert content(photo.original) == before["file"]
    assert photo.image.pk == public[0]
    assert content(photo.image.file) == content(photo.file)
    assert not photo.image.file.storage.exists(public[1])
    assert not photo.image.renditions.exists()
    assert len(files(event)) == 4
    shown = Image.open(io.BytesIO(content(photo.file))).crop((180, 140, 380, 280))
    assert len(shown.getcolors(maxcolors=1_000_000)) < 20_000


def test_minds_change_as_long_as_the_untouched_picture_is_there(staff, event, photo):
    untouched = content(photo.file)
    staff.post(address(photo), boxes(BLUR))
    html = staff.get(address(photo)).content.decode()
    assert 'value="20.0"' in html
    staff.post(
        address(photo),
        boxes({**BLUR, "x": "60"}, {**BLUR, "kind": "crop", "x": "0", "width": "100", "height": "50"}),
    )
    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.width, photo.height) == (800, 300)
    assert content(photo.original) == untouched
    staff.post(address(photo), boxes({**BLUR, "DELETE": "on"}))
    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.width, photo.height, photo.edits) == (800, 600, [])
    assert len(files(event)) == 4


def test_the_untouched_picture_is_forgotten_in_time(staff, event, photo):
    staff.post(address(photo), boxes(BLUR))
    call_command("run_periodic", only=["photos"], force=True)
    assert Photo.objects.get(pk=photo.pk).original
    Photo.objects.update(edited_at=timezone.now() - timedelta(days=31))
    call_command("run_periodic", only=["photos"], force=True)
    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.original.name, photo.edits) == ("", [])
    assert len(files(event)) == 3
    blurred = content(photo.file)
    staff.post(address(photo), boxes({**BLUR, "x": "60"}))
    photo = Photo.objects.get(pk=photo.pk)
    assert content(photo.original) == blurred


def test_a_site_may_keep_no_untouched_pictures(staff, event, photo, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"PHOTO_KEEP_ORIGINAL_DAYS": 0}
    assert "不能恢复" in staff.get(address(photo)).content.decode()
    staff.post(address(photo), boxes(BLUR))
    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.original.name, photo.edits) == ("", [])
    assert len(files(event)) == 3


def test_the_empty_line_at_the_end_of_the_form_does_no_harm(staff, photo):
    empty = {"kind": "blur", "x": "", "y": "", "width": "", "height": ""}
    assert staff.post(address(photo), boxes(BLUR, empty)).status_code == 302
    photo.refresh_from_db()
    assert len(photo.edits) == 1


def test_it_can_be_looked_at_before_and_nothing_is_stored(staff, event, photo):
    before = set(files(event))
    html = staff.post(address(photo), boxes(BLUR, do="look")).content.decode()
    assert re.search(r'src="data:image/jpeg;base64,[^"]{1000}', html)
    assert 'value="20.0"' in html
    assert set(files(event)) == before


def test_found_faces_are_boxes_in_the_form_and_stored_nowhere(staff, photo):
    found = [Box(0.1, 0.1, 0.2, 0.2), Box(0.21, 0.21, 0.28, 0.28)]
    with mock.patch("wagtail_disability_events.gallery.staff.faces.find_faces", return_value=found):
        answer = staff.post(address(photo), boxes(BLUR, do="find"), follow=True)
    html = answer.content.decode()
    assert "找到 1 张脸" in html  # the other one has a box already
    assert 'value="10.0"' in html
    photo.refresh_from_db()
    assert (photo.edits, photo.version) == ([], 0)
    with mock.patch("wagtail_disability_events.gallery.staff.faces.find_faces", return_value=[]):
        assert "没有找到别的脸" in staff.post(address(photo), boxes(do="find")).content.decode()
    with mock.patch("wagtail_disability_events.gallery.staff.faces.find_faces", side_effect=FacesUnavailable):
        html = staff.post(address(photo), boxes(BLUR, do="find")).content.decode()
    assert "手工画框" in html
    assert 'value="20.0"' in html


@pytest.mark.parametrize(
    "row",
    [
        {**BLUR, "x": "-1"},
        {**BLUR, "width": "0"},
        {**BLUR, "height": "101"},
        {**BLUR, "y": "somewhere"},
        {**BLUR, "kind": "paint"},
        {**BLUR, "kind": "crop", "width": "1", "height": "1"},
    ],
)
def test_wrong_boxes_are_told_and_change_nothing(staff, photo, row):
    answer = staff.post(address(photo), boxes(row))
    assert answer.status_code == 422
    photo.refresh_from_db()
    assert photo.version == 0


def test_a_photo_taken_back_while_it_is_blurred_stays_away(event, photo):
    from wagtail_disability_events.gallery.photos import blurring as edits

    real = edits.Derived.store

    def meanwhile(derived, stored):
        Photo.objects.filter(pk=photo.pk).update(state="withdrawn")
        unpublish_copies([photo.pk])
        real(derived, stored)

    with mock.patch.object(edits.Derived, "store", meanwhile):
        edits.edit(photo, edits.Edits((Box(0.2, 0.2, 0.3, 0.3),)))
    photo.refresh_from_db()
    assert (photo.state, photo.image) == ("withdrawn", None)


def test_of_two_people_the_second_is_told(staff, event, photo):
    from wagtail_disability_events.gallery.photos.blurring import Edits, edit

    stale = Photo.objects.get(pk=photo.pk)
    staff.post(address(photo), boxes(BLUR))
    before = set(files(event))
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        edit(stale, Edits((Box(0.5, 0.5, 0.1, 0.1),)))
    assert set(files(event)) == before
