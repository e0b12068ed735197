"""What publicity does when something happens elsewhere."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import page_published

from ..pages.approved_versions import article_going_out
from ..pages.models import ArticlePage
from ..posters.contents import set_palette_of
from .ledger.keeping import note_published_here
from .poster_views import palette_of_page
from .removals import connect as connect_removals
from .review.reviewing import keep_in_unless_reviewed, note_edit
from .submission.submitting import note_published_copy


def note_article(sender: Any, instance: Any, **kwargs: Any) -> None:
    """An article is out on this site: the ledger says so, and who submitted it is credited."""
    if isinstance(instance, ArticlePage):
        note_published_here(instance)
        note_published_copy(instance)


def connect() -> None:
    """Called once when the site starts."""
    connect_removals()
    page_published.connect(note_article, dispatch_uid="wde_note_article")
    set_palette_of(palette_of_page)
    article_going_out.connect(keep_in_unless_reviewed, dispatch_uid="wde_keep_in_unless_reviewed")
    post_save.connect(note_edit, sender=Revision, dispatch_uid="wde_note_edit")
