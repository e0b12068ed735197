"""Pictures with things hidden in them: every place in which phones, cameras and programs hide something.

``cases()`` are name, file name and content; ``MARK`` stands in each hidden part.
"""

import functools
import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin, TiffImagePlugin

MARK = b"PLANTED-7f3a91"
WIDE = MARK.decode().encode("utf-16-le")
VARIANTS = 7
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" GCamera:MotionPhoto="1" dc:creator="'
    + MARK
    + b'"/></rdf:RDF></x:xmpmeta>'
)
IPTC = b"\x1c\x02\x50\x00" + bytes([len(MARK)]) + MARK
VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + MARK + bytes(200)


def picture(seed: int, mode: str = "RGB") -> Image.Image:
    """A small drawing; each seed gives another."""
    rng = random.Random(seed)
    drawn = Image.new("RGB", (64, 48), tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(drawn)
    for _ in range(5):
        left, top = rng.randrange(64), rng.randrange(48)
        draw.rectangle((left, top, left + 14, top + 10), fill=tuple(rng.randrange(256) for _ in range(3)))
    return drawn.convert(mode)


def _exif(seed: int, **kinds: bool) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = seed % 8 + 1  # orientation
    if kinds.get("camera"):
        exif[0x010F], exif[0x0110], exif[0x013B] = (MARK.decode(),) * 3
        exif[0x9C9D] = WIDE  # XPAuthor
    details = exif.get_ifd(0x8769)
    if kinds.get("serials"):
        details.update({0xA431: MARK.decode(), 0xA435: MARK.decode(), 0xA430: MARK.decode()})
    if kinds.get("maker_note"):
        details[0x927C] = b"Apple iOS\x00" + MARK + bytes(32)
    if kinds.get("comment"):
        details[0x9286] = b"ASCII\x00\x00\x00" + MARK
    if kinds.get("gps"):
        place = (
            TiffImagePlugin.IFDRational(30),
            TiffImagePlugin.IFDRational(14),
            TiffImagePlugin.IFDRational(7),
        )
        exif.get_ifd(0x8825).update({1: "N", 2: place, 3: "E", 4: place, 27: b"ASCII\x00\x00\x00" + MARK})
    return exif


def _saved(seed: int, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture(seed).save(out, kind, **options)
    return out.getvalue()


def _segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def _with_segment(marker: int, data: bytes) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        plain = _saved(seed, "JPEG", quality=90)
        return plain[:2] + _segment(marker, data) + plain[2:]

    return make


def _with_thumbnail(seed: int) -> bytes:
    """EXIF whose first directory points to a second one with a picture of its own."""
    small = io.BytesIO()
    picture(seed).resize((16, 12)).save(small, "JPEG", comment=MARK)
    inside = small.getvalue()
    first = (
        struct.pack(">H", 1)
        + struct.pack(">HHI4s", 0x0112, 3, 1, b"\x00\x01\x00\x00")
        + struct.pack(">I", 26)
    )
    second = struct.pack(">H", 2)
    second += struct.pack(">HHII", 0x0201, 4, 1, 26 + 2 + 24 + 4) + struct.pack(
        ">HHII", 0x0202, 4, 1, len(inside)
    )
    body = b"MM\x00*" + struct.pack(">I", 8) + first + second + struct.pack(">I", 0) + inside
    return _with_segment(0xE1, b"Exif\x00\x00" + body)(seed)


def _profile() -> bytes:
    """A colour profile with a text that says where it comes from."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + MARK


def _mpo(seed: int) -> bytes:
    out = io.BytesIO()
    second = picture(seed + 1000)
    second.encoderinfo = {"comment": MARK}
    picture(seed).save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue() + MARK


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_with(*chunks: bytes) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        plain = _saved(seed, "PNG")
        return plain[:33] + b"".join(chunks) + plain[33:]

    return make


def _png_text(seed: int) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK.decode())
    info.add_text("Comment", MARK.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return _saved(seed, "PNG", pnginfo=info)


def _webp_with(kind: bytes, data: bytes) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        plain = _saved(seed, "WEBP", quality=90)
        padded = data + b"\x00" * (len(data) % 2)
        body = plain[8:] + kind + struct.pack("<I", len(data)) + padded
        return b"RIFF" + struct.pack("<I", len(body)) + body

    return make


def _heic(**options: object) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        import pillow_heif

        out = io.BytesIO()
        chosen = dict(options)
        if "exif" in chosen:
            chosen["exif"] = _exif(0, **chosen["exif"]).tobytes()
        pillow_heif.from_pillow(picture(seed)).save(out, quality=90, **chosen)
        return out.getvalue()

    return make


def _tiff(**tags: object) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        info = TiffImagePlugin.ImageFileDirectory_v2()
        for tag, value in tags.items():
            number = int(tag.removeprefix("t"))
            info[number] = value
            info.tagtype[number] = 7 if isinstance(value, bytes) else 2
        return _saved(seed, "TIFF", tiffinfo=info)

    return make


def _tiff_exif(seed: int) -> bytes:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[0x8769] = {0xA431: MARK.decode(), 0x927C: b"Nikon\x00" + MARK}
    return _saved(seed, "TIFF", tiffinfo=info)


def _tiff_place(seed: int) -> bytes:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[0x8825] = {1: "N", 27: b"ASCII\x00\x00\x00" + MARK}
    return _saved(seed, "TIFF", tiffinfo=info)


def _tiff_pages(seed: int) -> bytes:
    out = io.BytesIO()
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[270] = MARK.decode()
    picture(seed).save(out, "TIFF", save_all=True, append_images=[picture(seed + 1000)], tiffinfo=info)
    return out.getvalue()


def _gif_with(extension: bytes) -> Callable[[int], bytes]:
    def make(seed: int) -> bytes:
        plain = _saved(seed, "GIF")
        start = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
        return plain[:start] + extension + plain[start:]

    return make


def _blocks(data: bytes) -> bytes:
    return (
        b"".join(bytes([len(data[at : at + 255])]) + data[at : at + 255] for at in range(0, len(data), 255))
        + b"\0"
    )


def _trailing(kind: str, data: bytes) -> Callable[[int], bytes]:
    return lambda seed: _saved(seed, kind) + data


def _with_exif(kind: str, **kinds: bool) -> Callable[[int], bytes]:
    return lambda seed: _saved(seed, kind, exif=_exif(seed, **kinds))


PLANTED: dict[str, tuple[str, Callable[[int], bytes]]] = {
    **{
        f"{kind} {name}": (suffix, _with_exif(kind, **{name: True}))
        for kind, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"))
        for name in ("camera", "serials", "maker_note", "comment", "gps")
    },
    "JPEG thumbnail": ("jpg", _with_thumbnail),
    "JPEG XMP": ("jpg", _with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP)),
    "JPEG extended XMP": ("jpg", _with_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + XMP)),
    "JPEG IPTC": (
        "jpg",
        _with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x20" + IPTC),
    ),
    "JPEG comment": ("jpg", lambda seed: _saved(seed, "JPEG", comment=MARK)),
    "JPEG colour profile": ("jpg", lambda seed: _saved(seed, "JPEG", icc_profile=_profile())),
    "JPEG maker's segment": ("jpg", _with_segment(0xE4, b"SAMSUNG\x00" + MARK)),
    "JPEG thumbnail of JFXX": ("jpg", _with_segment(0xE0, b"JFXX\x00\x10" + MARK)),
    "JPEG further pictures": ("jpg", _mpo),
    "JPEG trailing data": ("jpg", _trailing("JPEG", MARK)),
    "JPEG motion photo": ("jpg", _trailing("JPEG", VIDEO)),
    "JPEG with a web page": ("jpg", _trailing("JPEG", b"<html><script>" + MARK + b"</script></html>")),
    "PNG texts": ("png", _png_text),
    "PNG time and private chunk": ("png", _png_with(_chunk(b"tIME", bytes(7)), _chunk(b"prVt", MARK))),
    "PNG colour profile": ("png", lambda seed: _saved(seed, "PNG", icc_profile=_profile())),
    "PNG trailing data": ("png", _trailing("PNG", MARK)),
    "WEBP XMP": ("webp", lambda seed: _saved(seed, "WEBP", xmp=XMP)),
    "WEBP colour profile": ("webp", lambda seed: _saved(seed, "WEBP", icc_profile=_profile())),
    "WEBP private chunk": ("webp", _webp_with(b"prVt", MARK)),
    "WEBP trailing data": ("webp", _trailing("WEBP", MARK)),
    "HEIC camera and place": ("heic", _heic(exif={"camera": True, "gps": True, "serials": True})),
    "HEIC maker note": ("heic", _heic(exif={"maker_note": True})),
    "HEIC XMP": ("heic", _heic(xmp=XMP)),
    "HEIC trailing data": ("heic", lambda seed: _heic()(seed) + VIDEO),
    "TIFF camera": ("tif", _with_exif("TIFF", camera=True)),
    "TIFF serials and maker note": ("tif", _tiff_exif),
    "TIFF place": ("tif", _tiff_place),
    "TIFF texts": ("tif", _tiff(t270=MARK.decode(), t315=MARK.decode(), t305=MARK.decode())),
    "TIFF XMP": ("tif", _tiff(t700=XMP)),
    "TIFF IPTC": ("tif", _tiff(t33723=IPTC)),
    "TIFF private tag": ("tif", _tiff(t65000=MARK)),
    "TIFF pages": ("tif", _tiff_pages),
    "TIFF trailing data": ("tif", _trailing("TIFF", MARK)),
    "GIF comment": ("gif", lambda seed: _saved(seed, "GIF", comment=MARK)),
    "GIF XMP": ("gif", _gif_with(b"\x21\xff\x0bXMP DataXMP" + _blocks(XMP))),
    "GIF application data": ("gif", _gif_with(b"\x21\xff\x0bPRIVATE 1.0" + _blocks(MARK))),
    "GIF plain text": ("gif", _gif_with(b"\x21\x01\x0c" + bytes(12) + _blocks(MARK))),
    "GIF trailing data": ("gif", _trailing("GIF", MARK)),
}


@functools.cache
def cases() -> list[tuple[str, str, bytes]]:
    """Every kind of hidden thing in several pictures: upright and turned, each with other pixels."""
    return [
        (f"{name} {variant}", f"IMG_{number * 100 + variant}.{suffix}", make(number * 100 + variant))
        for number, (name, (suffix, make)) in enumerate(PLANTED.items())
        for variant in range(VARIANTS)
    ]


def planted_in(content: bytes) -> bool:
    """Whether the mark is in a file: plain, in UTF-16, or in a compressed chunk of a PNG."""
    if MARK in content or WIDE in content:
        return True
    at = 8 if content.startswith(b"\x89PNG") else len(content)
    while at + 8 < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind in (b"zTXt", b"iCCP", b"iTXt"):
            _name, _zero, rest = content[at + 8 : at + 8 + length].partition(b"\0")
            try:
                if MARK in zlib.decompress(rest[1:]):
                    return True
            except zlib.error:
                pass
        at += 12 + length
    return False
