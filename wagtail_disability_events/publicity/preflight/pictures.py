"""Pictures: that their photos may be shown, and that each is described."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from ...gallery.photos.models import Photo
from ...pages.models import ArticlePage
from ..text.pictures import travelling_copy
from .codes import Code
from .findings import Finding, Severity, TextLocation
from .subject import Subject

_CAMERA_NAMES = "IMG|DSC|DCIM|PXL|WX|mmexport|微信图片|截图|Screenshot"
_FILE_NAME = re.compile(rf"^(?:{_CAMERA_NAMES})?[_\- ]?[0-9_\-]{{3,}}$|\.(?:jpe?g|png|heic)$", re.I)


def check_photos(subject: Subject) -> Iterator[Finding]:
    """A photo that was chosen and may not be shown any more: it is left out, and somebody must know."""
    chosen = {photo.pk: (photo, label) for photo, label in _chosen(subject.article)}
    public = set(Photo.objects.public().filter(pk__in=chosen).values_list("pk", flat=True))
    for pk, (photo, location) in chosen.items():
        if pk not in public:
            reason = _("This photo may not be shown: it was taken back, or somebody in it does not agree.")
            link = reverse("wde_photo", args=[photo.event_id, pk])
            yield Finding(Code.PHOTO_TAKEN_BACK, Severity.ERROR, location, reason, photo.alt_text, link=link)


def check_copies(subject: Subject) -> Iterator[Finding]:
    """A picture of which no copy can be made: it is left out wherever the article goes."""
    for number, picture in enumerate(subject.pictures, 1):
        if travelling_copy(picture.image) is None:
            location = TextLocation(_("picture %(number)s") % {"number": number})
            reason = _("This picture cannot be sent to WeChat or Word. Replace it by a JPEG or PNG file.")
            yield Finding(Code.NO_COPY, Severity.ERROR, location, reason, picture.image.title)


def check_descriptions(subject: Subject) -> Iterator[Finding]:
    """Each picture has a description that is one: no file name, and not too long."""
    for number, picture in enumerate(subject.pictures, 1):
        location = TextLocation(_("picture %(number)s") % {"number": number})
        words = picture.alt.strip()
        own = getattr(picture.image, "contextual_alt_text", None)
        is_title_only = own == "" and not picture.caption and words == picture.image.title
        if not words or is_title_only or _FILE_NAME.search(words):
            reason = _("Describe the picture for people who do not see it: who does what, where.")
            yield Finding(Code.NO_DESCRIPTION, Severity.ERROR, location, reason, words)
        elif len(words) > 120:
            reason = _("A description of more than 120 characters is hard to listen to.")
            yield Finding(Code.LONG_DESCRIPTION, Severity.ADVICE, location, reason, words[:40])


def _chosen(article: ArticlePage) -> Iterator[tuple[Photo, TextLocation]]:
    """Every photo that an editor chose, with the place of its block."""
    for number, child in enumerate(article.body, 1):
        if hasattr(child.block, "chosen"):
            location = TextLocation(f"{number}. {child.block.label}", ("body", str(child.id)))
            for photo in child.block.chosen(child.value):
                if photo is not None:
                    yield photo, location
