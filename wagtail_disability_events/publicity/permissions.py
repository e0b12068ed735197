"""Who may do what with an article in the admin: Wagtail's permissions of its page, and for what binds its
writers a permission of its own."""

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.users import User
from ..pages.models import ArticlePage, EventIndexPage

SET_RULES = "wagtail_disability_events.change_publicitysettings"
KEEP_ACCOUNTS = "wagtail_disability_events.change_wechataccount"


def may_edit(user: User, page: Page) -> bool:
    """Whether somebody may edit a page."""
    return bool(page.permissions_for_user(user).can_edit())


def may_add_below(user: User, page: Page) -> bool:
    """Whether somebody may create pages below a page."""
    return bool(page.permissions_for_user(user).can_add_subpage())


def may_set_rules(user: User, organisation: Page) -> bool:
    """Whether somebody may set the rules by which writers of an organisation are reviewed: not by writing."""
    return may_edit(user, organisation) and user.has_perm(SET_RULES)


def may_keep_accounts(user: User, organisation: Page) -> bool:
    """Whether somebody may enter and change the official accounts of an organisation, and their secrets."""
    return may_edit(user, organisation) and user.has_perm(KEEP_ACCOUNTS)


def articles_to_edit(user: User) -> QuerySet[ArticlePage]:
    """The articles that somebody may edit."""
    return ArticlePage.objects.filter(pk__in=_pages_to_edit(user).values("pk"))


def organisations_of(user: User) -> QuerySet[EventIndexPage]:
    """The organisations whose pages somebody may edit."""
    return EventIndexPage.objects.filter(pk__in=_pages_to_edit(user).values("pk"))


def _pages_to_edit(user: User) -> QuerySet[Page]:
    pages: QuerySet[Page] = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return pages
