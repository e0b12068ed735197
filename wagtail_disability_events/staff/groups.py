"""Groups for those who work on the pages of an organisation, with the permissions that their work needs."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from ..core.base_page import BasePage
from ..occurrences.models import Occurrence
from ..pages.models import ArticleIndexPage, EventIndexPage
from ..publicity.channels.models import WechatAccount
from ..publicity.style.models import PublicitySettings
from ..publicity.workflow.models import Stage
from ..publicity.workflow.queries import lists_without_reviews
from ..publicity.workflow.setup import set_up_reviews
from ..registration.models.registrations import Registration


@dataclass(frozen=True)
class Role:
    """A kind of work: what it does with pages, registrations, dates, and pictures and documents.

    ``may_set_rules``: those by which others work, and accounts with their secrets.
    """

    label: Any
    pages: tuple[str, ...]
    registrations: tuple[str, ...] = ()
    may_change_dates: bool = False
    may_set_rules: bool = False
    files: tuple[str, ...] = ("choose",)


WRITES = ("add", "change", "publish")
PUBLICITY = Role(gettext_lazy("publicity staff"), WRITES, ("view",), files=("add", "change", "choose"))
EVENTS = Role(
    gettext_lazy("event staff"),
    WRITES,
    ("view", "change", "reveal", "export"),
    may_change_dates=True,
    files=("add", "change", "choose"),
)
ADMINISTRATORS = Role(gettext_lazy("administrators"), ("change",), may_set_rules=True)
REVIEWERS = {
    Stage.FIRST: Role(gettext_lazy("first reviewers"), ("change",)),
    Stage.SECOND: Role(gettext_lazy("second reviewers"), ("change",)),
    Stage.FINAL: Role(gettext_lazy("final reviewers"), ("change",)),
}


@dataclass
class GroupsOfOrganisation:
    """What was set up: all groups by name, those of them that are new, and the lists that got reviews."""

    groups: list[Group] = field(default_factory=list)
    new: list[Group] = field(default_factory=list)
    reviewed: list[ArticleIndexPage] = field(default_factory=list)


@transaction.atomic
def set_up_groups(organisation: EventIndexPage, *, with_reviews: bool = True) -> GroupsOfOrganisation:
    """Make a group for each kind of work below an organisation, and let three of them review its articles.

    Groups that are there get what they lack and lose nothing. A list of articles that has reviews keeps them.
    Pictures and documents are those of a collection with the organisation's title.
    """
    done = GroupsOfOrganisation()
    collection = _collection_of(organisation)
    for role in (PUBLICITY, EVENTS, ADMINISTRATORS):
        _group(done, organisation, role, collection)
    if not with_reviews:
        return done
    reviewers = {
        stage.value: _group(done, organisation, role, collection) for stage, role in REVIEWERS.items()
    }
    for index in lists_without_reviews(organisation):
        set_up_reviews(index, reviewers, _("Three reviews: %(list)s") % {"list": index.title})
        done.reviewed.append(index)
    return done


def _group(
    done: GroupsOfOrganisation, organisation: EventIndexPage, role: Role, collection: Collection
) -> Group:
    name = _("%(organisation)s: %(role)s") % {"organisation": organisation.title, "role": role.label}
    group, is_new = Group.objects.get_or_create(name=Truncator(name).chars(150))
    done.groups.append(group)
    if is_new:
        done.new.append(group)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for action in role.pages:
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=organisation.pk, permission=_permission(BasePage, action)
        )
    for action in role.registrations:
        group.permissions.add(_permission(Registration, action))
    if role.may_change_dates:
        group.permissions.add(_permission(Occurrence, "change"))
    for model in (PublicitySettings, WechatAccount) if role.may_set_rules else ():
        group.permissions.add(_permission(model, "change"))
    for model in (Image, Document):  # Wagtail asks for these whatever models the site has
        for action in role.files:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(model, action)
            )
    return group


def _collection_of(organisation: EventIndexPage) -> Collection:
    root = Collection.get_first_root_node()
    there: Collection | None = root.get_children().filter(name=organisation.title).first()
    return there or root.add_child(name=organisation.title)


def _permission(model: type[Model], action: str) -> Permission:
    """The permission for an action on a model, whatever model the site has chosen."""
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(model),
        codename=f"{action}_{model._meta.model_name}",
    )
