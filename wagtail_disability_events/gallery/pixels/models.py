"""What was cleaned in the image library of a site, and the original of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from ...core.personal_data import PersonalData
from ...core.private_storage import private_storage


class KeptOriginal(models.Model):
    """An image of the library whose file was replaced by a clean one, and the file as it was, in private
    storage.

    ``stored`` names the clean file, by which an image is known that is clean already. ``replaced`` names the
    file that it took the place of, until that one is gone from the library's storage. ``found`` is what had
    been hidden, ``changes`` what else is different. ``original`` is empty once the copy is given up.
    """

    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.CASCADE, related_name="wde_kept_originals"
    )
    original = models.FileField(storage=private_storage, upload_to="library", max_length=255, blank=True)
    name = models.CharField(max_length=255)
    stored = models.CharField(max_length=255)
    replaced = models.CharField(max_length=255, blank=True)
    found = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    cleaned_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True  # no use of the image: it may be deleted as before

    personal_data = PersonalData(editors="image original name stored replaced found changes cleaned_at")

    class Meta:
        verbose_name = _("original of an image")
        verbose_name_plural = _("originals of images")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.name}"
