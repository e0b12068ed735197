"""An image model of a site's own."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HouseImage(AbstractImage):
    """An image with a field more."""

    photographer = models.CharField(max_length=60, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "photographer")

    class Meta(AbstractImage.Meta):
        permissions = (("choose_houseimage", "Can choose image"),)


class HouseRendition(AbstractRendition):
    image = models.ForeignKey(HouseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
