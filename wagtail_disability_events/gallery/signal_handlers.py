"""Every image that enters through the site's image model is cleaned before it is stored.

A form asks the validator, so that a file that cannot be cleaned is told to the person who sent it; whatever
else saves an image (code, imports, Wagtail's second step of an upload) passes ``clean_before_save``.
"""

import os
from typing import Any

from django.db.models.signals import pre_save
from wagtail.images import get_image_model

from .. import conf
from .sanitising import CleanFile, clean_picture


def validate_new_file(file: Any) -> None:
    """Clean a file that a form is about to store, in its place. Raises ValidationError that says why not."""
    if file and not file._committed and _needs_cleaning(file):
        _clean_in_place(file)


def clean_before_save(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Clean the file of an image that is saved without a form. Raises ValidationError."""
    file = instance.file
    if raw or not file or not conf.get("STRIP_IMAGE_METADATA"):
        return
    if not file._committed:
        if _needs_cleaning(file):
            _clean_in_place(file)
        if isinstance(file.file, CleanFile):
            _measure(instance, file)
    elif instance._state.adding and _needs_cleaning(file):
        _replace_stored(instance, file)


def _needs_cleaning(file: Any) -> bool:
    """Whether a file is to be cleaned: not done already, and no SVG, which Wagtail sanitises itself."""
    return (
        conf.get("STRIP_IMAGE_METADATA")
        and not isinstance(file.file, CleanFile)
        and not file.name.lower().endswith(".svg")
    )


def _clean_in_place(file: Any) -> None:
    clean = clean_picture(file.file, os.path.basename(file.name))
    file.file, file.name = clean.file, clean.file.name


def _replace_stored(instance: Any, file: Any) -> None:
    """A new row with a file that was stored before it: the stored one makes place for a clean one."""
    stored = file.name
    with file.open("rb") as source:
        clean = clean_picture(source, os.path.basename(stored))
    instance.file = clean.file
    _measure(instance, instance.file)
    if not type(instance)._base_manager.filter(file=stored).exists():
        file.storage.delete(stored)


def _measure(instance: Any, file: Any) -> None:
    instance.width, instance.height = file.file.width, file.file.height
    instance._set_image_file_metadata()


def connect() -> None:
    model = get_image_model()
    model._meta.get_field("file").validators.append(validate_new_file)
    pre_save.connect(clean_before_save, sender=model, dispatch_uid="wde_clean_before_save")
