"""The link of a page type to the base page model of this site."""

from django.db import models

from ...core.base_page import BASE_PAGE_MODEL_NAME


def page_link() -> models.OneToOneField:
    """The link under one name, whatever the base page model is.

    It leads back as ``wde_eventpage`` and its kin: a site may have an ``EventPage`` of its own.
    """
    return models.OneToOneField(
        BASE_PAGE_MODEL_NAME,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="wde_%(class)s",
    )
