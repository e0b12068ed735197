"""The page model that this site builds on.

Wagtail 8 lets a site swap the base page model (``WAGTAIL_PAGE_MODEL``); Wagtail 7.4 has only its own.
Every module that needs the base model takes it from here. Type checkers take Wagtail's page for it,
as ``typings/wagtail/models.pyi`` describes it.
"""

from typing import TYPE_CHECKING, Any

try:
    import swapper
except ImportError:  # Wagtail 7.4
    swapper = None

BASE_PAGE_MODEL_NAME = "wagtailcore.Page"
"""``app_label.Model`` of the base page, for foreign keys and migrations."""

BASE_PAGE_DEPENDENCIES: list[Any] = []
"""What a migration must wait for when the site has swapped the base page."""

if swapper is not None:
    swapper.set_app_prefix("wagtailcore", "wagtail")
    BASE_PAGE_MODEL_NAME = swapper.get_model_name("wagtailcore", "Page")
    if swapper.is_swapped("wagtailcore", "Page"):
        BASE_PAGE_DEPENDENCIES = [swapper.dependency("wagtailcore", "Page")]

if TYPE_CHECKING or swapper is None:
    from wagtail.models import Page as BasePage
else:
    BasePage = swapper.load_model("wagtailcore", "Page", require_ready=False)
