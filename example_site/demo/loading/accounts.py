"""Accounts, and what each group may do."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from wagtail_disability_events import models
from wagtail_disability_events.core.base_page import BasePage

from .state import Demo

ACCOUNTS = {
    "admin": ("管理员", None, True),
    "xuanchuan": ("宣传员", "宣传员", False),
    "shenhe": ("初审员", "审核员", False),
    "fushen": ("复审员", "复审员", False),
    "zhongshen": ("终审员", "终审员", False),
    "huodong": ("活动工作人员", "活动工作人员", False),
}
PASSWORD = "demo"


def make_accounts() -> Any:
    for username, (name, group, is_admin) in ACCOUNTS.items():
        user, _new = get_user_model().objects.get_or_create(
            username=username,
            defaults={
                "first_name": "演示",  # who chooses a language in Wagtail must have both names
                "last_name": name,
                "is_superuser": is_admin,
                "is_staff": is_admin,
                "email": f"{username}@example.com",
            },
        )
        user.set_password(PASSWORD)
        user.save()
        if group:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
    return get_user_model().objects.get(username="admin")


def permit_groups(demo: Demo) -> None:
    root = demo.orgs["江滨区残疾人联合会"]
    street = demo.orgs["南湖街道残联"]
    plans = {
        "宣传员": (root, ("add", "change"), ("view",)),
        "审核员": (root, ("change", "publish"), ()),
        "复审员": (root, ("change", "publish"), ()),
        "终审员": (root, ("change", "publish"), ()),
        "活动工作人员": (street, ("change",), ("view", "change", "reveal", "export")),
    }
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    collection = Collection.get_first_root_node()
    for name, (page, page_permissions, actions) in plans.items():
        group = Group.objects.get(name=name)
        group.permissions.add(access)
        for action in page_permissions:
            permission = _permission(BasePage, action)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
        for action in actions:
            group.permissions.add(_permission(models.Registration, action))
        if "change" in actions:
            group.permissions.add(_permission(models.Occurrence, "change"))
        for action in ("add", "change", "choose"):
            permission = _permission(get_image_model(), action)
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def _permission(model: Any, action: str) -> Permission:
    """The permission for an action on a model, whatever model the site has chosen."""
    name = model._meta.model_name
    return Permission.objects.get(content_type__app_label=model._meta.app_label, codename=f"{action}_{name}")
