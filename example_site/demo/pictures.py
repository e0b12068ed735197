"""Pictures for the demo, drawn: no faces, no foreign files, the same on every machine."""

import io
import math
import random
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1200, 900)
GROUNDS = ["#f4efe4", "#e3f0ea", "#fbf0d2", "#fbe9e1", "#e8eef4", "#efe6f1"]
INKS = ["#0a4f47", "#8a2513", "#6a4a00", "#24405f", "#5a2f62", "#3c5a14"]

Draw = Callable[[ImageDraw.ImageDraw, random.Random], None]


def _floor(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    draw.rectangle((0, 620, *SIZE), fill=rng.choice(GROUNDS))
    draw.line((0, 620, SIZE[0], 620), fill="#857c6c", width=6)


def slalom(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    _floor(draw, rng)
    for step in range(6):
        x = 120 + step * 190
        draw.polygon([(x, 760), (x + 70, 760), (x + 35, 640)], fill=rng.choice(INKS))
    draw.ellipse((520, 420, 720, 620), outline="#1d1b18", width=18)
    draw.line((620, 420, 620, 300, 520, 300), fill="#1d1b18", width=18)


def targets(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for ring in range(6):
        inset = ring * 60
        colour = INKS[ring % len(INKS)] if ring % 2 else "#fffdf8"
        draw.ellipse(
            (270 + inset, 120 + inset, 930 - inset, 780 - inset), fill=colour, outline="#1d1b18", width=4
        )


def hills(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for layer in range(4):
        base = 420 + layer * 110
        points = [
            (x, base + 70 * math.sin(x / (110 + 30 * layer) + rng.random() * 6)) for x in range(0, 1230, 30)
        ]
        draw.polygon([*points, (1200, 900), (0, 900)], fill=INKS[(layer + rng.randrange(6)) % 6])
    draw.ellipse((880, 90, 1040, 250), fill="#ffbf00")


def house(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    _floor(draw, rng)
    draw.rectangle((340, 360, 760, 700), fill="#ffffff", outline="#1d1b18", width=8)
    draw.polygon([(300, 360), (550, 190), (800, 360)], fill=rng.choice(INKS))
    draw.rectangle((500, 500, 600, 700), fill=rng.choice(INKS))
    draw.polygon([(600, 700), (980, 700), (980, 740), (600, 740)], fill="#857c6c")


def papercut(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for turn in range(12):
        angle = turn * math.pi / 6
        x, y = 600 + 250 * math.cos(angle), 450 + 250 * math.sin(angle)
        draw.ellipse((x - 90, y - 90, x + 90, y + 90), fill="#8a2513")
        draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill="#fffdf8")
    draw.ellipse((500, 350, 700, 550), fill="#8a2513")


def notes(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for line in range(5):
        draw.line((100, 300 + line * 70, 1100, 300 + line * 70), fill="#857c6c", width=5)
    for step in range(7):
        x, y = 160 + step * 135, 300 + rng.randrange(5) * 70
        draw.ellipse((x - 36, y - 26, x + 36, y + 26), fill=rng.choice(INKS))
        draw.line((x + 34, y, x + 34, y - 160), fill="#1d1b18", width=8)


def table(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    _floor(draw, rng)
    draw.rectangle((160, 520, 1040, 570), fill="#6a4a00")
    for leg in (220, 940):
        draw.rectangle((leg, 570, leg + 40, 800), fill="#6a4a00")
    for item in range(5):
        x = 230 + item * 160
        draw.rectangle((x, 400 - rng.randrange(60), x + 100, 520), fill=rng.choice(INKS))


def lanterns(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for lamp in range(5):
        x, y = 150 + lamp * 225, 240 + rng.randrange(180)
        draw.line((x, 0, x, y - 90), fill="#1d1b18", width=6)
        draw.ellipse((x - 85, y - 90, x + 85, y + 90), fill="#8a2513")
        draw.rectangle((x - 40, y + 84, x + 40, y + 110), fill="#ffbf00")


def entrance(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    draw.rectangle((0, 700, *SIZE), fill="#d9d2c3")
    draw.rectangle((120, 120, 1080, 700), fill="#fffdf8", outline="#1d1b18", width=8)
    draw.rectangle((80, 80, 1120, 170), fill=rng.choice(INKS))
    for left in (480, 640):
        draw.rectangle((left, 260, left + 150, 700), fill="#cfe3ea", outline="#1d1b18", width=8)
        handle = 618 if left == 480 else 648
        draw.line((handle, 450, handle, 540), fill="#1d1b18", width=10)
    draw.polygon([(60, 880), (470, 700), (640, 700), (470, 880)], fill="#857c6c")
    draw.line((60, 760, 440, 580), fill="#1d1b18", width=10)
    for post in range(4):
        x = 80 + post * 120
        draw.line((x, 870 - post * 57, x, 750 - post * 57), fill="#1d1b18", width=8)
    for dot in range(9):
        draw.ellipse((560 + dot * 12, 730 + dot * 18, 576 + dot * 12, 742 + dot * 18), fill="#ffbf00")


SCENES: dict[str, tuple[Draw, str]] = {
    "slalom": (slalom, "体育馆里一排彩色标志桶，中间停着一辆轮椅"),
    "targets": (targets, "飞镖靶，一圈一圈红绿相间"),
    "hills": (hills, "水彩画：层层山峦上升起一轮太阳"),
    "house": (house, "画中的小屋，门前有一条平缓的坡道"),
    "papercut": (papercut, "红色剪纸，十二朵圆花围成一圈"),
    "notes": (notes, "彩色音符排列在五线谱上"),
    "table": (table, "长桌上摆着五件手工作品"),
    "entrance": (entrance, "一座房子的正门，左边有带扶手的坡道"),
    "lanterns": (lanterns, "五盏红灯笼高低错落地挂着"),
}


def draw_picture(scene: str, seed: int) -> SimpleUploadedFile:
    """A scene as an uploaded JPEG; ``seed`` varies colours and positions."""
    rng = random.Random(f"{scene}-{seed}")
    picture = Image.new("RGB", SIZE, rng.choice(GROUNDS))
    SCENES[scene][0](ImageDraw.Draw(picture), rng)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return SimpleUploadedFile(f"{scene}-{seed}.jpg", out.getvalue(), content_type="image/jpeg")
