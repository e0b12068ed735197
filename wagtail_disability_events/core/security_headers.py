"""Edge: the headers of public and private answers, for every room. See ``core/__init__.py``."""

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control

from . import conf

Response = TypeVar("Response", bound=HttpResponseBase)
_OURS = "is_page_of_disability_events"


def policy() -> str:
    """A strict Content-Security-Policy (CSP Level 3): no inline script, no inline style, no other host."""
    images = " ".join(["'self'", "data:", *conf.get("CSP_IMAGE_SOURCES")])
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src {images}",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    )


def protect(response: Response) -> Response:
    """Headers of a page of ours: the policy unless the site has set its own; other sites see no address."""
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers.setdefault("Referrer-Policy", "same-origin")
    setattr(response, _OURS, True)
    return response


def is_protected(response: HttpResponseBase) -> bool:
    """Whether an answer is a page of ours: one that went through ``protect``."""
    return getattr(response, _OURS, False)


def keep_secret(response: Response, *, has_forms: bool = True) -> Response:
    """Headers of what a secret address opens: no cache stores it, no other site sees the address, no search
    engine lists it.

    With forms the referrer is the bare host: with none at all browsers send a form from an origin called
    “null”, which the check against forgery refuses.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "strict-origin" if has_forms else "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def for_one_reader(response: Response, *, seconds: int = 0) -> Response:
    """No shared cache keeps the answer; the reader's own keeps it for ``seconds``, with 0 not at all."""
    if seconds:
        patch_cache_control(response, private=True, max_age=seconds)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def for_everyone(response: Response, *, seconds: int) -> Response:
    """Every cache may keep the answer for ``seconds``."""
    patch_cache_control(response, public=True, max_age=seconds)
    return response
