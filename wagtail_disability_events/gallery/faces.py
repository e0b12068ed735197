"""The documented place to import from; the code is in ``gallery.pixels.faces``."""

from .pixels.faces import Box, FaceDetector

__all__ = ["Box", "FaceDetector"]
