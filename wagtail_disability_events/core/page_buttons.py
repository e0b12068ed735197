"""What can be done with a page, in its menu of actions and in the explorer's menu of its row: each room
registers its own."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail import hooks
from wagtail.admin.widgets import Button

from .page_models import model

AFTER = 100
"""More than any of Wagtail's own buttons in the menu of a row."""
Buttons = Callable[[Any, Any], Iterator[Button]]


def page_buttons(kind: str) -> Callable[[Buttons], Buttons]:
    """Register ``function(page, user)`` for pages of a kind that the user may edit.

    ``kind`` is a name of ``page_models``. The page is the base page in the explorer, the specific one in the
    editor.
    """

    def register(function: Buttons) -> Buttons:
        def buttons(page: Any, user: Any, **_where: Any) -> Iterator[Button]:
            page_class = page.specific_class or type(page)
            if page.pk and issubclass(page_class, model(kind)) and page.permissions_for_user(user).can_edit():
                yield from function(page, user)

        def after_those_of_wagtail(page: Any, user: Any, **_where: Any) -> Iterator[Button]:
            for button in buttons(page, user):
                button.priority += AFTER
                yield button

        hooks.register("register_page_header_buttons", buttons)
        hooks.register("register_page_listing_more_buttons", after_those_of_wagtail)
        return function

    return register
