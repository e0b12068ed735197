"""Faces are found here, without a network; nobody is recognised. Recall is what it is, and is reported."""

import pytest
from PIL import Image, ImageDraw

from wagtail_disability_events.gallery.pixels.faces import (
    Box,
    CascadeDetector,
    FaceDetector,
    FacesUnavailable,
    YuNetDetector,
    detector,
    find_faces,
)

pytest.importorskip("cv2")


def astronaut() -> Image.Image:
    """A portrait in the public domain (NASA) that scikit-image ships."""
    data = pytest.importorskip("skimage.data")
    return Image.fromarray(data.astronaut())


class FixedDetector(FaceDetector):
    """What a site may put in its place."""

    def find(self, picture):
        return [Box(0.1, 0.2, 0.3, 0.4)]


def test_a_face_is_found_where_it_is():
    [box, *_others] = find_faces(astronaut())
    face = Box(0.33, 0.13, 0.24, 0.32)
    assert box.overlap(face) > 0.6


def test_a_drawing_without_faces_has_none():
    picture = Image.new("RGB", (800, 600), "#ddd6c8")
    draw = ImageDraw.Draw(picture)
    for number in range(6):
        draw.rectangle((number * 120, 200, number * 120 + 80, 500), fill="#0a4f47")
    assert find_faces(picture) == []


def test_a_site_may_choose_another_detector(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"FACE_DETECTOR": f"{__name__}.FixedDetector"}
    assert find_faces(astronaut()) == [Box(0.1, 0.2, 0.3, 0.4)]


def test_a_model_that_is_not_there_is_told(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"FACE_MODEL": "/nowhere/yunet.onnx"}
    with pytest.raises(FacesUnavailable):
        detector()
    with pytest.raises(FacesUnavailable):
        YuNetDetector("/nowhere/yunet.onnx")


def test_without_opencv_it_is_told(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(FacesUnavailable):
        CascadeDetector()


def test_boxes_overlap_as_a_share_of_the_smaller_one():
    assert Box(0, 0, 1, 1).overlap(Box(0.5, 0.5, 0.1, 0.1)) == pytest.approx(1)
    assert Box(0, 0, 0.5, 0.5).overlap(Box(0.25, 0, 0.5, 0.5)) == pytest.approx(0.5)
    assert Box(0, 0, 0.1, 0.1).overlap(Box(0.5, 0.5, 0.1, 0.1)) == 0
