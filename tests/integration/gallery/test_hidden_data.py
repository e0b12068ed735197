"""Nothing hidden in files: 300 and more planted cases, and what an existing library already holds."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image
from wagtail.images import get_image_model

from tests.support import factories
from tests.support.planted import MARK, cases, picture, planted_in
from wagtail_disability_events.core.private_storage import private_storage
from wagtail_disability_events.gallery.photos.release import publish_copies
from wagtail_disability_events.gallery.pixels.hidden_data import hidden_parts
from wagtail_disability_events.gallery.pixels.strip_library import strip_library
from wagtail_disability_events.gallery.uploads.intake import take_in
from wagtail_disability_events.models import KeptOriginal, Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(settings, tmp_path):
    backend = "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage"
    private = {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "private"}}
    public = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "public")},
    }
    settings.STORAGES = {**settings.STORAGES, "wde_private": private, "default": public}
    return factories.event()


@pytest.mark.slow
def test_no_stored_file_holds_anything_of_what_was_planted(event, tmp_path):
    pytest.importorskip("pillow_heif")
    kinds, count = set(), 0
    for name, file_name, content in cases():
        assert planted_in(content), name
        take_in(event, ContentFile(content, name=file_name), file_name)
        kinds.add(file_name.rsplit(".", 1)[1])
        count += 1
    assert count >= 300
    assert kinds == {"jpg", "png", "webp", "heic", "tif", "gif"}
    event.photos.update(state="public", alt_text="一幅画")
    publish_copies(event.photos.values_list("pk", flat=True)[::40])
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(stored) > 3 * count
    for path in stored:
        content = path.read_bytes()
        assert not planted_in(content), path
        if path.suffix != ".avif":  # its structure is not told apart
            assert hidden_parts(content) == [], path


def test_a_turned_picture_stands_upright_and_its_time_is_kept(event):
    from tests.unit.gallery.test_sanitising import camera_jpeg

    for orientation in range(1, 9):
        photo = take_in(event, ContentFile(camera_jpeg(orientation, size=(80 + orientation, 40))), "x.jpg")
        assert (photo.width > photo.height) is (orientation <= 4)
        assert photo.taken_at.year == 2026


class TestHiddenParts:
    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("JPEG", {}),
            ("JPEG", {"progressive": True}),
            ("PNG", {}),
            ("WEBP", {}),
            ("WEBP", {"lossless": True}),
            ("GIF", {}),
        ],
    )
    def test_a_bare_file_hides_nothing(self, kind, options):
        out = io.BytesIO()
        picture(1).save(out, kind, **options)
        assert hidden_parts(out.getvalue()) == []

    def test_every_planted_case_is_seen_and_named(self):
        for name, _file_name, content in cases():
            assert hidden_parts(content), name

    @pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"GIF89a", b"RIFF", b"text"])
    def test_what_is_no_picture_may_hide_anything(self, content):
        assert hidden_parts(content)


class TestLibraryOfAnExistingSite:
    """``strip_image_metadata`` cleans what was there before the package came, when somebody asks for it."""

    @pytest.fixture
    def dirty(self, event):
        get_image_model().objects.all().delete()
        made = []
        for name, file_name, content in cases()[::14]:
            if file_name.endswith((".heic", ".tif")):
                continue  # the library itself does not take these
            made.append(self.image(content, file_name, title=name))
        return made

    def image(self, content, file_name, title="图"):
        image = get_image_model()(title=title)
        image.file = ContentFile(content, name=file_name)
        image.save()
        return image

    def content_of(self, image) -> bytes:
        with get_image_model().objects.get(pk=image.pk).file.open("rb") as file:
            return file.read()

    def test_all_of_it_is_clean_afterwards_and_a_second_run_changes_nothing(
        self, dirty, tmp_path, capsys, django_capture_on_commit_callbacks
    ):
        dirty[0].get_rendition("width-20|format-jpeg")
        call_command("strip_image_metadata", "--dry-run")
        assert "0 cleaned" in capsys.readouterr().out
        assert any(planted_in(path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())
        with django_capture_on_commit_callbacks(execute=True):
            call_command("strip_image_metadata")
        out = capsys.readouterr().out
        assert f"{len(dirty)} looked at, {len(dirty)} cleaned, 0 left." in out
        assert f"{len(dirty)} of {len(dirty)} images, up to number {dirty[-1].pk}" in out
        assert "XMP: in" in out
        for path in (tmp_path / "public").rglob("*"):
            assert not (path.is_file() and planted_in(path.read_bytes())), path
        for image in get_image_model().objects.all():
            with image.file.open("rb") as file, Image.open(file) as shown:
                assert shown.size == (image.width, image.height)
        call_command("strip_image_metadata")
        assert "0 cleaned" in capsys.readouterr().out

    def test_each_original_is_kept_and_can_be_put_back(
        self, dirty, capsys, django_capture_on_commit_callbacks
    ):
        before = {image.pk: self.content_of(image) for image in dirty}
        with django_capture_on_commit_callbacks(execute=True):
            call_command("strip_image_metadata", verbosity=2)
        assert f"image {dirty[0].pk}: without " in capsys.readouterr().out
        for row in KeptOriginal.objects.all():
            with row.original.open("rb") as file:
                assert file.read() == before.pop(row.image_id)
            assert row.found == hidden_parts(row.original.open("rb").read())
            assert row.replaced == ""
        assert before == {}
        again = dirty[3]
        with django_capture_on_commit_callbacks(execute=True):
            call_command("strip_image_metadata", "--restore", str(again.pk), "999999")
        assert f"1 put back: {again.pk}" in capsys.readouterr().out
        assert planted_in(self.content_of(again))
        assert not KeptOriginal.objects.filter(image=again).exists()

    def test_what_is_kept_goes_with_its_image_or_after_so_many_days(
        self, dirty, tmp_path, capsys, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            strip_library()
        kept = tmp_path / "private" / "library"
        assert len(list(kept.iterdir())) == len(dirty)
        with django_capture_on_commit_callbacks(execute=True):
            get_image_model().objects.get(pk=dirty[0].pk).delete()
        assert len(list(kept.iterdir())) == len(dirty) - 1
        call_command("strip_image_metadata", "--give-up-originals", "30")
        assert "0 copies of originals deleted." in capsys.readouterr().out
        call_command("strip_image_metadata", "--give-up-originals", "0")
        assert list(kept.iterdir()) == []
        assert strip_library().cleaned == 0

    def test_an_image_may_be_deleted_as_before(self, dirty, django_capture_on_commit_callbacks):
        strip_library()
        assert dirty[0].get_usage().count() == 0

    def test_interrupted_it_goes_on(self, dirty, monkeypatch, django_capture_on_commit_callbacks):
        from wagtail_disability_events.gallery.pixels import strip_library as stripping

        real, done = stripping.put_clean, []

        def killed(image, kept, content):
            if len(done) == 5:
                raise KeyboardInterrupt
            done.append(image.pk)
            real(image, kept, content)

        monkeypatch.setattr(stripping, "put_clean", killed)
        with pytest.raises(KeyboardInterrupt), django_capture_on_commit_callbacks(execute=True):
            strip_library()
        monkeypatch.setattr(stripping, "put_clean", real)
        report = strip_library()
        assert (report.looked_at, report.cleaned) == (len(dirty), len(dirty) - 5)

    def test_killed_before_it_deleted_what_it_had_replaced_it_does_so_later(
        self, dirty, tmp_path, django_capture_on_commit_callbacks
    ):
        strip_library()  # the transaction of a test does not end, so that nothing is deleted
        assert any(
            planted_in(path.read_bytes()) for path in (tmp_path / "public").rglob("*") if path.is_file()
        )
        strip_library()
        for path in (tmp_path / "public" / "original_images").iterdir():
            assert not planted_in(path.read_bytes()), path

    def test_what_cannot_be_read_is_left_and_named(self, dirty, capsys):
        broken, lost = dirty[0], dirty[1]
        broken.file.storage.delete(broken.file.name)
        broken.file.storage.save(broken.file.name, ContentFile(b"\xff\xd8 not a picture"))
        lost.file.storage.delete(lost.file.name)
        call_command("strip_image_metadata")
        out = capsys.readouterr().out
        for image in (broken, lost):
            assert f"image {image.pk} is left as it is" in out
        assert f"{len(dirty) - 2} cleaned, 2 left" in out
        assert self.content_of(broken) == b"\xff\xd8 not a picture"

    def test_an_animated_gif_keeps_moving(self, event):
        get_image_model().objects.all().delete()
        out = io.BytesIO()
        picture(1).save(
            out, "GIF", save_all=True, append_images=[picture(2), picture(3)], comment=MARK, loop=0
        )
        image = self.image(out.getvalue() + MARK, "moving.gif")
        assert strip_library().cleaned == 1
        content = self.content_of(image)
        assert not planted_in(content)
        assert Image.open(io.BytesIO(content)).n_frames == 3

    def test_kinds_whose_structure_is_not_known_are_cleaned_once(self, event):
        get_image_model().objects.all().delete()
        out = io.BytesIO()
        picture(1).save(out, "AVIF")
        self.image(out.getvalue(), "a.avif")
        assert [strip_library().cleaned for _run in range(2)] == [1, 0]

    def test_it_begins_where_one_says(self, dirty):
        report = strip_library(dry_run=True, start=dirty[-2].pk)
        assert report.looked_at == 2

    def test_a_clean_library_costs_two_queries_a_hundred_images(
        self, dirty, django_assert_num_queries, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            strip_library()
        assert len(dirty) <= 100
        with django_assert_num_queries(5):  # what was interrupted, how many; images, which are clean; the end
            assert strip_library().cleaned == 0


class TestLibraryOfASiteThatAskedForIt:
    """``STRIP_IMAGE_METADATA``: each image is cleaned as it enters, and stays what it is."""

    @pytest.fixture(autouse=True)
    def asked(self, settings, event):
        settings.WAGTAIL_DISABILITY_EVENTS = {"STRIP_IMAGE_METADATA": True}

    def test_what_enters_keeps_size_and_movement(self):
        out = io.BytesIO()
        wide = picture(1).resize((5000, 20))
        wide.save(out, "GIF", save_all=True, append_images=[picture(2).resize((5000, 20))], comment=MARK)
        image = get_image_model()(title="动图")
        image.file = ContentFile(out.getvalue(), name="moving.gif")
        image.save()
        with get_image_model().objects.get(pk=image.pk).file.open("rb") as file, Image.open(file) as stored:
            assert (stored.format, stored.n_frames, stored.size) == ("GIF", 2, (5000, 20))

    def test_a_file_that_lay_there_before_its_row_is_kept(self, tmp_path, django_capture_on_commit_callbacks):
        [content] = [content for name, _file, content in cases() if name == "JPEG gps 0"]
        image = get_image_model()(title="先放进存储")
        image.file = stored = image.file.storage.save("original_images/IMG_3.jpg", ContentFile(content))
        with django_capture_on_commit_callbacks(execute=True):
            image.save()
        row = KeptOriginal.objects.get(image=image)
        assert row.name == stored
        assert row.original.open("rb").read() == content
        for path in (tmp_path / "public").rglob("*.jpg"):
            assert not planted_in(path.read_bytes()), path


def test_staged_parts_and_originals_are_counted_as_stored_files(event, tmp_path):
    """The untouched picture that is kept after blurring is a clean file as well."""
    from wagtail_disability_events.gallery.photos.blurring import Edits, edit
    from wagtail_disability_events.gallery.pixels.faces import Box

    [(_name, file_name, content)] = [case for case in cases() if case[0] == "JPEG gps 0"]
    photo = take_in(event, ContentFile(content, name=file_name), file_name)
    edit(photo, Edits((Box(0.1, 0.1, 0.3, 0.3),)))
    photo = Photo.objects.get(pk=photo.pk)
    assert photo.original
    with private_storage().open(photo.original.name) as file:
        assert hidden_parts(file.read()) == []
