"""Choosing photos of an event in the admin: only those of events the user may edit.

Each photo is asked for itself: in the list, when it has been chosen, and when a page with it is saved. The
right to edit a page is not one to see every photo that its form could name.
"""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import StreamValue
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...core.users import User
from ..photos.models import Photo


class ThumbnailColumn(Column):
    """The photo itself, small; only staff get its file."""

    cell_template_name = "wagtail_disability_events/gallery/staff/photo_cell.html"

    def get_value(self, instance: Photo) -> Photo:
        return instance


def photos_to_choose(user: User) -> QuerySet:
    """The photos that a user may choose: those of events that they may edit."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return Photo.objects.filter(event__path__in=editable.values("path"))


def foreign_photos(user: User, value: StreamValue, before: StreamValue | None) -> set[int]:
    """The ids of photos in a stream that a user may not choose and that were not there before."""
    new = _photos_in(value) - (_photos_in(before) if before is not None else set())
    return new - set(photos_to_choose(user).filter(pk__in=new).values_list("pk", flat=True)) if new else set()


def _photos_in(value: StreamValue) -> set[int]:
    found: list[tuple[type[Model], str, str, str]] = list(value.stream_block.extract_references(value))
    return {int(pk) for model, pk, _path, _content in found if model is Photo}


class _EditablePhotos:
    """Photos of events that the user may edit, newest first."""

    request: Any

    def get_object_list(self) -> QuerySet:
        return (
            photos_to_choose(self.request.user)
            .select_related("event", "image")
            .order_by("-uploaded_at", "-id")
        )

    @property
    def columns(self) -> list[Column]:
        return [
            ThumbnailColumn("photo", label=_("Photo")),
            *super().columns,  # type: ignore[misc]
            Column("event", label=_("Event"), accessor="event.title"),
            Column("state", label=_("State"), accessor="get_state_display"),
        ]


class PhotoChooseView(_EditablePhotos, ChooseView):
    pass


class PhotoChooseResultsView(_EditablePhotos, ChooseResultsView):
    pass


class PhotoChosenView(ChosenView):
    request: Any

    def get_object(self, pk: str) -> Photo:
        return photos_to_choose(self.request.user).get(pk=pk)


class PhotosChosenView(ChosenMultipleView):
    request: Any

    def get_objects(self, pks: list[str]) -> QuerySet:
        return photos_to_choose(self.request.user).filter(pk__in=pks)


class PhotoChooserViewSet(ChooserViewSet):
    model = Photo
    icon = "image"
    choose_one_text = _("Choose a photo")
    choose_another_text = _("Choose another photo")
    register_widget = True
    choose_view_class = PhotoChooseView
    choose_results_view_class = PhotoChooseResultsView
    chosen_view_class = PhotoChosenView
    chosen_multiple_view_class = PhotosChosenView


photo_chooser_viewset = PhotoChooserViewSet("wde_photo_chooser")
PhotoChooserBlock = photo_chooser_viewset.get_block_class(
    name="PhotoChooserBlock", module_path="wagtail_disability_events.gallery.staff.choosers"
)
