"""The three article themes: colours, spacing, and the templates that draw each part.

A theme's templates lie in ``wechat/<name>/<part>.html``; what a theme does not draw itself is drawn as in
``calm``. Text on its ground is 7:1 or better, in light as in the dark that the platform computes.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.template import loader
from django.utils.translation import gettext_lazy as _

TEMPLATE = "wagtail_disability_events/publicity/wechat/{theme}/{part}.html"
HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class WechatTheme:
    """Variables of a theme. Colours are CSS hex values; ``gap``, ``radius`` and ``size`` are CSS px;
    ``line_height`` is without unit."""

    name: str
    ink: str
    soft: str
    accent: str
    tint: str
    line: str
    gold: str
    on_accent: str = "#ffffff"
    gap: int = 16
    radius: int = 8
    size: int = 17
    line_height: float = 1.8

    def template(self, part: str) -> Any:
        """The compiled template of a part."""
        return _template(self.name, part)

    def style_of(self, role: str) -> str:
        """The inline style of words in a role; empty for plain words."""
        styles = {
            "bold": "font-weight: bold;",
            "italic": "font-style: italic;",
            "accent": f"color: {self.accent}; font-weight: bold;",
            "gold": f"color: {self.gold}; font-weight: bold;",
            "soft": f"color: {self.soft}; font-size: 14px;",
        }
        return styles.get(role, "")


CALM = WechatTheme(
    "calm", ink="#24211c", soft="#4d483f", accent="#0a4f47", tint="#f4efe4", line="#d9cfbd", gold="#5c4000"
)
WARM = WechatTheme(
    "warm",
    ink="#2a1f1a",
    soft="#5a473d",
    accent="#7f2a10",
    tint="#fdf0e4",
    line="#efcdb2",
    gold="#6e4300",
    radius=18,
    gap=18,
)
FESTIVE = WechatTheme(
    "festive",
    ink="#2b1a16",
    soft="#574039",
    accent="#8a1f14",
    tint="#fdf4e3",
    line="#d9b36a",
    gold="#6b4500",
    on_accent="#fff6e0",
    radius=2,
)
THEMES = {theme.name: theme for theme in (CALM, WARM, FESTIVE)}
THEME_CHOICES = [("calm", _("calm, official")), ("warm", _("warm, community")), ("festive", _("festive"))]


def theme_named(
    name: str, *, accent: str = "", size: int | None = None, gap: int | None = None
) -> WechatTheme:
    """A theme with what an organisation has changed; what is empty stays as the theme has it.

    ``size`` and ``gap`` are CSS px. Raises KeyError for a theme that does not exist, ValueError for an
    accent that is no ``#rrggbb``.
    """
    theme = THEMES[name]
    if accent and not HEX.fullmatch(accent):
        raise ValueError("accent")
    return replace(theme, accent=accent or theme.accent, size=size or theme.size, gap=gap or theme.gap)


@lru_cache(maxsize=256)
def _template(theme: str, part: str) -> Any:
    names = [TEMPLATE.format(theme=name, part=part) for name in dict.fromkeys((theme, "calm"))]
    return loader.select_template(names)
