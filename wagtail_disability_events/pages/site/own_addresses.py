"""Which addresses are ours, known without a database: our URLs, and what pages of ours have answered."""

from django.http import HttpRequest

MOST_KEPT = 2000
OURS, PAGES = "wagtail_disability_events", "wagtail_serve"

_answered: dict[str, None] = {}
"""Paths of pages of ours that this process has answered; the oldest first."""


def remember(request: HttpRequest) -> None:
    """Keep the path of a page of ours. Paths with secrets are never those of pages."""
    if view_name(request) != PAGES or request.path in _answered:
        return
    if len(_answered) >= MOST_KEPT:
        _answered.pop(next(iter(_answered)), None)
    _answered[request.path] = None


def is_own(request: HttpRequest) -> bool:
    """Whether an address is ours: one of our URLs, a page of ours that was shown, or what hangs on one."""
    match = request.resolver_match
    if match is not None and match.app_name == OURS:
        return True
    return view_name(request) == PAGES and any(path in _answered for path in _with_those_above(request.path))


def view_name(request: HttpRequest) -> str:
    """The name of the view that an address has led to; empty where it leads nowhere."""
    return request.resolver_match.view_name if request.resolver_match else ""


def _with_those_above(path: str) -> list[str]:
    """A path and those above it, but for the root: below it stand pages of everybody."""
    parts = path.strip("/").split("/")
    return [path, *(f"/{'/'.join(parts[:length])}/" for length in range(len(parts) - 1, 0, -1))]
