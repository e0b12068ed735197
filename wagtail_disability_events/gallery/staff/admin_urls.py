"""Addresses of photos in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import EVENT
from ...core.later_views import Later

faces = Later(__package__, "faces")
light_table = Later(__package__, "light_table")
photo = Later(__package__, "photo")
upload_links = Later(__package__, "upload_links")
uploads = Later(__package__, "uploads")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/photos/", light_table.photos, name="wde_photos"),
    path(f"{EVENT}/photos/links/", upload_links.upload_links, name="wde_upload_links"),
    path(f"{EVENT}/photos/uploads/", uploads.staff_uploads, name="wde_photo_uploads"),
    path(f"{EVENT}/photos/uploads/<uuid:key>/", uploads.staff_part, name="wde_photo_upload_part"),
    path(f"{EVENT}/photos/<int:photo_id>/", photo.photo, name="wde_photo"),
    path(f"{EVENT}/photos/<int:photo_id>/faces/", faces.photo_faces, name="wde_photo_faces"),
    path(f"{EVENT}/photos/<int:photo_id>/<slug:size>.jpg", photo.photo_file, name="wde_photo_file"),
]
