"""Work on many pages that a request need not wait for."""

from django_tasks import task

from ..base_page import BasePage
from .facts import publish_facts
from .models import EventPage


@task()
def refresh_events_below(page_id: int) -> None:
    """Project every published event below a page anew: its organisation's name or time zone may be new."""
    page = BasePage.objects.filter(pk=page_id).first()
    if page is None:
        return
    for event in EventPage.objects.descendant_of(page).live().specific().iterator(chunk_size=200):
        publish_facts(event)
