"""Blurring leaves nothing that could be brought back; cropping keeps what was chosen."""

import random

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw

from wagtail_disability_events.gallery.photos.blurring import CELLS, Edits, applied
from wagtail_disability_events.gallery.pixels.faces import Box

FACE = Box(0.25, 0.25, 0.5, 0.5)


def noise(size: tuple[int, int] = (400, 400), seed: int = 1) -> Image.Image:
    rng = random.Random(seed)
    return Image.frombytes("RGB", size, rng.randbytes(size[0] * size[1] * 3))


def region(picture: Image.Image) -> Image.Image:
    return picture.crop((100, 100, 300, 300))


def test_what_is_blurred_holds_only_a_few_colours():
    """Two faces with the same blended colours give the same result: what tells them apart is gone."""
    base = Image.new("RGB", (400, 400), "#777777")
    results = set()
    for seed in range(20):
        face = base.copy()
        draw = ImageDraw.Draw(face)
        rng = random.Random(seed)
        for _ in range(40):  # pairs of a lighter and a darker dot: the means stay as they are
            x, y = rng.randrange(104, 290), rng.randrange(104, 290)
            draw.point((x, y), "#7f7f7f")
            draw.point((x + 1, y), "#6f6f6f")
        assert face.tobytes() != base.tobytes()
        results.add(region(applied(face, Edits((FACE,)))).tobytes())
    assert len(results) == 1


def test_the_result_is_made_of_at_most_so_many_values():
    blurred = applied(noise(), Edits((FACE,)))
    few = blurred.crop((76, 76, 324, 324)).resize((CELLS, CELLS), Image.Resampling.BOX)
    again = few.resize((248, 248), Image.Resampling.BICUBIC)
    far = max(
        abs(a - b) for a, b in zip(blurred.crop((76, 76, 324, 324)).tobytes(), again.tobytes(), strict=True)
    )
    assert far < 40  # of 255, where the noise before differs by up to 255 from pixel to pixel


def test_what_is_outside_stays_as_it_is():
    before = noise()
    after = applied(before, Edits((FACE,)))
    for corner in ((0, 0, 70, 400), (330, 0, 400, 400), (0, 0, 400, 70), (0, 330, 400, 400)):
        assert after.crop(corner).tobytes() == before.crop(corner).tobytes()
    assert region(after).tobytes() != region(before).tobytes()


def test_a_box_at_the_edge_is_blurred_to_the_edge():
    before = noise()
    after = applied(before, Edits((Box(0.9, 0.9, 0.1, 0.1),)))
    assert after.getpixel((399, 399)) != before.getpixel((399, 399))
    assert len({after.getpixel((398, y)) for y in range(370, 400)}) < 30


def test_cropping_keeps_the_part_and_blurs_first():
    after = applied(noise(), Edits((FACE,), Box(0.25, 0.25, 0.75, 0.5)))
    assert after.size == (300, 200)
    assert after.crop((0, 0, 200, 200)).tobytes() == region(applied(noise(), Edits((FACE,)))).tobytes()


def test_hardly_anything_left_is_refused():
    with pytest.raises(ValidationError):
        applied(noise(), Edits((), Box(0.5, 0.5, 0.1, 0.1)))


def test_transparency_survives():
    picture = noise().convert("RGBA")
    picture.putalpha(100)
    assert applied(picture, Edits((FACE,))).getpixel((5, 5))[3] == 100


def test_edits_are_stored_and_read_again():
    edits = Edits((FACE, Box(0, 0, 0.1, 0.1)), Box(0, 0, 0.9, 0.9))
    assert Edits.stored(edits.for_storing()) == edits
    assert Edits.stored([]) == Edits()
