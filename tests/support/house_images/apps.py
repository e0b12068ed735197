"""A site's own app."""

from django.apps import AppConfig


class HouseImagesConfig(AppConfig):
    name = "tests.support.house_images"
    label = "house_images"
    default_auto_field = "django.db.models.BigAutoField"
