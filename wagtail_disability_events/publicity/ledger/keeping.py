"""Noting in the ledger what is known; one entry for an article at an outlet."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from wagtail.log_actions import log
from wagtail.models import Page

from ...core.dates import local_day
from ...core.users import User
from ...pages.models import ArticlePage, EventIndexPage
from ...pages.tree.queries import nearest_organisation
from .models import LedgerEntry, Outlet, OutletLevel, title_key


class EntryFacts(TypedDict, total=False):
    """What can be known of an article at an outlet: fields of ``LedgerEntry``."""

    submitted_on: date | None
    accepted_on: date | None
    carried_on: date | None
    link: str
    reads: int | None
    note: str
    origin: str
    made_by: User | None
    made_by_id: int | None


def organisation_of(article: ArticlePage) -> EventIndexPage | None:
    """Whose work an article is: that of the organisation which held the event, else of its own list."""
    holder = article.event.organisation if article.event is not None else None
    if isinstance(holder, EventIndexPage):
        return holder
    nearest: EventIndexPage | None = nearest_organisation(article)
    return nearest


def outlet_named(name: str, kind: str, level: str) -> Outlet:
    """The outlet of a name and kind, made when it is first met."""
    outlet, _new = Outlet.objects.get_or_create(name=name[:80], kind=kind, defaults={"level": level})
    return outlet


@transaction.atomic
def note(
    organisation: EventIndexPage,
    title: str,
    outlet: Outlet,
    *,
    article: ArticlePage | None = None,
    **known: Unpack[EntryFacts],
) -> LedgerEntry:
    """Note what is known of an article at an outlet: what was noted stays, what was empty is filled."""
    first = {"title": title, "article_id": getattr(article, "pk", None), "origin": LedgerEntry.Origin.RECORD}
    entry, is_new = LedgerEntry.objects.select_for_update(no_key=True).get_or_create(
        organisation_id=organisation.pk,
        outlet=outlet,
        key=title_key(title),
        defaults={**first, **known},
    )
    if not is_new:
        changed = {name: value for name, value in known.items() if value and not getattr(entry, name)}
        if article is not None and entry.article_id is None:
            changed["article_id"] = article.pk
        for name, value in changed.items():
            setattr(entry, name, value)
        if changed:
            entry.save()
    return entry


def note_published_here(article: ArticlePage) -> None:
    """An article is published on this site."""
    organisation = organisation_of(article)
    site = article.get_site()
    if organisation is None or site is None or article.first_published_at is None:
        return
    name, level = site.site_name or site.hostname, level_of(site.root_page.specific)
    day: date = local_day(article.first_published_at, organisation.time_zone)
    note(
        organisation,
        article.title,
        outlet_named(name, Outlet.Kind.WEBSITE, level),
        article=article,
        carried_on=day,
        link=article.full_url or "",
    )


def follow_site(before: str, after: str) -> None:
    """Links to articles on a site of ours begin with its new root."""
    own = LedgerEntry.objects.filter(article__isnull=False, link__startswith=f"{before}/")
    own.update(link=Concat(Value(after), Substr("link", len(before) + 1)))


def remove_entry(entry: LedgerEntry, user: User) -> None:
    """Take an entry out of the ledger."""
    log(instance=entry.organisation, action="wde.ledger.remove", user=user)
    entry.delete()


def level_of(page: Page) -> str:
    """The level of an outlet that belongs to the organisation of a page; a district where it is none."""
    level = getattr(page, "level", "")
    return level if level in OutletLevel.values else OutletLevel.DISTRICT.value
