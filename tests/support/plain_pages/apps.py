"""Plain pages, and on an organisation's page two sub-routes that do nothing of ours."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect


class PlainPagesConfig(AppConfig):
    name = "tests.support.plain_pages"
    label = "plain_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.contrib.routable_page.models import path

        from wagtail_disability_events.models import EventIndexPage, EventPage

        EventIndexPage.empty_answer = path("empty/")(empty_answer)
        EventIndexPage.one_string = path("one-string/")(one_string)
        EventPage.bare_transaction = path("bare-transaction/")(bare_transaction)


def empty_answer(page, request):
    """What any sub-route costs before it does something."""
    return HttpResponse("")


def bare_transaction(page, request):
    """What is written for a sign-up, as so many rows of one text, and a redirect."""
    from .models import BareRow

    with transaction.atomic():
        for _turn in range(int(request.POST["inserts"])):
            BareRow.objects.create(text=request.POST["text"])
    return HttpResponseRedirect("/")


def one_string(page, request):
    """The text of a feed that lies in memory as one string."""
    if not _kept:
        _kept.append((Path(settings.VAR_DIR) / "one-string.ics").read_bytes().decode())
    return HttpResponse(_kept[0], content_type="text/calendar; charset=utf-8")


_kept: list[str] = []
