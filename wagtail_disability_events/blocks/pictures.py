"""Blocks of photos from an event's gallery, and of works on show. What is not public there is not here."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..core.base_page import BasePage
from ..core.outgoing_images import own_copies
from ..gallery.photos.models import Photo
from ..gallery.staff.choosers import PhotoChooserBlock
from .base import PREVIEW, WEB, Context, EventStructBlock, ListOf, RichText, Stream, Value
from .parts import Heading, Part, Picture, PictureRow, paragraph
from .rich_text import rich_text_parts
from .sample import Sample
from .text import TEXT_FEATURES

PHOTO_SIZE = "max-1600x1600|format-jpeg"
"""The copy whose address the API gives; one that a released photo has in any case."""


def public_photos(
    chosen: Iterable[Photo | None], page: BasePage | None = None, known: Mapping[int, Photo] | None = None
) -> list[Photo]:
    """Those of the chosen photos that readers of ``page`` may see at this moment, in the order chosen.

    Photos of an event that only some may read do not show on a page that everyone may read. ``known`` is what
    ``photos_of_stream`` has read already.
    """
    ids = [photo.pk for photo in chosen if photo is not None]
    if not ids:
        return []
    shown = known if known is not None else _shown(ids, page)
    return [shown[pk] for pk in ids if pk in shown]


def photos_of_stream(page: BasePage, stream: Stream) -> dict[int, Photo]:
    """The photos of all blocks of a stream that readers of ``page`` may see, read at once.

    Put under ``known_photos`` into the context, they are not read again block by block.
    """
    chosen = [
        photo.pk
        for child in stream
        if isinstance(child.block, PhotosBlock)
        for photo in child.block.chosen(child.value)
        if photo is not None
    ]
    return _shown(chosen, page) if chosen else {}


def _shown(ids: list[int], page: BasePage | None) -> dict[int, Photo]:
    shown = Photo.objects.public().select_related("event").prefetch_related("image__renditions").in_bulk(ids)
    elsewhere = {photo.event for photo in shown.values() if page is None or photo.event_id != page.pk}
    closed = {event.pk for event in elsewhere if _is_restricted(event)}
    if closed and _is_restricted(page):
        closed = set()
    return {pk: photo for pk, photo in shown.items() if photo.event_id not in closed}


def _is_restricted(page: BasePage | None) -> bool:
    return page is not None and bool(page.pk) and page.get_view_restrictions().exists()


def _as_picture(photo: Photo, caption: str | None = None) -> Picture:
    return Picture(photo.image, photo.alt_text, photo.caption if caption is None else caption)


class PhotoInApi(TypedDict):
    """A released photo as the API gives it."""

    id: int
    alt: str
    caption: str
    url: str


def _for_api(photo: Photo) -> PhotoInApi:
    image = photo.image
    return {
        "id": photo.pk,
        "alt": photo.alt_text,
        "caption": photo.caption,
        "url": own_copies(image, PHOTO_SIZE)[PHOTO_SIZE].url if image is not None else "",
    }


class PhotosBlock(EventStructBlock[Value]):
    """Base of blocks that show photos: ``photos`` in the context are those that everyone may see."""

    def chosen(self, value: Value) -> list[Photo | None]:
        """The photos that an editor has chosen."""
        raise NotImplementedError

    def get_context(self, value: Value, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["photos"] = public_photos(
            self.chosen(value), context.get("page"), context.get("known_photos")
        )
        return context


class GalleryValue(TypedDict):
    """The value of ``GalleryBlock``."""

    heading: str
    photos: ListOf[Photo | None]
    columns: str


class GalleryBlock(PhotosBlock[GalleryValue]):
    """Photos from the event's gallery. A photo that is withdrawn there disappears here."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    photos = blocks.ListBlock(PhotoChooserBlock(label=_("Photo")), label=_("Photos"), min_num=0)
    columns = blocks.ChoiceBlock(
        label=_("In WeChat"),
        choices=[("1", _("one below the other")), ("2", _("two beside each other"))],
        default="1",
    )

    def chosen(self, value: GalleryValue) -> list[Photo | None]:
        return list(value["photos"])

    def get_context(self, value: GalleryValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        photos = context["photos"]
        context["rows"] = [photos[at : at + 2] for at in range(0, len(photos), 2)]
        return context

    def parts(self, value: GalleryValue, context: Context) -> list[Part]:
        if not context["photos"]:
            return []
        pictures = [_as_picture(photo, photo.caption or photo.alt_text) for photo in context["photos"]]
        if value.get("columns") == "2":
            rows = [tuple(pictures[at : at + 2]) for at in range(0, len(pictures), 2)]
            return [Heading(value["heading"]), *(PictureRow(row) for row in rows)]
        return [Heading(value["heading"]), *pictures]

    def get_api_representation(self, value: GalleryValue, context: Context | None = None) -> Context:
        """Only released photos, with their descriptions and an address of a copy 1600 pixels wide at most."""
        return {
            "heading": value["heading"],
            "photos": [_for_api(photo) for photo in public_photos(self.chosen(value))],
        }

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Photos of the event that staff have released.")
        template = WEB.format("gallery")
        preview_template = PREVIEW.format("pictures")
        preview_value = Sample({"heading": _("Photos of the day"), "photos": [], "columns": "1"})
        group = _("Pictures")


class PhotoTextValue(TypedDict):
    """The value of ``PhotoTextBlock``."""

    photo: Photo | None
    text: RichText


class PhotoTextBlock(PhotosBlock[PhotoTextValue]):
    """A photo beside words that belong to it; the words stay when the photo goes."""

    photo = PhotoChooserBlock(label=_("Photo"))
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    def chosen(self, value: PhotoTextValue) -> list[Photo | None]:
        return [value["photo"]]

    def parts(self, value: PhotoTextValue, context: Context) -> list[Part]:
        return [*map(_as_picture, context["photos"]), *rich_text_parts(value["text"].source)]

    def get_api_representation(self, value: PhotoTextValue, context: Context | None = None) -> Context:
        """The words, and the photo while everyone may see it."""
        photos = public_photos(self.chosen(value))
        text = self.child_blocks["text"].get_api_representation(value["text"], context=context)
        return {"photo": _for_api(photos[0]) if photos else None, "text": text}

    class Meta:
        icon = "image"
        label = _("Photo with text")
        description = _("One photo of the event and what there is to say about it.")
        template = WEB.format("photo_text")
        preview_value = Sample(
            {
                "photo": None,
                "text": _("<p>The referee kneels down and explains the rules word by word.</p>"),
            }
        )
        group = _("Pictures")


class BeforeAfterValue(TypedDict):
    """The value of ``BeforeAfterBlock``."""

    before: Photo | None
    after: Photo | None
    caption: str


class BeforeAfterBlock(PhotosBlock[BeforeAfterValue]):
    """The same place before and after: a ramp that was built, a room that was made accessible."""

    before = PhotoChooserBlock(label=_("Before"))
    after = PhotoChooserBlock(label=_("After"))
    caption = blocks.CharBlock(label=_("What has changed"), max_length=160)

    def chosen(self, value: BeforeAfterValue) -> list[Photo | None]:
        return [value["before"], value["after"]]

    def get_context(self, value: BeforeAfterValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        shown = {photo.pk: photo for photo in context["photos"]}
        pair = ((_("Before"), value["before"]), (_("After"), value["after"]))
        context["pair"] = [(label, shown[photo.pk]) for label, photo in pair if photo and photo.pk in shown]
        return context

    def parts(self, value: BeforeAfterValue, context: Context) -> list[Part]:
        pictures = [_as_picture(photo, str(label)) for label, photo in context["pair"]]
        return [*pictures, paragraph(value["caption"])] if pictures else []

    def get_api_representation(self, value: BeforeAfterValue, context: Context | None = None) -> Context:
        """Each of the two while everyone may see it."""
        shown = {photo.pk: _for_api(photo) for photo in public_photos(self.chosen(value))}
        before, after = (
            shown.get(photo.pk) if photo is not None else None for photo in (value["before"], value["after"])
        )
        return {"before": before, "after": after, "caption": value["caption"]}

    class Meta:
        icon = "image"
        label = _("Before and after")
        description = _("Two photos of the same place, and what has changed.")
        template = WEB.format("before_after")
        preview_value = Sample(
            {"before": None, "after": None, "caption": _("The three steps at the door have become a ramp.")}
        )
        group = _("Pictures")
