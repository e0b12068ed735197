"""A base for Wagtail's image forms that tells of a damaged file instead of failing.

Named in the site's settings: ``WAGTAILIMAGES_IMAGE_FORM_BASE =
"wagtail_disability_events.gallery.staff.image_forms.TellingImageForm"``.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class TellingImageForm(BaseImageForm):
    """Wagtail looks at the size of an upload by decoding it; a file that ends too early stops it there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("file")
        if field is None:  # the form that describes a file which is there already
            return
        look = field.to_python

        def look_and_tell(data: Any) -> Any:
            try:
                return look(data)
            except (OSError, SyntaxError, ValueError, RuntimeError) as error:
                raise ValidationError(
                    _("This picture is damaged or incomplete. Please send it again."), code="damaged"
                ) from error

        field.to_python = look_and_tell
