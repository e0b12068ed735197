"""A short article that shows a theme; nobody in it is real."""

from django.utils.translation import gettext as _

from ...blocks.parts import Box, Figure, Figures, Heading, Paragraph, Part, Quotation, Span, Table
from ..style.themes import WechatTheme
from ..wechat.pictures import PictureCollector
from ..wechat.preview import on_a_phone
from ..wechat.writing import WechatWriter


def sample_of(theme: WechatTheme) -> str:
    """A document that shows a theme at phone width."""
    writer = WechatWriter(theme, PictureCollector(""))
    content = writer.write(sample_parts())
    html = writer.draw(
        "article", content=content, occasion=_("Day of Persons with Disabilities"), genre=_("Report")
    )
    return on_a_phone(theme.name, html)


def sample_parts() -> list[Part]:
    """Heading, text with a figure, large figures, results, a quotation."""
    rows = (
        ((Span(_("gold"), "gold"),), (Span(_("wheelchair slalom")),), (Span("41.2"),)),
        ((Span(_("silver"), "gold"),), (Span(_("wheelchair slalom")),), (Span("43.8"),)),
    )
    return [
        Heading(_("Everybody wins something")),
        Paragraph((Span("86", "accent"), Span(_(" residents came, from seven communities.")))),
        Figures((Figure(86, _("visits"), _("residents")), Figure(12, _("people"), _("volunteers")))),
        Box(_("Results"), (Table((_("Rank"), _("Contest"), _("Result")), rows),)),
        Quotation(_("This is the day I look forward to all year."), _("a participant")),
    ]
