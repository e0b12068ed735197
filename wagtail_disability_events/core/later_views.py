"""Views that are loaded when they are first asked for.

Addresses name every view when a site starts. A worker that serves the site's own pages never needs most of
ours, nor does a command: without them it starts sooner and is smaller. A room's addresses write ``views =
Later(__package__, "views")`` instead of ``from . import views``; only modules of their own folder, so that
imports still run downwards.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

from django.http import HttpResponse


class View(Protocol):
    """A view, or a class of views, that is not loaded yet."""

    __name__: str
    load: Callable[[], Any]
    """Returns what is named; raises ImportError or AttributeError where there is no such thing."""

    def __call__(self, *args: Any, **kwargs: Any) -> HttpResponse: ...
    def as_view(self, **initkwargs: Any) -> "View": ...


class Later:
    """A module of views; each attribute is a view that is loaded by its first request."""

    def __init__(self, package: str | None, module: str) -> None:
        self._path = f"{package}.{module}"

    def __getattr__(self, name: str) -> View:
        if name.startswith("_"):
            raise AttributeError(name)
        return _view(self._path, name, lambda: getattr(import_module(self._path), name))


def _view(path: str, name: str, load: Callable[[], Any]) -> View:
    def view(*args: Any, **kwargs: Any) -> Any:
        return load()(*args, **kwargs)

    def as_view(**initkwargs: Any) -> View:
        made: list[Any] = []

        def load_once() -> Any:
            if not made:
                made.append(load().as_view(**initkwargs))
            return made[0]

        return _view(path, name, load_once)

    view.__module__, view.__name__, view.__qualname__ = path, name, name
    later: Any = view
    later.load, later.as_view = load, as_view
    ready: View = later
    return ready
