"""From Wagtail's image library, with its own multiple upload, to the photos of an event."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction
from wagtail.log_actions import log
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...core.users import User
from ..photos.models import Photo
from ..uploads.intake import AlreadyThere, take_in

OFFERED = 200


class EventForm(forms.Form):
    """The events whose photos a user may work on, newest first."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event_model: Any = Photo._meta.get_field("event").related_model
        editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        newest = event_model.objects.filter(path__in=editable.values("path")).order_by("-pk")[:OFFERED]
        events = event_model.objects.filter(pk__in=[event.pk for event in newest]).order_by("-pk")
        self.fields["event"] = forms.ModelChoiceField(label=_("Event"), queryset=events)


class PhotosOfEventBulkAction(ImageBulkAction):
    """Copies images of the library into the photos of an event; the library keeps them."""

    display_name = _("To the photos of an event")
    aria_label = _("Take the chosen images into the photos of an event")
    action_type = "wde_photos_of_event"
    template_name = "wagtail_disability_events/gallery/staff/bulk_photos_of_event.html"
    action_priority = 40
    form_class = EventForm

    def check_perm(self, image: Any) -> bool:
        return bool(
            self.permission_policy.user_has_any_permission_for_instance(
                self.request.user, ["choose", "change"], image
            )
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_execution_context(self) -> dict[str, Any]:
        return {"event": self.cleaned_form.cleaned_data["event"].specific, "user": self.request.user}

    @classmethod
    def execute_action(
        cls, images: list[Any], event: Any = None, user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        taken = 0
        for image in images:
            try:
                with image.file.open("rb") as file:
                    take_in(event, file, image.file.name, user=user, alt_text=image.description[:200])
            except (AlreadyThere, ValidationError, OSError):
                continue
            taken += 1
        log(instance=event, action="wde.photos.upload", user=user, data={"count": taken})
        return taken, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)s image is a photo of the event now. What was there already was left out.",
            "%(count)s images are photos of the event now. What was there already was left out.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
