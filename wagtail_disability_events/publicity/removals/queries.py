"""What somebody has to remove in WeChat."""

from django.db.models import QuerySet

from ...core.users import User
from ..permissions import articles_to_edit
from .models import PhotoRemoval


def removals_for(user: User) -> QuerySet[PhotoRemoval]:
    """What is to be done by a user: in articles that they may edit."""
    return PhotoRemoval.objects.filter(done_at=None, article__in=articles_to_edit(user)).select_related(
        "article", "photo"
    )
