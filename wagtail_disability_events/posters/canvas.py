"""Two surfaces that are drawn on alike: pixels, and a PDF whose text stays text."""

import io
from abc import ABC, abstractmethod
from typing import Any

from PIL import Image

from ..core.qr_codes import qr_code
from .fonts import font, font_file


class Canvas(ABC):
    """A surface of ``width`` by ``height``; y runs downwards. Colours are ``#rrggbb``."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height

    @abstractmethod
    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""

    @abstractmethod
    def text(self, x: float, baseline: float, words: str, size: int, colour: str, weight: str) -> None:
        """Words that begin at ``x``, on their baseline."""

    @abstractmethod
    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """A picture that fills a rectangle."""

    @abstractmethod
    def as_bytes(self) -> bytes:
        """The file."""

    def qr(self, address: str, x: float, y: float, size: float) -> None:
        """A QR code (ISO/IEC 18004, error correction M) with a quiet zone of four modules, black on white."""
        rows = [list(row) for row in qr_code(address).matrix]
        module = size / (len(rows) + 8)
        self.rectangle(x, y, size, size, "#ffffff")
        for down, row in enumerate(rows):
            start = None
            for right, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = right
                elif not dark and start is not None:
                    self.rectangle(
                        x + (start + 4) * module,
                        y + (down + 4) * module,
                        (right - start) * module,
                        module,
                        "#000000",
                    )
                    start = None


class PixelCanvas(Canvas):
    """A PNG."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        super().__init__(width, height)
        self.image = Image.new("RGB", (width, height), colour)
        from PIL import ImageDraw  # 1 MB, where a poster is drawn and not before

        self.draw = ImageDraw.Draw(self.image)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.draw.rectangle((round(x), round(y), round(x + width) - 1, round(y + height) - 1), fill=colour)

    def text(self, x: float, baseline: float, words: str, size: int, colour: str, weight: str) -> None:
        self.draw.text((x, baseline), words, font=font(weight, size), fill=colour, anchor="ls")

    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        self.image.paste(image.resize((round(width), round(height))), (round(x), round(y)))

    def qr(self, address: str, x: float, y: float, size: float) -> None:
        """Whole pixels for each module, so that no edge is grey."""
        modules = qr_code(address).symbol_size(border=4)[0]
        scale = max(1, int(size // modules))
        left = round(x + (size - scale * modules) / 2)
        top = round(y + (size - scale * modules) / 2)
        super().qr(address, left, top, scale * int(modules))

    def as_bytes(self) -> bytes:
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=4)
        return out.getvalue()


class PdfCanvas(Canvas):
    """A PDF page; a unit is a point."""

    def __init__(self, width: int, height: int, colour: str, title: str, language: str) -> None:
        from fpdf import FPDF  # only here: most processes never draw a PDF

        super().__init__(width, height)
        self.pdf: Any = FPDF(unit="pt", format=(width, height))
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.pdf.set_auto_page_break(False)
        self.pdf.add_page()
        for weight in ("regular", "bold"):
            path, number = font_file(weight)
            self.pdf.add_font(weight, fname=path, collection_font_number=number)
        self.rectangle(0, 0, width, height, colour)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.pdf.set_fill_color(*_rgb(colour))
        self.pdf.rect(x, y, width, height, style="F")

    def text(self, x: float, baseline: float, words: str, size: int, colour: str, weight: str) -> None:
        self.pdf.set_font(weight, size=size)
        self.pdf.set_text_color(*_rgb(colour))
        self.pdf.text(x, baseline, words)

    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        self.pdf.image(image, x=x, y=y, w=width, h=height, alt_text=" ")

    def as_bytes(self) -> bytes:
        return bytes(self.pdf.output())


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
