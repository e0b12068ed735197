"""What every page of this package does."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageViewRestriction

from ...core.base_page import BasePage
from ...core.slugs import free_slug
from ..forms import AddressFromTitleForm


def title_panel() -> FieldPanel:
    """The title in large type. Its address follows from it on the server, in pinyin, not in the browser."""
    return FieldPanel("title", classname="title")


if TYPE_CHECKING:
    Page = BasePage
else:
    Page = models.Model


class PublicPageMixin(Page):
    """What every page of this package does: an address from the title, one query for its restrictions."""

    base_form_class = AddressFromTitleForm

    known_restrictions: list[PageViewRestriction] | None = None
    """The view restrictions that hold for it, where they have been read for this request."""

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Wagtail's check of a draft, with the address filled in first."""
        self._give_slug()
        super().minimal_clean()

    def get_view_restrictions(self) -> Any:
        """The restrictions that hold for this page: one query instead of Wagtail's two.

        What is an alias, or stands below one, obeys the restriction of its source too, as Wagtail has it.
        """
        if self.known_restrictions is not None:
            return self.known_restrictions
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in steps]
        aliases = BasePage.objects.filter(path__in=paths, alias_of__isnull=False)
        own = Q(page__path__in=paths)
        through_alias = Q(page__aliases__in=aliases) | Q(page__aliases__aliases__in=aliases)
        return PageViewRestriction.objects.filter(own | through_alias).distinct()

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page of an address below this one at once, instead of with two queries a level.

        What this page itself answers (its own feeds, say) comes first, as in Wagtail's own walk.
        """
        if len(path_components) < 2:
            return super().route(request, path_components)
        addresses = [
            f"{self.url_path}{'/'.join(path_components[:length])}/"
            for length in range(1, len(path_components) + 1)
        ]
        # the slug is indexed, the whole address is not
        pages = BasePage.objects.filter(slug__in=path_components, url_path__in=addresses)
        deepest = max(
            (page for page in pages if page.path.startswith(self.path)),
            key=lambda page: page.depth,
            default=None,
        )
        if deepest is None:
            return super().route(request, path_components)
        page = deepest.specific
        if page.depth == self.depth + 1:
            page._cached_parent_obj = self
        return page.route(request, path_components[page.depth - self.depth :])

    def _give_slug(self) -> None:
        if self.slug:
            return
        parent = getattr(self, "_cached_parent_obj", None) or (self.get_parent() if self.path else None)
        if parent is not None:
            self.slug = free_slug(self.title, parent, self)
