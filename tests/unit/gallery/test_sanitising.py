"""A picture file says nothing but its pixels, and a bad one is refused in words."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import override_settings
from PIL import Image, ImageCms, TiffImagePlugin

from wagtail_disability_events.gallery.pixels.sanitising import clean_picture

GPS, EXIF, ORIENTATION, MAKE, SERIAL, TAKEN = 0x8825, 0x8769, 0x0112, 0x010F, 0xA431, 0x9003


def camera_jpeg(orientation: int = 6, size: tuple[int, int] = (80, 40)) -> bytes:
    """A JPEG as a camera writes it: turned by a tag, with place, maker, serial number, time, thumbnail."""
    picture = Image.new("RGB", size, "#0a4f47")
    picture.paste("#8a2513", (0, 0, size[0] // 4, size[1]))
    exif = picture.getexif()
    exif[ORIENTATION], exif[MAKE] = orientation, "SecretCam"
    exif.get_ifd(EXIF).update({SERIAL: "SERIAL-4711", TAKEN: "2026:05:17 09:30:00"})
    exif.get_ifd(GPS).update(
        {
            1: "N",
            2: (
                TiffImagePlugin.IFDRational(30),
                TiffImagePlugin.IFDRational(14),
                TiffImagePlugin.IFDRational(7),
            ),
        }
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SecretComment", quality=95)
    return out.getvalue() + b"SecretTrailer"


def clean(content: bytes, name: str = "IMG_1.jpg"):
    return clean_picture(ContentFile(content, name=name), name)


def pixels(picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.file.read()))


def test_nothing_hidden_is_left_and_the_picture_stands_upright():
    dirty = camera_jpeg()
    assert b"SecretCam" in dirty
    picture = clean(dirty)
    content = picture.file.read()
    for secret in (
        b"SecretCam",
        b"SERIAL-4711",
        b"SecretComment",
        b"SecretTrailer",
        b"Exif",
        b"GPS",
        b"2026:05",
    ):
        assert secret not in content
    shown = Image.open(io.BytesIO(content))
    assert not shown.getexif()
    assert shown.size == (picture.file.width, picture.file.height) == (40, 80)
    assert str(picture.taken_at) == "2026-05-17 09:30:00"
    red, _green, blue = shown.convert("RGB").getpixel((20, 5))  # the marked side is up now
    assert red > blue


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [
        ("PNG", "RGBA", "png"),
        ("WEBP", "RGBA", "webp"),
        ("GIF", "P", "png"),
        ("BMP", "RGB", "jpg"),
        ("TIFF", "CMYK", "jpg"),
        ("PNG", "LA", "png"),
        ("JPEG", "L", "jpg"),
        ("PNG", "I;16", "png"),
    ],
)
def test_each_kind_of_file_becomes_one_that_browsers_show(kind, mode, suffix):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, kind)
    picture = clean(out.getvalue(), f"x.{kind.lower()}")
    assert picture.file.name == f"x.{suffix}"
    assert pixels(picture).size == (20, 10)


def test_grey_of_16_bits_keeps_its_steps():
    """Pillow alone would turn everything above 255 of 65,535 into white."""
    out = io.BytesIO()
    wide = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 0x8000, 0xFFFF)):
        wide.putpixel((x, 0), value)
    wide.save(out, "PNG")
    shown = pixels(clean(out.getvalue(), "scan.png")).convert("L")
    assert [shown.getpixel((x, 0)) for x in range(3)] == [0, 128, 255]


def test_a_wrong_ending_does_no_harm():
    out = io.BytesIO()
    Image.new("RGB", (20, 10)).save(out, "PNG")
    assert clean(out.getvalue(), "photo.jpg").file.name == "photo.png"


def test_a_moving_picture_keeps_its_first_one():
    out = io.BytesIO()
    frames = [Image.new("P", (20, 10), number) for number in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert pixels(clean(out.getvalue(), "moving.gif")).n_frames == 1


def test_a_heic_from_a_phone_is_accepted():
    pillow_heif = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "green")).save(out)
    picture = clean(out.getvalue(), "IMG_2.HEIC")
    assert (picture.file.name, pixels(picture).format) == ("IMG_2.jpg", "JPEG")


def test_colours_of_another_profile_are_converted_and_a_broken_profile_does_no_harm():
    for profile in (
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        b"not a profile",
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ):
        out = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(out, "JPEG", icc_profile=profile)
        assert "icc_profile" not in pixels(clean(out.getvalue())).info


@override_settings(WAGTAIL_DISABILITY_EVENTS={"PHOTO_MAX_SIDE": 100})
def test_a_large_picture_is_scaled_down():
    picture = clean(camera_jpeg(orientation=1, size=(400, 200)))
    assert pixels(picture).size == (100, 50)


@pytest.mark.slow
def test_a_picture_of_60_megapixels_is_taken():
    out = io.BytesIO()
    Image.new("L", (10000, 6000), 200).save(out, "JPEG", quality=20)
    picture = clean(out.getvalue())
    assert max(picture.file.width, picture.file.height) <= 4096


def png_that_claims(width: int, height: int) -> bytes:
    """An image bomb: a few bytes that say they are enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"This is a text.", "not-a-picture"),
        (SVG, "not-a-picture"),
        (b"", "empty"),
        (camera_jpeg()[:300], "damaged"),
        (png_that_claims(30000, 30000), "too-many-pixels"),
        (png_that_claims(200, 200), "damaged"),
    ],
    ids=["text named jpg", "svg with script", "empty", "cut off", "image bomb", "png without its pixels"],
)
def test_what_is_no_good_picture_is_refused_with_the_reason(content, code):
    with pytest.raises(ValidationError) as caught:
        clean(content)
    assert caught.value.code == code
    assert caught.value.messages


@override_settings(WAGTAIL_DISABILITY_EVENTS={"PHOTO_MAX_BYTES": 100})
def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(ValidationError) as caught:
        clean_picture(io.BytesIO(camera_jpeg()), "big.jpg")
    assert caught.value.code == "too-large"
