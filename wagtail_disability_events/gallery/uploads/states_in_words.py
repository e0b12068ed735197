"""The state of an upload, as a sentence for the person who sends the file."""

from django.utils.translation import gettext as _

from ..photos.upload_models import PhotoUpload


def state_in_words(upload: PhotoUpload) -> str:
    """What became of a file, in a sentence."""
    if upload.state == PhotoUpload.State.REFUSED:
        return upload.reason
    return {
        PhotoUpload.State.STORED: _("It is stored."),
        PhotoUpload.State.WAITING: _("It has arrived and is being prepared."),
        PhotoUpload.State.DUPLICATE: _("This photo is here already."),
        PhotoUpload.State.RECEIVING: _("It is on its way."),
    }[PhotoUpload.State(upload.state)]
