"""Choosing photos of an event in the admin: only those of events the user may edit."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..photos.models import Photo


class ThumbnailColumn(Column):
    """The photo itself, small; only staff get its file."""

    cell_template_name = "wagtail_disability_events/gallery/staff/photo_cell.html"

    def get_value(self, instance: Photo) -> Photo:
        return instance


class _EditablePhotos:
    """Photos of events that the user may edit, newest first."""

    request: Any

    def get_object_list(self) -> QuerySet:
        editable = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        return (
            Photo.objects.filter(event__path__in=editable.values("path"))
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


class PhotoChooserViewSet(ChooserViewSet):
    model = Photo
    icon = "image"
    choose_one_text = _("Choose a photo")
    choose_another_text = _("Choose another photo")
    register_widget = True
    choose_view_class = PhotoChooseView
    choose_results_view_class = PhotoChooseResultsView


photo_chooser_viewset = PhotoChooserViewSet("wde_photo_chooser")
PhotoChooserBlock = photo_chooser_viewset.get_block_class(
    name="PhotoChooserBlock", module_path="wagtail_disability_events.gallery.staff.choosers"
)
