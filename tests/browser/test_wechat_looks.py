"""Every block in every theme as a browser lays it out: nothing wider than the phone, nothing upon anything.

At 375, 585 and 677 px, in light and in the dark that the platform computes from our colours; both are asked
for contrast. The dark follows the platform's published principles: a ground that is nearly white turns into a
nearly black one, others are limited in brightness, text keeps its distance in brightness to its ground.
"""

import json

import pytest
from playwright.sync_api import Browser

from tests.support.site import RunningSite

pytestmark = pytest.mark.browser
WIDTHS = (375, 585, 677)
RENDERED = """
import json
from django.db import transaction
from tests.integration.blocks.test_blocks import BLOCKS, page_with
from wagtail_disability_events.publicity.wechat.checker import check_html
from wagtail_disability_events.publicity.wechat.rendering import render_wechat, with_addresses
from wagtail_disability_events.publicity.style.themes import THEMES
found = {}
for name in BLOCKS:
    with transaction.atomic():
        article = page_with(name)
        for theme in THEMES:
            rendering = render_wechat(article, theme=THEMES[theme])
            findings = [finding.rule for finding in check_html(rendering.html)]
            found[f"{theme}-{name}"] = [with_addresses(rendering), findings]
        transaction.set_rollback(True)
print(json.dumps(found))
"""
LAYOUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const element of document.querySelectorAll("main *")) {
    const box = element.getBoundingClientRect();
    if (box.right > wide + 0.5 || box.left < -0.5) found.push(`${element.tagName} is wider than the screen`);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth) {
      found.push(`${element.tagName} overflows`);
    }
  }
  const lines = [...document.querySelectorAll("main p, main td, main img")].map(
    element => [element, element.getBoundingClientRect()]);
  for (let a = 0; a < lines.length; a++) for (let b = a + 1; b < lines.length; b++) {
    const [first, one] = lines[a], [second, two] = lines[b];
    if (first.contains(second) || second.contains(first)) continue;
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (across > 1 && down > 1) found.push(`${first.tagName} and ${second.tagName} overlap`);
  }
  return found;
}"""
DARK = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const bright = ([r, g, b]) => (r * 299 + g * 587 + b * 114) / 1000;
  const scaled = (rgb, to) => rgb.map(each => Math.min(255, each * to / (bright(rgb) || 1)));
  const linear = each => (each /= 255) <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (one, two) => {
    const [a, b] = [luminance(one), luminance(two)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const lightness = rgb => (Math.max(...rgb) + Math.min(...rgb)) / 5.1;
  const isGrey = rgb => Math.max(...rgb) === Math.min(...rgb);
  const withLightness = (rgb, to) => {  // in HSL: hue and saturation stay
    const high = Math.max(...rgb) / 255, low = Math.min(...rgb) / 255, l = (high + low) / 2;
    const s = high === low ? 0 : (high - low) / (1 - Math.abs(2 * l - 1));
    const reach = s * (1 - Math.abs(2 * to / 100 - 1)) / 2, from = (high - low) / 2 || 1;
    return rgb.map(each => 255 * (to / 100 + (each / 255 - l) * reach / from));
  };
  const darkGround = rgb => {
    if (isGrey(rgb) && lightness(rgb) > 40 || bright(rgb) > 250) {
      return Array(3).fill(2.55 * Math.min(100, 109.8 - lightness(rgb)));
    }
    return bright(rgb) > 190 ? scaled(rgb, 190) : bright(rgb) < 22 ? scaled(rgb, 22) : rgb;
  };
  const darkInk = (rgb, ground) => {
    if (bright(rgb) >= 250 || Math.abs(bright(ground) - bright(rgb)) >= 65) return rgb;
    if (bright(ground) >= 100) {
      return lightness(rgb) > 50
        ? darkInk(withLightness(rgb, 90 - lightness(rgb)), ground) : scaled(rgb, bright(ground) - 65);
    }
    return lightness(rgb) <= 40
      ? darkInk(withLightness(rgb, 90 - lightness(rgb)), ground) : scaled(rgb, bright(ground) + 65);
  };
  const found = [];
  for (const element of document.querySelectorAll("main *")) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
    let ground = [255, 255, 255];
    for (let at = element; at && at.tagName !== "MAIN"; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) { ground = colour.slice(0, 3); break; }
    }
    const ink = parse(getComputedStyle(element).color).slice(0, 3), dark = darkGround(ground);
    const ratios = { light: contrast(ink, ground), dark: contrast(darkInk(ink, dark), dark) };
    for (const [mode, ratio] of Object.entries(ratios)) {
      const least = mode === "light" ? 7 : 4.5;
      if (ratio < least) found.push(`${mode}: ${ratio.toFixed(1)} ${element.textContent.slice(0, 20)}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def rendered(site: RunningSite) -> dict[str, tuple[str, list[str]]]:
    """Every block in every theme, by “theme-block”: its HTML, and what the checker finds."""
    return json.loads(site.manage("shell", "-v0", "-c", RENDERED).splitlines()[-1])


def test_the_checker_finds_nothing_in_any_of_them(rendered: dict[str, tuple[str, list[str]]]) -> None:
    assert len(rendered) == 3 * 23
    assert {name: findings for name, (_html, findings) in rendered.items() if findings} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen_or_upon_another(
    browser: Browser, rendered: dict[str, tuple[str, list[str]]], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    found = {}
    for name, (html, _findings) in rendered.items():
        page.set_content(f'<!doctype html><body style="margin: 0 16px"><main>{html}</main>')
        if problems := page.evaluate(LAYOUT):
            found[name] = problems
    page.close()
    assert found == {}


def test_words_can_be_read_in_light_and_in_the_computed_dark(
    browser: Browser, rendered: dict[str, tuple[str, list[str]]]
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    found = {}
    for name, (html, _findings) in rendered.items():
        page.set_content(f'<!doctype html><body style="margin: 0 16px"><main>{html}</main>')
        if problems := page.evaluate(DARK):
            found[name] = problems
    page.close()
    assert found == {}
