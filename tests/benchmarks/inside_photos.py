"""What is measured of photos from inside a site's process."""

import io
import json
import random
import resource
import tempfile
import time
from pathlib import Path

from demo.pictures import SCENES, draw_picture
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageDraw, ImageOps

from tests.support import factories
from tests.support.planted import cases, planted_in
from wagtail_disability_events.gallery.photos.release import publish_copies
from wagtail_disability_events.gallery.pixels.derivatives import LARGE, SMALL
from wagtail_disability_events.gallery.pixels.faces import find_faces
from wagtail_disability_events.gallery.pixels.sanitising import JPEG_QUALITY
from wagtail_disability_events.gallery.uploads.finishing import finish_upload
from wagtail_disability_events.gallery.uploads.intake import take_in
from wagtail_disability_events.models import EventPage, Photo, PhotoUpload

HOST = {"host": "127.0.0.1:8000"}
TWELVE_MEGAPIXELS = (4000, 3000)
SIZES, TURNS = (80, 160, 320, 480), (0, 15, 30, 90)


def draw_photos(argument: str) -> int:
    """Write so many photos of 12 megapixels into a folder: grain as of a camera, turned by a tag."""
    folder, count = argument.split()
    grain = Image.effect_noise(TWELVE_MEGAPIXELS, 24)
    base = Image.merge("RGB", (grain, ImageOps.mirror(grain), ImageOps.flip(grain)))
    for number in range(int(count)):
        rng, picture = random.Random(number), base.copy()
        draw = ImageDraw.Draw(picture)
        for _ in range(40):
            x, y = rng.randrange(4000), rng.randrange(3000)
            draw.ellipse((x, y, x + 600, y + 500), fill=tuple(rng.randrange(256) for _ in range(3)))
        exif = picture.getexif()
        exif[0x0112] = 6
        picture.save(Path(folder) / f"{number}.jpg", quality=92, exif=exif)
    return int(count)


def new_event() -> int:
    """The id of an event without photos."""
    return factories.event(slug=f"photos-{time.time_ns()}").pk


def take_in_ours(argument: str) -> str:
    """JSON: seconds and peak memory of taking in some of the photos."""
    folder, start, count, event_id = argument.split()
    event = EventPage.objects.get(pk=event_id)
    started = time.perf_counter()
    for number in range(int(start), int(start) + int(count)):
        with (Path(folder) / f"{number}.jpg").open("rb") as file:
            take_in(event, ContentFile(file.read(), name="x.jpg"), "x.jpg")
    return _used(started)


def take_in_pillow(argument: str) -> str:
    """The same files decoded, turned, resized and encoded to the same sizes, by Pillow alone."""
    folder, start, count, _event = argument.split()
    started = time.perf_counter()
    for number in range(int(start), int(start) + int(count)):
        with Image.open(Path(folder) / f"{number}.jpg") as opened:
            picture = ImageOps.exif_transpose(opened)
        picture.save(io.BytesIO(), "JPEG", quality=JPEG_QUALITY)
        for side in (LARGE, SMALL):
            picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
            picture.save(io.BytesIO(), "JPEG", quality=80)
    return _used(started)


def _used(started: float) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return json.dumps({"seconds": time.perf_counter() - started, "peak": peak})


def prepare_waiting() -> float:
    """Seconds that preparing what was uploaded takes."""
    started = time.perf_counter()
    for upload in PhotoUpload.objects.filter(state="waiting"):
        finish_upload(upload.pk)
    return time.perf_counter() - started


def planted_cases() -> str:
    """JSON: how many planted cases were taken in, files looked at, files with anything planted."""
    from django.conf import settings
    from django.test.utils import override_settings

    with tempfile.TemporaryDirectory() as folder:
        private = {
            "BACKEND": "wagtail_disability_events.core.private_storage.PrivateFileSystemStorage",
            "OPTIONS": {"location": folder},
        }
        with override_settings(STORAGES={**settings.STORAGES, "wde_private": private}):
            event = EventPage.objects.get(pk=new_event())
            count = 0
            for _name, file_name, content in cases():
                take_in(event, ContentFile(content, name=file_name), file_name)
                count += 1
            event.photos.all().update(state="public", alt_text="一幅画")
            publish_copies(event.photos.values_list("pk", flat=True)[::20])
            files = [path for path in Path(folder).rglob("*") if path.is_file()]
            found = sum(planted_in(path.read_bytes()) for path in files)
            for photo in event.photos.public():
                for file in (photo.image.file, *(one.file for one in photo.image.renditions.all())):
                    with file.storage.open(file.name) as opened:
                        found += planted_in(opened.read())
            looked_at = len(files) + 10 * event.photos.public().count()
            event.photos.all().delete()
    return json.dumps({"cases": count, "files": looked_at, "found": found})


def gallery(count: str) -> str:
    """JSON: the address of a gallery of so many photos, and the queries of its first page."""
    event = EventPage.objects.get(pk=new_event())
    for number in range(60):
        size = (1600, 1000 + number % 3 * 200)
        factories.photo(event, state="public", prepare=True, source=factories.picture(number, size=size))
    shown = list(event.photos.select_related("image"))
    Photo.objects.bulk_create(
        _again(shown[number % 60], number, alt_text=f"第 {number} 张", image=shown[number % 60].image)
        for number in range(60, int(count))
    )
    address, client = f"{event.url}photos/", Client(headers=HOST)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return json.dumps({"url": address, "queries": len(queries)})


def light_table(count: str) -> str:
    """JSON: the address of a light table with so many photos, and the queries of its first page."""
    event = EventPage.objects.get(pk=new_event())
    first = [
        factories.photo(event, source=factories.picture(number, size=(1600, 1200))) for number in range(50)
    ]
    Photo.objects.bulk_create(_again(first[number % 50], number) for number in range(50, int(count)))
    client = Client(headers=HOST)
    client.force_login(get_user_model().objects.get(username="admin"))
    address = reverse("wde_photos", args=[event.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return json.dumps({"url": address, "queries": len(queries)})


def _again(photo: Photo, number: int, **fields: object) -> Photo:
    """Another row with the files of a photo, for lists."""
    return Photo(
        event_id=photo.event_id,
        state=photo.state,
        content_hash=f"again {number}",
        file=photo.file.name,
        large=photo.large.name,
        small=photo.small.name,
        width=photo.width,
        height=photo.height,
        perceptual_hash=photo.perceptual_hash,
        sharpness=photo.sharpness,
        position=number,
        **fields,
    )


def faces() -> str:
    """JSON: what is found among portraits that scikit-image ships, and in pictures without faces."""
    from skimage import data

    portrait = Image.fromarray(data.astronaut()).crop((120, 20, 340, 240))
    small_ones = [
        Image.fromarray((chip * 255).astype("uint8")).convert("RGB") for chip in data.lfw_subset()[:100]
    ]
    lines: list[tuple[str, int, int]] = []
    for size in SIZES:
        for turn in TURNS:
            found = sum(bool(find_faces(_scene_with(face, size, turn))) for face in [portrait])
            lines.append((f"the portrait, {size} px, turned by {turn}°: found", found, 1))
    for size in SIZES:
        found = sum(bool(find_faces(_scene_with(face, size, 0))) for face in small_ones)
        lines.append((f"100 faces of 25 px enlarged to {size} px: found", found, 100))
    alarms = sum(bool(find_faces(_drawn(number))) for number in range(40))
    lines.append(("40 drawn scenes without faces: false alarms", alarms, 40))
    others = (
        "coffee",
        "chelsea",
        "rocket",
        "coins",
        "text",
        "page",
        "moon",
        "hubble_deep_field",
        "brick",
        "grass",
    )
    plain = [Image.fromarray(getattr(data, name)()).convert("RGB") for name in others]
    alarms = sum(bool(find_faces(picture)) for picture in plain)
    lines.append((f"{len(plain)} photos without human faces: false alarms", alarms, len(plain)))
    return json.dumps(lines, ensure_ascii=False)


def _scene_with(face: Image.Image, size: int, turn: int) -> Image.Image:
    """A drawn scene of 1280 × 960 with a face of so many pixels in it."""
    scene = _drawn(size + turn).resize((1280, 960))
    placed = face.resize((size, size), Image.Resampling.BICUBIC).rotate(
        turn, expand=True, fillcolor="#888888"
    )
    scene.paste(placed, (420, 200))
    return scene


def _drawn(number: int) -> Image.Image:
    """A scene of the demo, in one of four sizes and turns."""
    name = list(SCENES)[number % len(SCENES)]
    with Image.open(draw_picture(name, number)) as opened:
        picture = opened.convert("RGB")
    scale = (0.5, 0.75, 1, 1.5)[number % 4]
    picture = picture.resize((int(picture.width * scale), int(picture.height * scale)))
    return picture.rotate((0, 90, 180, 270)[number // 4 % 4], expand=True)
