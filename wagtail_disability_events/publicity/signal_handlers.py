"""What publicity does when something happens elsewhere."""

from django.db.models.signals import post_save
from wagtail.models import Revision

from ..pages.approved_versions import article_going_out
from ..pages.posters.contents import set_look_of
from .poster_views import look_of_page
from .removals import connect as connect_removals
from .review.reviewing import keep_in_unless_reviewed, note_edit


def connect() -> None:
    """Called once when the site starts."""
    connect_removals()
    set_look_of(look_of_page)
    article_going_out.connect(keep_in_unless_reviewed, dispatch_uid="wde_keep_in_unless_reviewed")
    post_save.connect(note_edit, sender=Revision, dispatch_uid="wde_note_edit")
