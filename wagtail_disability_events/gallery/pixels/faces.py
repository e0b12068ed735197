"""Where faces are, so that staff can blur them. Nobody is recognised, and nothing about a face is stored.

A detector returns boxes; they live in a form until staff have decided, and are forgotten. It runs on this
machine, without a network.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string
from PIL import Image

from ...core import conf

LOOKED_AT = 1280
"""Pixels of the longer side of the copy in which faces are looked for."""


class FacesUnavailable(Exception):
    """No detector is installed; boxes can be drawn by hand all the same."""


@dataclass(frozen=True)
class Box:
    """A region of a picture: its upper left corner and its sides, as shares (0 to 1) of the whole."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """The share of the smaller box that lies in the other one."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        if across <= 0 or down <= 0:
            return 0.0
        return across * down / min(self.width * self.height, other.width * other.height)


class FaceDetector(ABC):
    """Finds faces in an upright picture."""

    @abstractmethod
    def find(self, picture: Image.Image) -> list[Box]:
        """The faces in an RGB picture, larger ones first. A site's own detector overrides this."""


class CascadeDetector(FaceDetector):
    """OpenCV's cascades of Haar features: frontal faces, and profiles to both sides (Viola, Jones 2001)."""

    FRONTAL, PROFILE = "haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml"

    def __init__(self) -> None:
        self.cv2 = _opencv()
        folder = getattr(getattr(self.cv2, "data", None), "haarcascades", "")
        self.frontal = self.cv2.CascadeClassifier(folder + self.FRONTAL)
        self.profile = self.cv2.CascadeClassifier(folder + self.PROFILE)
        if self.frontal.empty() or self.profile.empty():
            raise FacesUnavailable

    def find(self, picture: Image.Image) -> list[Box]:
        import numpy  # of the extra [faces]

        grey = self.cv2.equalizeHist(numpy.asarray(picture.convert("L")))
        mirrored = self.cv2.flip(grey, 1)
        least = max(24, max(picture.size) // 40)
        settings: dict[str, Any] = {"scaleFactor": 1.1, "minNeighbors": 5, "minSize": (least, least)}
        found = [tuple(box) for box in self.frontal.detectMultiScale(grey, **settings)]
        found += [tuple(box) for box in self.profile.detectMultiScale(grey, **settings)]
        found += [
            (picture.width - x - w, y, w, h)
            for x, y, w, h in self.profile.detectMultiScale(mirrored, **settings)
        ]
        return _once([_share(box, picture) for box in found])


class YuNetDetector(FaceDetector):
    """OpenCV's YuNet (Wu and others 2023), whose model file the setting ``FACE_MODEL`` names."""

    def __init__(self, model: str) -> None:
        self.cv2 = _opencv()
        try:
            self.net = self.cv2.FaceDetectorYN.create(model, "", (320, 320), 0.7, 0.3, 200)
        except self.cv2.error as error:
            raise FacesUnavailable from error

    def find(self, picture: Image.Image) -> list[Box]:
        import numpy  # of the extra [faces]

        pixels = numpy.asarray(picture.convert("RGB"))[:, :, ::-1]
        self.net.setInputSize(picture.size)
        _code, faces = self.net.detect(numpy.ascontiguousarray(pixels))
        return _once([_share(face[:4], picture) for face in (faces if faces is not None else [])])


def find_faces(picture: Image.Image) -> list[Box]:
    """The faces that the site's detector finds. Raises FacesUnavailable."""
    copy = picture.convert("RGB")
    copy.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BILINEAR)
    return detector().find(copy)


def detector() -> FaceDetector:
    """The detector that the settings choose. Raises FacesUnavailable where none can work here."""
    if name := conf.get("FACE_DETECTOR"):
        chosen: FaceDetector = import_string(name)()
        return chosen
    if model := conf.get("FACE_MODEL"):
        return YuNetDetector(model)
    return CascadeDetector()


def _opencv() -> Any:
    try:
        import cv2  # of the extra [faces]
    except ImportError as error:
        raise FacesUnavailable from error
    return cv2


def _share(box: Any, picture: Image.Image) -> Box:
    x, y, width, height = (float(value) for value in box)
    return Box(x / picture.width, y / picture.height, width / picture.width, height / picture.height)


def _once(boxes: list[Box]) -> list[Box]:
    """Each face once, the larger of two boxes that mostly cover each other."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.width * box.height):
        if all(box.overlap(other) < 0.5 for other in kept):
            kept.append(box)
    return kept
