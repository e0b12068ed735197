"""Words and pictures: headings, text, images, quotations, files, contacts."""

from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from .base import PREVIEW, WEB, Context, EventStructBlock, RichText, ShownDocument, ShownImage
from .parts import Box, Heading, Paragraph, Part, Picture, Quotation, paragraph
from .rich_text import rich_text_parts
from .sample import Sample

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside a page; the page title is the only one above it."""

    def parts(self, value: str, context: Context) -> list[Part]:
        return [Heading(str(value))]

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a long text, so that readers and screen readers can jump.")
        template = WEB.format("heading")
        preview_template = PREVIEW.format("block")
        preview_value = Sample(_("A contest where everyone wins a prize"))
        group = _("Text")
        max_length = 80


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with emphasis, links and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def parts(self, value: RichText, context: Context) -> list[Part]:
        return rich_text_parts(value.source)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links. Short sentences reach more people.")
        template = WEB.format("text")
        preview_template = PREVIEW.format("block")
        preview_value = Sample(
            _("<p>It is not about speed; everyone wins a prize. Come alone or with your family.</p>")
        )
        group = _("Text")


class PictureValue(TypedDict):
    """The value of ``PictureBlock``."""

    image: ShownImage | None
    caption: str


class PictureBlock(EventStructBlock[PictureValue]):
    """One image that is not a photo of people at the event: a drawing, a poster, a map."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=120)

    def parts(self, value: PictureValue, context: Context) -> list[Part]:
        image = value["image"]
        return [Picture(image, described(image, value["caption"]), value["caption"])] if image else []

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("One image with its description. Photos of people come from the event's gallery.")
        template = WEB.format("picture")
        preview_template = PREVIEW.format("pictures")
        preview_value = Sample({"image": None, "caption": _("Plan of the place")})
        group = _("Pictures")


class QuotationValue(TypedDict):
    """The value of ``QuotationBlock``."""

    text: str
    source: str


class QuotationBlock(EventStructBlock[QuotationValue]):
    """What somebody said, or a pledge that was read."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    source = blocks.CharBlock(
        label=_("Who says it"),
        required=False,
        max_length=60,
        help_text=_("A role is enough: 一位参赛选手. A name needs that person's consent."),
    )

    def parts(self, value: QuotationValue, context: Context) -> list[Part]:
        return [Quotation(value["text"], value["source"])]

    class Meta:
        icon = "openquote"
        label = _("Pledge or quotation")
        description = _("Words of a participant, or the text of a pledge.")
        template = WEB.format("quotation")
        preview_value = Sample(
            {"text": _("I look forward to this day all year."), "source": _("A participant")}
        )
        group = _("Text")


class FileValue(TypedDict):
    """The value of ``FileBlock``."""

    document: ShownDocument | None
    title: str


class FileBlock(EventStructBlock[FileValue]):
    """A document to download, with its kind and size said in words."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("What it is called"), required=False, max_length=80)

    def get_api_representation(self, value: FileValue, context: Context | None = None) -> Context:
        """The document's address, kind and size in bytes beside its id."""
        data = super().get_api_representation(value, context=context)
        if document := value["document"]:
            data.update(url=document.url, extension=document.file_extension, size=document.get_file_size())
        return data

    def parts(self, value: FileValue, context: Context) -> list[Part]:
        return [Paragraph(paragraph(value["title"] or getattr(value["document"], "title", "")).spans)]

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("A document to download: a form, a programme in large print.")
        template = WEB.format("file")
        preview_value = Sample({"document": None, "title": _("Handbook (large print)")})
        group = _("For visitors")


class ContactValue(TypedDict):
    """The value of ``ContactBlock``."""

    person: str
    phone: str
    location: str
    hours: str


class ContactBlock(EventStructBlock[ContactValue]):
    """How to reach a person."""

    person = blocks.CharBlock(label=_("Role"), required=False, max_length=60, help_text=_("残疾人专职委员"))
    phone = blocks.CharBlock(label=_("Phone"), required=False, max_length=30)
    location = blocks.CharBlock(label=_("Where"), required=False, max_length=120)
    hours = blocks.CharBlock(label=_("When"), required=False, max_length=60)

    def parts(self, value: ContactValue, context: Context) -> list[Part]:
        lines = (
            paragraph(value["person"], value["phone"], between="　"),
            paragraph(value["location"], value["hours"], between="　"),
        )
        return [Box("", tuple(line for line in lines if line.spans))]

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("A person to ask, for everyone who cannot or does not want to do it online.")
        template = WEB.format("contact")
        preview_value = Sample(
            {
                "person": _("Disability affairs worker"),
                "phone": "0571-0000 0000",
                "location": _("Sub-district culture and sports centre, first floor"),
                "hours": _("Working days 9:00–17:00"),
            }
        )
        group = _("For visitors")


def described(image: ShownImage, fallback: str = "") -> str:
    """What a picture shows: as said where it stands, else in the library, else in ``fallback``."""
    return getattr(image, "contextual_alt_text", "") or fallback or image.title
