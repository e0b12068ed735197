"""A site's own app."""

from django.apps import AppConfig


class HouseUsersConfig(AppConfig):
    name = "tests.support.house_users"
    label = "house_users"
    default_auto_field = "django.db.models.BigAutoField"
