from django.apps import AppConfig


class HostPagesConfig(AppConfig):
    name = "tests.support.host_pages"
    label = "host_pages"
