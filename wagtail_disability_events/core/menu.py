"""Edge: entries of the admin's menu that are shown to those whom they serve."""

from typing import Any

from django.db.models import Q
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from .page_models import ARTICLE, EVENT, ORGANISATION, model
from .users import User


class OwnMenuItem(MenuItem):
    """An entry for those who work on organisations, events or articles; others do not see it."""

    def is_shown(self, request: Any) -> bool:
        """One query; none for those who may do everything."""
        return works_with_us(request.user)


def works_with_us(user: User) -> bool:
    """Whether somebody may add, change or publish a page of ours."""
    if user.is_superuser:
        return True
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"add", "change", "publish"})
    ours = Q()
    for name in (ORGANISATION, EVENT, ARTICLE):
        ours |= Q(pk__in=model(name).objects.order_by().values("pk"))
    return pages.filter(ours).exists()


def is_in_use() -> bool:
    """Whether the site has an event or an article; one query."""
    events, articles = (model(name).objects.order_by().values("pk") for name in (EVENT, ARTICLE))
    return events.union(articles, all=True).exists()
