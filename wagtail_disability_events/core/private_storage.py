"""Where photos lie that not everyone may see: a storage without public addresses.

A site names it in ``STORAGES`` under the alias of the setting ``PRIVATE_STORAGE``. Without it, files lie in a
folder beside ``MEDIA_ROOT``, which no web server shows.
"""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, InvalidStorageError, Storage, storages
from django.core.signals import setting_changed
from django.utils.functional import LazyObject, empty

from . import conf


class PrivateFileSystemStorage(FileSystemStorage):
    """A folder whose files have no address: they are read through views that ask for permission."""

    def url(self, name: str | None) -> str:
        raise ValueError("This file is not accessible via a URL.")


class PrivateStorage(LazyObject):
    """The storage that the settings name, looked up when it is first used."""

    _wrapped: Any

    def _setup(self) -> None:
        try:
            self._wrapped = storages[conf.get("PRIVATE_STORAGE")]
        except InvalidStorageError:
            self._wrapped = PrivateFileSystemStorage(location=default_location())


_private = PrivateStorage()


def private_storage() -> Any:
    """The storage for what not everyone may see, as a model field takes it."""
    return _private


def default_location() -> str:
    """A folder beside ``MEDIA_ROOT`` with the same name and ``-private``."""
    media = Path(settings.MEDIA_ROOT or "media")
    return str(media.with_name(f"{media.name}-private"))


def unguessable(name: str, suffix: str) -> str:
    """A file name of 96 random bits that says nothing: neither a camera's nor a person's."""
    return f"{name}-{secrets.token_urlsafe(12)}{suffix}"


def delete_quietly(storage: Storage, *names: str | None) -> None:
    """Delete files, some of which may be gone already."""
    for name in names:
        if name:
            storage.delete(name)


def gives_public_addresses(storage: Storage) -> bool:
    """Whether files in a storage have addresses that open without a signature, or lie below MEDIA_ROOT."""
    if signs_addresses(storage):
        return False
    try:
        storage.url("x")
    except (NotImplementedError, ValueError):
        location: Any = getattr(storage, "location", None)
        media = Path(settings.MEDIA_ROOT or "media").resolve()
        return bool(location) and Path(location).resolve().is_relative_to(media)
    return True


def signs_addresses(storage: Storage) -> bool:
    """Whether the addresses of a storage are signed and end soon, as those of S3Storage can be."""
    return bool(getattr(storage, "querystring_auth", False))


def signed_address(storage: Storage, name: str) -> str:
    """An address that opens a file for a short time, where the storage signs such; empty elsewhere."""
    return str(storage.url(name)) if signs_addresses(storage) else ""


def _look_up_again(*, setting: str, **kwargs: Any) -> None:
    if setting in ("STORAGES", "MEDIA_ROOT", conf.SETTING_NAME):
        _private._wrapped = empty


setting_changed.connect(_look_up_again)
