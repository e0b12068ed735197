"""Blocks of photos from an event's gallery, and of works on show. What is not public there is not here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..gallery.photos.models import Photo
from ..gallery.staff.choosers import PhotoChooserBlock
from .base import PREVIEW, WEB, EventStructBlock
from .outcome_lines import shown_works
from .parts import Heading, Part, Picture, PictureRow, paragraph
from .rich_text import rich_text_parts
from .text import TEXT_FEATURES
from .work_parts import work_parts

PHOTO_SIZE = "max-1600x1600|format-jpeg"
"""The copy whose address the API gives; one that a released photo has in any case."""


def public_photos(chosen: Iterable[Photo | None], page: Any = None) -> list[Photo]:
    """Those of the chosen photos that readers of ``page`` may see at this moment, in the order chosen.

    Photos of an event that only some may read do not show on a page that everyone may read.
    """
    ids = [photo.pk for photo in chosen if photo is not None]
    if not ids:
        return []
    known = getattr(page, "known_photos", None)
    shown = known if known is not None else _shown(ids, page)
    return [shown[pk] for pk in ids if pk in shown]


@contextmanager
def photos_at_hand(page: Any, stream: Any) -> Iterator[None]:
    """Read the photos of all blocks of a stream at once, for as long as it is written."""
    chosen = [
        photo
        for child in stream
        if isinstance(child.block, PhotosBlock)
        for photo in child.block.chosen(child.value)
        if photo is not None
    ]
    page.known_photos = _shown([photo.pk for photo in chosen], page) if chosen else {}
    try:
        yield
    finally:
        del page.known_photos


def _shown(ids: list[int], page: Any) -> dict[int, Photo]:
    shown = Photo.objects.public().select_related("event").prefetch_related("image__renditions").in_bulk(ids)
    elsewhere = {photo.event for photo in shown.values() if page is None or photo.event_id != page.pk}
    closed = {event.pk for event in elsewhere if _is_restricted(event)}
    if closed and _is_restricted(page):
        closed = set()
    return {pk: photo for pk, photo in shown.items() if photo.event_id not in closed}


def _is_restricted(page: Any) -> bool:
    return page is not None and bool(page.pk) and page.get_view_restrictions().exists()


def _as_picture(photo: Any, caption: str | None = None) -> Picture:
    return Picture(photo.image, photo.alt_text, photo.caption if caption is None else caption)


def _for_api(photo: Any) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "alt": photo.alt_text,
        "caption": photo.caption,
        "url": photo.image.get_rendition(PHOTO_SIZE).url,
    }


class PhotosBlock(EventStructBlock):
    """Base of blocks that show photos: ``photos`` in the context are those that everyone may see."""

    def chosen(self, value: Any) -> list[Photo | None]:
        """The photos that an editor has chosen."""
        raise NotImplementedError

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["photos"] = public_photos(self.chosen(value), context.get("page"))
        return context


class GalleryBlock(PhotosBlock):
    """Photos from the event's gallery. A photo that is withdrawn there disappears here."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    photos = blocks.ListBlock(PhotoChooserBlock(label=_("Photo")), label=_("Photos"), min_num=0)
    columns = blocks.ChoiceBlock(
        label=_("In WeChat"),
        choices=[("1", _("one below the other")), ("2", _("two beside each other"))],
        default="1",
    )

    def chosen(self, value: Any) -> list[Photo | None]:
        return list(value["photos"])

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        photos = context["photos"]
        context["rows"] = [photos[at : at + 2] for at in range(0, len(photos), 2)]
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        if not context["photos"]:
            return []
        pictures = [_as_picture(photo, photo.caption or photo.alt_text) for photo in context["photos"]]
        if value.get("columns") == "2":
            rows = [tuple(pictures[at : at + 2]) for at in range(0, len(pictures), 2)]
            return [Heading(value["heading"]), *(PictureRow(row) for row in rows)]
        return [Heading(value["heading"]), *pictures]

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
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
        preview_value = {"heading": "现场照片", "photos": [], "columns": "1"}
        group = _("Pictures")


class PhotoTextBlock(PhotosBlock):
    """A photo beside words that belong to it; the words stay when the photo goes."""

    photo = PhotoChooserBlock(label=_("Photo"))
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    def chosen(self, value: Any) -> list[Photo | None]:
        return [value["photo"]]

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        return [*map(_as_picture, context["photos"]), *rich_text_parts(value["text"].source)]

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The words, and the photo while everyone may see it."""
        photos = public_photos(self.chosen(value))
        text = self.child_blocks["text"].get_api_representation(value["text"], context=context)
        return {"photo": _for_api(photos[0]) if photos else None, "text": text}

    class Meta:
        icon = "image"
        label = _("Photo with text")
        description = _("One photo of the event and what there is to say about it.")
        template = WEB.format("photo_text")
        preview_value = {
            "photo": None,
            "text": "<p>裁判蹲下来，一字一句讲规则。</p>",
        }
        group = _("Pictures")


class BeforeAfterBlock(PhotosBlock):
    """The same place before and after: a ramp that was built, a room that was made accessible."""

    before = PhotoChooserBlock(label=_("Before"))
    after = PhotoChooserBlock(label=_("After"))
    caption = blocks.CharBlock(label=_("What has changed"), max_length=160)

    def chosen(self, value: Any) -> list[Photo | None]:
        return [value["before"], value["after"]]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        shown = {photo.pk: photo for photo in context["photos"]}
        pair = ((_("Before"), value["before"]), (_("After"), value["after"]))
        context["pair"] = [(label, shown[photo.pk]) for label, photo in pair if photo and photo.pk in shown]
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        pictures = [_as_picture(photo, str(label)) for label, photo in context["pair"]]
        return [*pictures, paragraph(value["caption"])] if pictures else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Each of the two while everyone may see it."""
        shown = {photo.pk: _for_api(photo) for photo in public_photos(self.chosen(value))}
        found = {name: shown.get(value[name].pk) if value[name] else None for name in ("before", "after")}
        return {**found, "caption": value["caption"]}

    class Meta:
        icon = "image"
        label = _("Before and after")
        description = _("Two photos of the same place, and what has changed.")
        template = WEB.format("before_after")
        preview_value = {"before": None, "after": None, "caption": "门口的三级台阶改成了坡道。"}
        group = _("Pictures")


class ShownWorksBlock(EventStructBlock):
    """The works of the show that the page is about, as far as their authors agreed, with their prizes."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default="展出作品")
    count = blocks.IntegerBlock(label=_("How many"), default=9, min_value=1, max_value=60)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        event = context["event"]
        context["works"] = shown_works(event)[: value["count"] or 9] if event is not None else []
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        works = context["works"]
        found: list[Part] = [Heading(value["heading"])] if works else []
        for work in works:
            found += work_parts(work["value"], work["author"], work["prize"], with_text=False)
        return found

    class Meta:
        icon = "pick"
        label = _("Works of the show")
        description = _("The works of the event that this page is about, with author and prize.")
        template = WEB.format("shown_works")
        preview_value = {"heading": "展出作品", "count": 9}
        group = _("Pictures")
