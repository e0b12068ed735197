"""Edge: a file of the private storage as an answer."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect

from .private_storage import private_storage, signed_address
from .security_headers import for_one_reader

CACHED = 3600
"""Seconds for which the reader's own browser keeps a file."""


def private_file(file: FieldFile, *, download_as: str = "") -> HttpResponse | FileResponse:
    """A private file as an answer that only this reader keeps. Raises Http404 where there is none."""
    if not file:
        raise Http404
    if address := signed_address(private_storage(), str(file.name)):
        return for_one_reader(HttpResponseRedirect(address))
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=bool(download_as), filename=download_as or "photo.jpg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return for_one_reader(response, seconds=CACHED)
