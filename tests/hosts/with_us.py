"""What is tried in a site that has installed us: until a resident has signed up."""

import html
import io
import re
import uuid
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from wagtail.models import Page

import wagtail_disability_events
from tests.support import factories
from tests.support.install import blocks_of
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    EventPage,
    Registration,
)
from wagtail_disability_events.publicity.review.errors import NotReviewed
from wagtail_disability_events.registration.queries import find_people

INSTALL, UNINSTALL = "how-to/install.md", "how-to/uninstall.md"
PROJECT_COMMANDS = ("runserver", "migrate", "check")


def walk(content: Any, chief: Any, resident: Any) -> dict[str, Any]:
    """Follow the second half of the page, then use what it has set up; return what was found."""
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    call_command("migrate", verbosity=0)
    organisation, articles = _first_organisation(content)
    said = _commands_of_the_page()
    event = _event(organisation)
    return {
        "from": wagtail_disability_events.__file__,
        "said": said,
        "address": organisation.url,
        "groups": list(
            Group.objects.filter(name__contains=organisation.title).values_list("name", flat=True)
        ),
        "public": {address: resident.get(address).status_code for address in _public(organisation, event)},
        "signed up": _sign_up(event, resident),
        "links": _links(organisation, event, resident),
        "with a new secret": _with_a_new_secret(resident),
        "names": content.look() if hasattr(content, "look") else [],
        "review": _article_needs_reviews(articles, chief),
        "admin": {address: chief.get(address).status_code for address in _admin(organisation, event)},
        "deploy": sorted(
            str(problem.id)
            for problem in run_checks(databases=["default"], include_deployment_checks=True)
            if str(problem.id).startswith("wagtail_disability_events")
        ),
    }


def _first_organisation(content: Any) -> tuple[EventIndexPage, ArticleIndexPage]:
    home = content.home_of_organisation()
    organisation = home.add_child(instance=EventIndexPage(title="东城残联", slug="events"))
    organisation.save_revision().publish()
    articles = organisation.add_child(instance=ArticleIndexPage(title="东城宣传", slug="articles"))
    return organisation, articles


def _commands_of_the_page() -> str:
    """Every command of the page that is not there to make, check or start the project."""
    said = io.StringIO()
    for block in blocks_of(INSTALL):
        if block.language == "python" or block.heading in ("The package", "Database"):
            continue
        for name, *words in block.commands:
            if name == "systemctl" or "--deploy" in words:
                continue
            call_command(name, *words, stdout=said)
    return said.getvalue()


def _event(organisation: EventIndexPage) -> EventPage:
    day = {"start_date": date.today() + timedelta(days=7), "start_time": time(9), "end_time": time(11)}
    more = {"end_date": None, "topic": "", "venue": None, "location": "文化馆"}
    event = EventPage(title="读书会", slug="reading", summary="一起读书。", schedule=[("single", day | more)])
    organisation.add_child(instance=event)
    event.save_revision().publish()
    factories.photo(event, state="public", prepare=True)
    factories.photo(event)
    return EventPage.objects.get(pk=event.pk)


def _public(organisation: EventIndexPage, event: EventPage) -> list[str]:
    files = [f"{organisation.url}{name}" for name in ("calendar.ics", "rss.xml", "calendar.json")]
    return [organisation.url, *files, event.url, f"{event.url}event.ics", f"{event.url}register/"]


def _sign_up(event: EventPage, resident: Any) -> dict[str, Any]:
    """A resident signs up, and opens the addresses that they are given."""
    form = {
        "submission_id": str(uuid.uuid4()),
        "name": "赵一禾",
        "phone": "13800001234",
        "consent_processing": "on",
        "consent_photo": "no",
    }
    sent = resident.post(f"{event.full_url}register/", form, headers={"accept-language": "zh-hans"})
    person = Registration.objects.get(event=event)
    private = resident.get(sent["Location"])
    return {
        "name": person.name,
        "answer": sent.status_code,
        "page": private.status_code,
        "named there": person.name in private.content.decode(),
    }


def _links(organisation: EventIndexPage, event: EventPage, resident: Any) -> dict[str, int]:
    """Every address on our pages that lies on this site, and in calendars, but its files: what it answers."""
    pages = [event.full_url, organisation.full_url, f"{event.full_url}register/"]
    pages += [f"{organisation.full_url}{name}" for name in ("calendar.ics", "rss.xml", "subscribe/")]
    pages.append(reverse("wagtail_disability_events:registration", args=[Registration.objects.get().token]))
    host, found = event.full_url.split("/")[2], {}
    for page in pages:
        text = resident.get(page, headers={"host": host}).content.decode().replace("\r\n ", "")
        found |= dict.fromkeys(
            re.findall(r"""(?:href=|src=|action=|URL[^:]*:|<link>)["']?([^"'<>\s]+)""", text)
        )
    here = [f"http://{host}", "/"]
    local = sorted(address for address in found if any(address.startswith(start) for start in here))
    return {
        address: resident.get(html.unescape(address), headers={"host": host}).status_code
        for address in local
        if "/static/" not in address and "/media/" not in address and not address.startswith("//")
    }


def _with_a_new_secret(resident: Any) -> list[Any]:
    """SECRET_KEY is another one and the old one stands behind it: name, private page, search."""
    private = reverse("wagtail_disability_events:registration", args=[Registration.objects.get().token])
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        person = Registration.objects.get()
        found = find_people(person.event_id, "13800001234").count()
        return [person.name, resident.get(private).status_code, found]


def _article_needs_reviews(articles: ArticleIndexPage, chief: Any) -> dict[str, Any]:
    """Nothing goes out without its reviews; a copy is a draft."""
    index = ArticleIndexPage.objects.get(pk=articles.pk)
    article = index.add_child(instance=ArticlePage(title="读书会报道", slug="report", live=False))
    try:
        article.save_revision().publish()
    except NotReviewed:
        refused = True
    else:
        refused = False
    copy = {
        "new_title": "副本",
        "new_slug": "copy",
        "new_parent_page": index.pk,
        "copy_subpages": "on",
        "publish_copies": "on",
        "alias": "",
    }
    chief.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), copy)
    return {"refused": refused, "copy is live": Page.objects.get(slug="copy").live}


def _admin(organisation: EventIndexPage, event: EventPage) -> list[str]:
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[organisation.pk]),
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_pages:add", args=["wagtail_disability_events", "eventpage", organisation.pk]),
        reverse("wde_registrations", args=[event.pk]),
        reverse("wagtailimages:index"),
    ]


def uninstall(content: Any) -> dict[str, Any]:
    """Follow the page about it; a page of the site that stands below ours is in the way at first."""
    said, complaints = io.StringIO(), io.StringIO()
    looking, removing = (
        words
        for block in blocks_of(UNINSTALL)
        if block.language == "sh"
        for words in block.commands
        if words[0] == "uninstall_disability_events"
    )
    page, home = content.home_of_organisation().get_children().first(), content.home_of_organisation()
    page.move(Page.objects.get(slug="events"), "last-child")
    try:
        call_command(*removing, stdout=said, stderr=complaints)
    except CommandError:
        kept = EventPage.objects.count()
    Page.objects.get(pk=page.pk).move(home, "first-child")
    call_command(*looking, stdout=said, stderr=complaints)
    kept += EventPage.objects.count()
    call_command(*removing, stdout=said, stderr=complaints)
    return {"said": said.getvalue(), "in the way": complaints.getvalue(), "kept meanwhile": kept}
