"""The documented place to import from; the code is in ``core.private_storage``."""

from ..core.private_storage import PrivateFileSystemStorage

__all__ = ["PrivateFileSystemStorage"]
