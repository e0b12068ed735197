"""Noting in the ledger what this site knows by itself; one entry for an article at an outlet."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...core.dates import local_day
from ...pages.tree.queries import nearest_organisation
from .models import LedgerEntry, Outlet, OutletLevel, title_key


def organisation_of(article: Any) -> Any:
    """Whose work an article is: that of the organisation which held the event, else of its own list."""
    if article.event is not None and article.event.organisation is not None:
        return article.event.organisation
    return nearest_organisation(article)


def outlet_named(name: str, kind: str, level: str) -> Outlet:
    """The outlet of a name and kind, made when it is first met."""
    outlet, _new = Outlet.objects.get_or_create(name=name[:80], kind=kind, defaults={"level": level})
    return outlet


@transaction.atomic
def note(organisation: Any, title: str, outlet: Outlet, *, article: Any = None, **known: Any) -> LedgerEntry:
    """Note what is known of an article at an outlet: what was noted stays, what was empty is filled."""
    entry, is_new = LedgerEntry.objects.select_for_update().get_or_create(
        organisation_id=organisation.pk,
        outlet=outlet,
        key=title_key(title),
        defaults={
            "title": title,
            "article_id": getattr(article, "pk", None),
            "origin": LedgerEntry.Origin.RECORD,
            **known,
        },
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


def note_push(push: Any) -> None:
    """An article went to an official account; carried once it is published there."""
    article = push.article
    organisation = organisation_of(article)
    if organisation is None:
        return
    is_out = push.state == push.State.PUBLISHED
    owner = push.account.organisation
    is_own = organisation.path == owner.path
    kind = Outlet.Kind.OWN_ACCOUNT if is_own else Outlet.Kind.SUPERIOR
    outlet = outlet_named(push.account.name, kind, level_of(owner))
    note(
        organisation,
        article.title,
        outlet,
        article=article,
        submitted_on=timezone.localdate(),
        carried_on=timezone.localdate() if is_out else None,
        link=push.address if is_out else "",
        made_by_id=push.started_by_id,
    )


def note_published_here(article: Any) -> None:
    """An article is published on this site."""
    organisation = organisation_of(article)
    site = article.get_site()
    if organisation is None or site is None:
        return
    outlet = outlet_named(
        site.site_name or site.hostname, Outlet.Kind.WEBSITE, level_of(site.root_page.specific)
    )
    day: date = local_day(article.first_published_at, organisation.time_zone)
    note(
        organisation,
        article.title,
        outlet,
        article=article,
        carried_on=day,
        link=article.full_url or "",
    )


def level_of(organisation: Any) -> str:
    """The level of an outlet that belongs to an organisation."""
    level = getattr(organisation, "level", "")
    return level if level in OutletLevel.values else OutletLevel.DISTRICT.value
