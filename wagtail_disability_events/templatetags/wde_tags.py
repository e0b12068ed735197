"""Template tags of the package: pictures and previews of the WeChat form."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.models import Filter, Picture

from ..core import conf, outgoing_images
from ..core.languages import language_tag
from ..core.outgoing_images import own_copies
from ..gallery.photos.models import Photo
from ..gallery.photos.release import GRID, WHOLE
from ..pages.models import ArticlePage

register = template.Library()


@register.simple_tag
def theme_attribute() -> SafeString:
    """The theme that the site has chosen, for the root element; nothing for the one by default."""
    theme = conf.get("THEME")
    return mark_safe("") if theme == "calm" else format_html(' data-wde-theme="{}"', theme)


@register.filter
def seen_from(address: str, page_url: str) -> str:
    """The whole address of a picture that a page names; on the page's own host, where it has none of its own.

    Wagtail's ``full_url`` has the host of the administration.
    """
    return urljoin(page_url, address)


@register.simple_tag
def content_lang() -> SafeString:
    """``lang="zh-Hans"`` on what editors wrote, where the reader's language is another (WCAG 2.2 SC 3.1.2).

    With WAGTAIL_I18N_ENABLED a page is served in its own language, and nothing needs to be said.
    """
    written, read = settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) or written == read:
        return mark_safe("")
    return format_html('lang="{}"', language_tag(written))


@register.simple_tag
def photo_picture(photo: Photo, sizes: str, *, whole: bool = False, eager: bool = False) -> SafeString:
    """A released photo in several widths and formats; the browser takes what fits (``sizes``, as in HTML).

    ``eager`` pictures are above the fold and are not loaded late.
    """
    specs = Filter.expand_spec(WHOLE if whole else GRID)
    attributes = {"alt": photo.alt_text, "sizes": sizes}
    if not eager:
        attributes |= {"loading": "lazy", "decoding": "async"}
    image: Any = photo.image  # a released photo has one
    return Picture(own_copies(image, *specs), attributes).__html__()


@register.simple_tag
def outgoing_image(image: Any, spec: str, **attributes: Any) -> SafeString:
    """A copy of a picture of the library in which nothing is hidden, as ``img``; nothing where there is
    none."""
    copy = outgoing_images.outgoing_copy(image, spec)
    return mark_safe("") if copy is None else copy.img_tag(attributes)


@register.simple_tag
def outgoing_copy(image: Any, spec: str = outgoing_images.SHARED) -> Any:
    """The copy of a picture of the library that is named where a page is shared; None where there is none."""
    return outgoing_images.outgoing_copy(image, spec)


@register.simple_tag
def wechat_preview(article: ArticlePage) -> SafeString:
    """The whole article in its WeChat form, with pictures inside, for a preview."""
    from ..publicity.wechat.rendering import render_wechat, with_addresses  # for a preview, not for each page

    return mark_safe(with_addresses(render_wechat(article)))


@register.simple_tag
def placeholder_names() -> list[str]:
    """The names that a template of articles may use."""
    from ..publicity.drafting.facts import known_names  # for a form of staff, not for each page

    return list(known_names())


@register.filter
def pairs(errors: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The errors of a form, (target, label, message), as links: target and message."""
    return [(target, message) for target, _label, message in errors]


@register.filter
def kept_file(form: BaseForm, name: str) -> SafeString:
    """The hidden field that names a file chosen before, so that it need not be chosen again."""
    token = form.data.get(f"{name}-kept") if form.is_bound else ""
    if not token:
        return mark_safe("")
    return format_html('<input type="hidden" name="{}-kept" value="{}">', name, token)
