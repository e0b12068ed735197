"""Edge: entries of the admin's menu that are shown to those whom they serve."""

import time
from typing import Any

from django.db.models import Q
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from .page_models import ARTICLE, EVENT, ORGANISATION, model
from .users import User

KEPT = 60
"""Seconds for which a process remembers whether somebody works with us. What it saves or deletes itself
counts at once; the entry for a first page that another process has made appears this much later."""
_MOST_KEPT = 1000

_known: dict[tuple[object, frozenset[tuple[str, str]]], tuple[float, bool]] = {}


class OwnMenuItem(MenuItem):
    """An entry for those who work on organisations, events or articles; others do not see it."""

    def is_shown(self, request: Any) -> bool:
        """At most one query a minute and user; none for those who may do everything or nothing."""
        return works_with_us(request.user)


def works_with_us(user: User) -> bool:
    """Whether somebody may add, change or publish a page of ours."""
    if user.is_superuser:
        return True
    policy = PagePermissionPolicy()
    permissions = policy.get_cached_permissions_for_user(user)  # Wagtail's own menu has read them
    held = frozenset((permission.page.path, permission.permission.codename) for permission in permissions)
    if not held:
        return False
    now, key = time.monotonic(), (user.pk, held)
    until, known = _known.get(key, (0.0, False))
    if now < until:
        return known
    if len(_known) >= _MOST_KEPT:
        _known.clear()
    pages = policy.instances_user_has_any_permission_for(user, {"add", "change", "publish"})
    ours = Q()
    for name in (ORGANISATION, EVENT, ARTICLE):
        ours |= Q(pk__in=model(name).objects.order_by().values("pk"))
    answer = pages.filter(ours).exists()
    _known[key] = (now + KEPT, answer)
    return answer


def forget_who_works_with_us(**_signal: object) -> None:
    """A page of ours has come, gone or moved: look again."""
    _known.clear()


def is_in_use() -> bool:
    """Whether the site has an event or an article; one query."""
    events, articles = (model(name).objects.order_by().values("pk") for name in (EVENT, ARTICLE))
    return events.union(articles, all=True).exists()
