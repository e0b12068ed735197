"""Every image that enters through the site's image model is cleaned before it is stored."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from wagtail.images import get_image_model

from .. import conf
from .sanitising import clean_picture

logger = logging.getLogger(__name__)


def clean_new_file(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Replace a file that is about to be stored by one without hidden data. SVG is left to Wagtail."""
    file = instance.file
    if raw or not file or getattr(file, "_committed", True) or not conf.get("STRIP_IMAGE_METADATA"):
        return
    if getattr(file.file, "wde_clean", False) or file.name.lower().endswith(".svg"):
        return
    try:
        clean = clean_picture(file.file, file.name)
    except ValidationError as error:
        logger.warning("An image was refused: %s", error.code)
        raise
    clean.file.wde_clean = True
    file.save(clean.file.name.rsplit("/", 1)[-1], clean.file, save=False)
    instance.width, instance.height = clean.width, clean.height
    instance._set_image_file_metadata()


def connect() -> None:
    pre_save.connect(clean_new_file, sender=get_image_model(), dispatch_uid="wde_clean_new_file")
