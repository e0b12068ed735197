"""Cleaning a library changes as little of an image as can be: no pixel, no movement, no format, no size."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from PIL import Image

from tests.support.planted import MARK, cases, picture, planted_in
from tests.unit.gallery.test_sanitising import camera_jpeg
from wagtail_disability_events.gallery.pixels.hidden_data import hidden_parts, without_hidden_parts
from wagtail_disability_events.gallery.pixels.keeping import COLOURS, TURNED, WRITTEN_ANEW, clean_keeping

SHARED_CASES = Path("/work/shared/cases/photos")
KNOWN = (".jpg", ".png", ".webp", ".gif")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def saved(kind: str, *frames: Image.Image, **options) -> bytes:
    out = io.BytesIO()
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    frames[0].save(out, kind, **options)
    return out.getvalue()


def of_shared(name: str) -> bytes:
    path = SHARED_CASES / name
    if not path.exists():
        pytest.skip("the cases lie beside the project")
    return path.read_bytes()


def test_a_clean_file_is_not_touched():
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        assert clean_keeping(saved(kind, picture(1)), "x") is None


def test_what_hides_is_cut_out_and_every_pixel_stays():
    kept_as_they_were = 0
    for name, file_name, content in cases():
        if not file_name.endswith(KNOWN):
            continue
        kept = clean_keeping(content, file_name)
        clean = kept.file.read()
        assert not planted_in(clean), name
        assert hidden_parts(clean) == [], name
        before, after = opened(content), opened(clean)
        assert after.format in (before.format, "JPEG" if before.format == "MPO" else ""), name
        assert sorted(after.size) == sorted(before.size), name
        assert (kept.file.width, kept.file.height) == after.size
        if not kept.changes:
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes(), name
            kept_as_they_were += 1
    assert kept_as_they_were > 100


def test_a_turned_picture_is_written_upright_in_its_own_size_and_format():
    kept = clean_keeping(camera_jpeg(orientation=6, size=(6000, 100)), "IMG_1.jpg")
    clean = opened(kept.file.read())
    assert (clean.format, clean.size) == ("JPEG", (100, 6000))
    assert kept.changes == (WRITTEN_ANEW, TURNED)
    assert "EXIF" in kept.found


def test_colours_that_need_a_profile_are_converted():
    [content] = [content for name, _file, content in cases() if name == "JPEG colour profile 0"]
    kept = clean_keeping(content, "x.jpg")
    assert COLOURS in kept.changes


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_what_moves_goes_on_moving(kind, name):
    frames = [picture(seed) for seed in range(1, 5)]
    options = {"comment": MARK} if kind == "GIF" else {"exif": b"Exif\0\0" + MARK} if kind == "WEBP" else {}
    content = saved(kind, *frames, duration=120, loop=0, **options) + MARK
    kept = clean_keeping(content, name)
    clean = opened(kept.file.read())
    assert (clean.n_frames, kept.changes) == (4, ())
    for frame in range(4):
        clean.seek(frame)
        before = opened(content)
        before.seek(frame)
        assert clean.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
        assert clean.info.get("duration") == before.info.get("duration")


def test_pages_of_a_tiff_and_its_size_stay():
    content = saved("TIFF", picture(1), picture(2), picture(3), description=MARK.decode())
    kept = clean_keeping(content, "scan.tif")
    clean = kept.file.read()
    assert not planted_in(clean)
    assert (opened(clean).format, opened(clean).n_frames, opened(clean).size) == ("TIFF", 3, (64, 48))


@pytest.mark.parametrize(("kind", "name"), [("AVIF", "a.avif"), ("BMP", "a.bmp")])
def test_other_kinds_keep_their_kind(kind, name):
    clean = clean_keeping(saved(kind, picture(1)), name)
    assert opened(clean.file.read()).format == kind


def test_a_large_picture_is_cleaned_without_being_decoded():
    large = saved("PNG", Image.new("1", (9000, 9000))) + MARK
    kept = clean_keeping(large, "plan.png")
    assert (kept.file.width, kept.file.height, kept.changes) == (9000, 9000, ())


class TestGivenFiles:
    def test_a_panorama_keeps_its_72_megapixels(self):
        content = of_shared("panorama-72-megapixels.jpg")
        assert clean_keeping(content, "p.jpg") is None
        kept = clean_keeping(content + MARK, "p.jpg")
        assert (kept.file.read(), kept.changes) == (content, ())

    def test_text_that_is_larger_than_a_decoder_reads_is_cut_out(self):
        kept = clean_keeping(of_shared("long-history.png"), "h.png")
        assert kept.changes == ()
        opened(kept.file.read()).load()

    @pytest.mark.parametrize("name", ["raw-with-thumbnail-first.dng", "one-byte-wrong.avif"])
    def test_what_would_lose_something_or_is_damaged_is_refused_in_words(self, name):
        with pytest.raises(ValidationError):
            clean_keeping(of_shared(name), name)


@override_settings(WAGTAIL_DISABILITY_EVENTS={"PHOTO_MAX_PIXELS": 1000})
def test_more_pixels_than_memory_should_hold_are_not_decoded():
    with pytest.raises(ValidationError, match=r"million|百万|万"):
        clean_keeping(camera_jpeg(), "x.jpg")


@pytest.mark.parametrize("content", [b"", b"text", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"])
def test_what_is_no_picture_is_refused_in_words(content):
    with pytest.raises(ValidationError):
        clean_keeping(content, "x.jpg")
    assert not without_hidden_parts(content) or hidden_parts(without_hidden_parts(content)) == []
