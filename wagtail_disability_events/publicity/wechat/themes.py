"""Colours of the article themes. Text on its ground is 7:1 or better, in light as in computed dark mode."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WechatTheme:
    """Colours as CSS hex values."""

    ink: str
    soft: str
    accent: str
    tint: str
    line: str
    gold: str


CALM = WechatTheme(
    ink="#24211c", soft="#4d483f", accent="#0a4f47", tint="#f4efe4", line="#d9cfbd", gold="#6a4a00"
)
