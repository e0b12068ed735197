"""What follows from saving images, agreeing and taking back.

The copies of released photos are ours and always clean. Other images of the site's library stay as they come,
unless the site asks for more (``STRIP_IMAGE_METADATA``): then each is cleaned before it is stored. A form
asks the validator, so that a file that cannot be cleaned is told to the person who sent it; whatever else
saves an image passes ``clean_before_save``, or at the latest the ``save`` of its file, which nothing gets
around.
"""

import os
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.images import get_image_model
from wagtail.images.models import WagtailImageFieldFile
from wagtail.models import UploadedFile

from ...core import conf
from ...core.private_storage import delete_quietly, private_storage
from ...registration.models.registrations import Registration
from ...registration.signals import photo_consent_changed
from ..photos.models import Photo, PhotoPerson
from ..photos.release import copies_unpublished, unpublish_copies
from ..photos.report_models import PhotoReport
from ..photos.syncing import sync_copies
from ..pixels.keeping import clean_keeping
from ..pixels.models import KeptOriginal
from ..pixels.originals import OriginalFile, keep_copy, note_original
from ..pixels.sanitising import CleanFile, check_bytes, clean_picture

_REPLACED = "_wde_replaced"


class CleanImageFile(WagtailImageFieldFile):
    """The file of the site's image model: what is stored has been cleaned, where it is to be."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        if _is_dirty(name, content, self.instance):
            clean = _cleaned(content, os.path.basename(name), self.instance)
            if clean is not None:
                name, content = os.path.join(os.path.dirname(name), str(clean.name)), clean
        super().save(name, content, save)


def validate_new_file(file: Any) -> None:
    """Clean a file that a form is about to store, in its place. Raises ValidationError that says why not."""
    if file and not file._committed and _is_dirty(file.name, file.file, file.instance):
        _clean_in_place(file, file.instance)


def clean_before_save(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Clean the file of an image that is saved without a form. Raises ValidationError."""
    file = instance.file
    if raw or not file or (update_fields is not None and "file" not in update_fields):
        return
    if not file._committed:
        if _is_dirty(file.name, file.file, instance):
            _clean_in_place(file, instance)
        if isinstance(file.file, CleanFile):
            _measure(instance, file)
    elif conf.get("STRIP_IMAGE_METADATA") and _is_unknown(sender, instance):
        _replace_stored(instance, file)


def note_what_was_replaced(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The row of an image is there: what became of the file that lay there before it is written down."""
    if replaced := instance.__dict__.pop(_REPLACED, None):
        note_original(instance, *replaced)


def clean_half_uploaded(sender: Any, instance: UploadedFile, raw: bool = False, **kwargs: Any) -> None:
    """Clean a file of Wagtail's multiple upload that has to wait for the rest of its form."""
    kind, file = instance.for_content_type, instance.file
    if raw or kind is None or file._committed or kind.model_class() is not get_image_model():
        return
    if _is_dirty(str(file.name), file.file, None):
        _clean_in_place(file, None)


def _is_dirty(name: str, content: Any, image: Any) -> bool:
    """Whether a file is to be cleaned: one of ours always, any where the site has asked for it; once."""
    if isinstance(content, CleanFile | OriginalFile) or name.lower().endswith(".svg"):
        return False
    return conf.get("STRIP_IMAGE_METADATA") or _is_ours(image)


def _is_ours(image: Any) -> bool:
    """Whether an image of the library is the public copy of a photo of an event."""
    return bool(image is not None and image.pk and Photo.objects.filter(image=image.pk).exists())


def _is_unknown(model: Any, instance: Any) -> bool:
    """Whether a row gets a file that was stored by other hands and that no row has yet."""
    return not model._base_manager.filter(file=instance.file.name).exists()


def _cleaned(content: Any, name: str, image: Any) -> CleanFile | None:
    """A clean file: of a photo of ours as we write it, of the library as it came; None if nothing hides."""
    if _is_ours(image):
        return clean_picture(content, name).file
    check_bytes(content)
    content.seek(0)
    kept = clean_keeping(content.read(), name)
    content.seek(0)
    return kept.file if kept is not None else None


def _clean_in_place(file: Any, image: Any) -> None:
    clean = _cleaned(file.file, os.path.basename(file.name), image)
    if clean is not None:
        file.file, file.name = clean, clean.name


def _replace_stored(instance: Any, file: Any) -> None:
    """A file that was stored before its row: a clean one takes its place, and it is kept in private
    storage."""
    stored = file.name
    if stored.lower().endswith(".svg"):
        return
    with file.open("rb") as source:
        check_bytes(source)
        source.seek(0)
        content = source.read()
    kept = clean_keeping(content, os.path.basename(stored))
    if kept is None:
        return
    instance.__dict__[_REPLACED] = (kept, keep_copy(content, stored), stored)
    instance.file = kept.file
    _measure(instance, instance.file)


def _measure(instance: Any, file: Any) -> None:
    instance.width, instance.height = file.file.width, file.file.height
    instance._set_image_file_metadata()


def _person_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    sync_copies([instance.photo_id])


def _consent_changed(sender: Any, registration: Registration, **kwargs: Any) -> None:
    ids = {registration.pk, registration.repeats_id}
    sync_copies(PhotoPerson.objects.filter(registration__in=ids).values_list("photo_id", flat=True))


def _copy_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Whoever deletes the copy in the image library takes the photo from the public."""
    photos = list(Photo.objects.filter(image=instance.pk).select_related("event"))
    if photos:
        Photo.objects.filter(image=instance.pk).update(state=Photo.State.INTERNAL, image=None)
        copies_unpublished.send(Photo, photos=photos, deleted=False)


def _photo_going(sender: Any, instance: Photo, **kwargs: Any) -> None:
    """Whoever shows a photo hears that it is gone, also when its whole event is deleted."""
    unpublish_copies([instance.pk], deleted=True)


def _photo_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    names = [file.name for file in instance.files]
    transaction.on_commit(lambda: delete_quietly(private_storage(), *names))


def _original_deleted(sender: Any, instance: KeptOriginal, **kwargs: Any) -> None:
    """Whoever deletes an image of the library deletes what is kept of it."""
    name = instance.original.name
    transaction.on_commit(lambda: delete_quietly(private_storage(), name))


def connect() -> None:
    model = get_image_model()
    field = model._meta.get_field("file")
    field.validators.append(validate_new_file)
    if issubclass(CleanImageFile, field.attr_class):  # a site's own file class is left alone
        field.attr_class = CleanImageFile
    pre_save.connect(clean_before_save, sender=model, dispatch_uid="wde_clean_before_save")
    post_save.connect(note_what_was_replaced, sender=model, dispatch_uid="wde_note_what_was_replaced")
    pre_save.connect(clean_half_uploaded, sender=UploadedFile, dispatch_uid="wde_clean_half_uploaded")
    pre_delete.connect(_copy_deleted, sender=model, dispatch_uid="wde_copy_deleted")
    pre_delete.connect(_photo_going, sender=Photo, dispatch_uid="wde_photo_going")
    post_delete.connect(_original_deleted, sender=KeptOriginal, dispatch_uid="wde_original_deleted")
    post_delete.connect(_photo_deleted, sender=Photo, dispatch_uid="wde_photo_deleted")
    for signal in (post_save, post_delete):
        signal.connect(_person_changed, sender=PhotoPerson, dispatch_uid=f"wde_person_{id(signal)}")
        signal.connect(_person_changed, sender=PhotoReport, dispatch_uid=f"wde_report_{id(signal)}")
    photo_consent_changed.connect(_consent_changed, dispatch_uid="wde_photo_consent_changed")
