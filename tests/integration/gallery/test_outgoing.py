"""Whatever leaves through us is a clean copy, and the site's library stays as it was."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from tests.support import factories
from tests.support.planted import cases, planted_in
from tests.unit.gallery.test_sanitising import camera_jpeg
from wagtail_disability_events import models
from wagtail_disability_events.core.outgoing_images import outgoing_copy
from wagtail_disability_events.gallery.pixels.hidden_data import hidden_parts
from wagtail_disability_events.posters.contents import poster_of_event
from wagtail_disability_events.posters.drawing import A4, COVER, PORTRAIT, SQUARE, draw_pdf, draw_png
from wagtail_disability_events.publicity.channels.cover import cover_of
from wagtail_disability_events.publicity.preflight.checking import preflight
from wagtail_disability_events.publicity.submission.package import package
from wagtail_disability_events.publicity.wechat.rendering import render_wechat, with_addresses
from wagtail_disability_events.publicity.word.document import word_document

pytestmark = pytest.mark.django_db

PACKAGE = Path(models.__file__).parent
SHARED_CASES = Path("/work/shared/cases/photos")
SECRETS = (b"SecretCam", b"SERIAL-4711", b"SecretComment", b"SecretTrailer", b"Exif")
PROFILED = [case for case in cases() if "profile" in case[0] or "gps" in case[0]]


def in_library(content: bytes, name: str):
    """An image of the host's, as its editors uploaded it."""
    image = get_image_model()(title=name)
    image.file = ContentFile(content, name=name)
    image.save()
    return image


def bytes_of(file) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def secrets_in(content: bytes) -> list[bytes]:
    return [secret for secret in SECRETS if secret in content]


@pytest.fixture(autouse=True)
def no_copies_of_other_tests():
    """Numbers of images come again after each test, and Wagtail keeps renditions by them."""
    get_image_model().get_rendition_model().cache_backend.clear()


@pytest.fixture
def image():
    return in_library(camera_jpeg(size=(1600, 1200)), "IMG_7.jpg")


def test_only_the_gate_asks_an_image_for_a_rendition():
    asks = re.compile(r"\.get_renditions?\(|\{%\s*(?:image|picture|srcset_image|image_url)\s")
    found = {
        str(path.relative_to(PACKAGE))
        for kind in ("*.py", "*.html")
        for path in PACKAGE.rglob(kind)
        if asks.search(path.read_text())
    }
    assert found == {"core/outgoing_images.py"}


def test_the_library_keeps_what_it_was_given(image):
    assert bytes_of(image.file) == camera_jpeg(size=(1600, 1200))


def test_a_copy_of_the_hosts_own_is_not_touched(image):
    assert b"SecretCam" in bytes_of(image.get_rendition("width-200|format-jpeg").file)
    clean = outgoing_copy(image, "width-200|format-jpeg")
    assert hidden_parts(bytes_of(clean.file)) == []
    assert b"SecretCam" in bytes_of(image.get_rendition("width-200|format-jpeg").file)


def test_a_copy_is_upright_and_made_once(image, django_assert_num_queries):
    clean = outgoing_copy(image, "max-800x800|format-jpeg")
    assert clean.height > clean.width
    again = get_image_model().objects.get(pk=image.pk)
    with django_assert_num_queries(0):  # Wagtail keeps renditions in its cache
        assert outgoing_copy(again, "max-800x800|format-jpeg").pk == clean.pk


@pytest.mark.parametrize(("name", "file_name", "content"), PROFILED[::5], ids=lambda value: str(value)[:20])
@pytest.mark.parametrize(
    "spec", ["max-40x40|format-jpeg", "max-40x40|format-png", "max-40x40|format-webp", "max-40x40"]
)
def test_nothing_planted_is_in_a_copy(name, file_name, content, spec):
    if file_name.endswith((".heic", ".tif")):
        pytest.skip("the library itself does not take these")
    copy = outgoing_copy(in_library(content, file_name), spec)
    stored = bytes_of(copy.file)
    assert not planted_in(stored)
    assert hidden_parts(stored) == []


class TestEachWayOut:
    @pytest.fixture
    def event(self, image):
        venue = models.Venue.objects.first()
        models.VenuePhoto.objects.create(venue=venue, image=image, alt_text="大门左侧有坡道")
        speaker = {"name": "赵老师", "role": "", "about": "", "image": image}
        work = {
            "title": "家园",
            "author": "赵",
            "named": "full",
            "consent": True,
            "image": image,
            "description": "画",
        }
        return factories.event(
            model=models.ArtShowcasePage,
            cover=image,
            venue=venue,
            body=[
                ("picture", {"image": image, "caption": "图"}),
                ("speakers", {"heading": "", "people": [speaker]}),
            ],
            works=[("work", work)],
        )

    @pytest.fixture
    def article(self, event, image):
        made = models.ArticlePage(
            title="报道", event=event, cover=image, body=[("picture", {"image": image, "caption": "图"})]
        )
        models.ArticleIndexPage.objects.first().add_child(instance=made)
        made.save_revision()
        factories.publish(made)
        return models.ArticlePage.objects.get(pk=made.pk)

    def copies(self, image) -> list[str]:
        names = [rendition.file.name for rendition in image.renditions.all()]
        for rendition in image.renditions.all():
            assert secrets_in(bytes_of(rendition.file)) == [], rendition.filter_spec
            assert hidden_parts(bytes_of(rendition.file)) == [], rendition.filter_spec
        return names

    def test_pages_feeds_and_the_api(self, client, event, article, image):
        work = event.works[0].id
        html = ""
        for address in (
            event.url,
            f"{event.url}works/",
            f"{event.url}works/{work}/",
            article.url,
            "/calendar.ics",
        ):
            answer = client.get(address)
            assert answer.status_code == 200, address
            html += answer.content.decode().replace("\r\n ", "")
        assert len(self.copies(image)) >= 6
        assert "original_images" not in html
        for rendition in image.renditions.all():
            assert rendition.file.name in html, rendition.filter_spec
        data = client.get(f"/api/v2/pages/{event.pk}/?fields=*").content
        assert b"original_images" not in data

    def test_articles_on_their_way(self, article, image):
        rendering = render_wechat(article)
        assert rendering.images
        for picture in rendering.images:
            assert secrets_in(picture.content) == []
        assert secrets_in(with_addresses(rendering).encode()) == []
        for file in (word_document(article), package(article, "区残联")):
            with zipfile.ZipFile(io.BytesIO(file)) as archive:
                for name in archive.namelist():
                    if name.startswith("docProps/"):  # of the library that writes Word
                        continue
                    inner = archive.read(name)
                    if "media" in name or name.endswith(".jpg"):
                        assert hidden_parts(inner) == [], name
                    assert secrets_in(inner) == [], name
        content, _hash = cover_of(article)
        assert hidden_parts(content) == []
        self.copies(image)

    def test_posters(self, event, image):
        poster = poster_of_event(event)
        for shape in (COVER, SQUARE, PORTRAIT, A4):
            assert secrets_in(draw_png(poster, shape)) == []
        assert secrets_in(draw_pdf(poster, "zh-Hans")) == []
        assert self.copies(image)


class TestWhatCannotBeShown:
    """A page, an article, a poster come out without a picture that cannot be cleaned, and staff are told."""

    @pytest.fixture
    def broken(self, image):
        image.file.storage.delete(image.file.name)
        image.file.storage.save(image.file.name, ContentFile(camera_jpeg()[:700]))
        return image

    def test_a_damaged_file_is_left_out(self, client, broken, caplog):
        event = factories.event(cover=broken, body=[("picture", {"image": broken, "caption": "图"})])
        answer = client.get(event.url)
        assert answer.status_code == 200
        assert "cover.png" in answer.content.decode()
        assert f"Image {broken.pk} cannot be shown" in caplog.text
        poster = poster_of_event(event)
        for shape in (COVER, SQUARE, PORTRAIT, A4):
            assert draw_png(poster, shape)

    def test_an_article_says_so_before_its_review(self, broken):
        article = models.ArticlePage(
            title="报道", cover=broken, body=[("picture", {"image": broken, "caption": "图"})]
        )
        models.ArticleIndexPage.objects.first().add_child(instance=article)
        assert "no-copy" in [finding.check for finding in preflight(article).errors]
        assert not render_wechat(article).images
        assert word_document(article)
        assert package(article, "区残联")
        assert Image.open(io.BytesIO(cover_of(article)[0])).size == (900, 383)


class TestDrawings:
    DRAWING = (
        b'<?xml version="1.0"?><?xml-stylesheet href="https://elsewhere.example/a.css"?>'
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.example" width="80" height="60"'
        b' onload="alert(1)" i:export-filename="/home/SecretName/a.svg"><!-- SecretComment -->'
        b"<metadata>SecretName</metadata><title>SecretName</title><style>@import url(https://elsewhere.example)</style>"
        b'<style>rect{fill:url(#sky)}</style><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'
        b'<a href="javascript:alert(1)"><circle r="3"/></a><image href="https://elsewhere.example/t.png"/>'
        b'<set attributeName="href" to="javascript:alert(1)"/><use href="#sky"/><g style="fill:url( https://e.example/x)"/>'
        b'<rect id="sky" width="20" height="20" fill="#0a4f47" onclick="alert(1)"/></svg>'
    )

    def test_a_drawing_stays_one_and_does_nothing_but_draw(self):
        copy = outgoing_copy(in_library(self.DRAWING, "plan.svg"), "max-1080x1080|format-jpeg")
        stored = bytes_of(copy.file)
        for word in (
            b"Secret",
            b"alert",
            b"javascript",
            b"elsewhere",
            b"e.example",
            b"foreignObject",
            b"onload",
            b"<?xml-st",
        ):
            assert word not in stored, word
        for word in (b"url(#sky)", b'id="sky"', b'href="#sky"', b'fill="#0a4f47"'):
            assert word in stored, word

    def test_a_photo_inside_a_drawing_is_cleaned_too(self):
        path = SHARED_CASES / "script-and-place.svg"
        if not path.exists():
            pytest.skip("the case lies beside the project")
        stored = bytes_of(outgoing_copy(in_library(path.read_bytes(), "plan.svg"), "max-80x80").file)
        assert b"script" not in stored
        import base64

        [picture] = re.findall(rb"data:image/jpeg;base64,([^\"]+)", stored)
        assert hidden_parts(base64.b64decode(picture)) == []

    def test_there_is_no_copy_of_pixels(self):
        assert (
            outgoing_copy(in_library(self.DRAWING, "plan.svg"), "max-80x80|format-jpeg", pixels_only=True)
            is None
        )


def test_a_file_that_replaces_a_released_photo_is_cleaned(image):
    photo = factories.photo(factories.event(), state="public", alt_text="两位选手在绕桩")
    copy = get_image_model().objects.get(pk=photo.image_id)
    copy.file = ContentFile(camera_jpeg(), name="IMG_9.jpg")
    copy.save()
    assert hidden_parts(bytes_of(copy.file)) == []
