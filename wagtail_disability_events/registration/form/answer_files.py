"""Files as answers: few kinds, not large, recognised by their content, kept encrypted."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ...core import conf
from ...core.encryption import decrypt_bytes, encrypt_bytes
from ...core.tokens import new_token, token_hash, token_hashes
from ..event import AskingEvent
from ..models.forms import AnswerFile
from ..values.identity import normalise_name
from .answer_photos import as_small_photo

_KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ACCEPT = ".pdf,.jpg,.jpeg,.png"


def content_type_of(head: bytes) -> str:
    """The type that a file's first bytes say; empty for any that is not taken."""
    return next((kind for mark, kind in _KINDS.items() if head.startswith(mark)), "")


def check_file(upload: UploadedFile) -> UploadedFile:
    """The upload, if it can be taken. Raises ValidationError that says what is wrong."""
    most = conf.get("ANSWER_FILE_MAX_BYTES")
    size = upload.size or 0
    if size > most:
        raise ValidationError(
            _("The file has %(size)s; at most %(most)s are possible."),
            code="file-size",
            params={"size": filesizeformat(size), "most": filesizeformat(most)},
        )
    head = upload.read(16)
    upload.seek(0)
    if not content_type_of(head):
        raise ValidationError(_("Please choose a PDF file or a photo (JPEG or PNG)."), code="file-type")
    return upload


def keep_file(event: AskingEvent, question: str, upload: UploadedFile, visitor: str = "") -> str:
    """Store an upload until the form is sent; return the secret that finds it again."""
    content = as_small_photo(upload.read())
    closed = encrypt_bytes(content)
    token = new_token()
    AnswerFile.objects.create(
        event_id=event.pk,
        question=question,
        token_hash=token_hash(token),
        name=normalise_name(upload.name or "")[-100:] or "file",
        content_type=content_type_of(content[:16]),
        content=closed,
        visitor=visitor,
        size=len(closed),
    )
    return token


def kept_file(event: AskingEvent, question: str, token: str) -> AnswerFile | None:
    """A stored upload of this form that no registration has yet; None for a wrong secret."""
    if not token:
        return None
    return (
        AnswerFile.objects.filter(
            event_id=event.pk, question=question, token_hash__in=token_hashes(token), registration=None
        )
        .defer("content")
        .first()
    )


def content_of(file: AnswerFile) -> bytes:
    """The file as it was uploaded. Raises cryptography's InvalidToken when no key fits."""
    return decrypt_bytes(bytes(file.content))
