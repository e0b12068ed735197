"""What publicity does when something happens elsewhere."""

from wagtail.models import Page
from wagtail.signals import page_published

from ..pages.models import ArticlePage
from ..pages.publishing.site_addresses import site_moved
from ..posters.contents import set_palette_of
from .ledger.keeping import follow_site, note_published_here
from .removals import receivers as removals
from .review import receivers as review
from .style.palette import palette_of_page
from .submission.deciding import note_published_copy


def note_article(sender: object, instance: Page, **kwargs: object) -> None:
    """An article is out on this site: the ledger says so, and who submitted it is credited."""
    if isinstance(instance, ArticlePage):
        note_published_here(instance)
        note_published_copy(instance)


def site_moved_on(sender: object, before: str, after: str, **kwargs: object) -> None:
    """The ledger leads to articles on this site; a site that has another host takes them along."""
    follow_site(before, after)


def connect() -> None:
    """Called once when the site starts."""
    removals.connect()
    review.connect()
    site_moved.connect(site_moved_on, dispatch_uid="wde_ledger_follows_site")
    page_published.connect(note_article, dispatch_uid="wde_note_article")
    set_palette_of(palette_of_page)
