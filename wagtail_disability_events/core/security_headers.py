"""Edge: the headers of public and private answers, for every room. See ``core/__init__.py``."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control

from . import conf

Response = TypeVar("Response", bound=HttpResponseBase)
_OURS = "is_page_of_disability_events"


POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}
"""A strict Content-Security-Policy (CSP Level 3): no inline script, no inline style, no other host."""
POLICY_MIDDLEWARE = {
    "django.middleware.csp.ContentSecurityPolicyMiddleware": "SECURE_CSP",
    "csp.middleware.CSPMiddleware": "CONTENT_SECURITY_POLICY",
}
"""Middleware of Django (from 6.0) and of django-csp (from 4.0), and where a site writes its own policy."""


def policy() -> str:
    """The policy of our pages in this site; empty where the site has its own, or wants none."""
    wanted = conf.get("CONTENT_SECURITY_POLICY")
    if wanted is False or (wanted is None and _site_has_a_policy()):
        return ""
    more = {"img-src": conf.get("CSP_IMAGE_SOURCES")}
    sources = {name: [*kept, *more.get(name, ())] for name, kept in POLICY.items()}
    for name, added in (wanted or {}).items():
        kept = [source for source in sources.get(name, []) if source != "'none'"]
        sources[name] = list(dict.fromkeys([*kept, *added]))
    return "; ".join(" ".join([name, *allowed]) for name, allowed in sources.items())


def _site_has_a_policy() -> bool:
    return any(
        middleware in settings.MIDDLEWARE and getattr(settings, name, None)
        for middleware, name in POLICY_MIDDLEWARE.items()
    )


def protect(response: Response) -> Response:
    """Headers of a page of ours: the policy unless the site has set its own; other sites see no address."""
    if ours := policy():
        response.headers.setdefault("Content-Security-Policy", ours)
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
