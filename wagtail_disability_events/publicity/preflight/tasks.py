"""Looking at the links of an article: a task, since other servers may be slow."""

from django.utils import timezone
from django_tasks import task

from ...core.fetching import FetchError, answers
from ...pages.models import ArticlePage
from ..queries import newest_revision
from .links import links_of
from .models import CheckedLink
from .subject import Subject

MAX_LINKS = 60


@task()
def visit_links(article_id: int) -> int:
    """Ask every address that an article links to, at most sixty; return how many gave something."""
    article = ArticlePage.objects.filter(pk=article_id).first()
    if article is None:
        return 0
    addresses = [each for each in links_of(Subject(newest_revision(article))) if each.startswith("http")]
    alive = 0
    for address in addresses[:MAX_LINKS]:
        try:
            is_alive = answers(address)
        except FetchError:
            is_alive = False
        alive += is_alive
        CheckedLink.objects.update_or_create(
            address=address[:1000], defaults={"is_alive": is_alive, "checked_at": timezone.now()}
        )
    return alive
