"""Pictures for the site's image library that are no photos of an event: works, ways in, drawings."""

import os
from typing import Any

from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection

from ...core.private_storage import unguessable
from ...core.users import User
from .sanitising import clean_picture


@transaction.atomic
def store_image(upload: Any, name: str, *, title: str, user: User) -> Any:
    """Store a cleaned picture in the library; its stored name says nothing of a camera or a person.

    Raises ValidationError that says what is wrong with the file.
    """
    clean = clean_picture(upload, name)
    clean.file.name = unguessable("picture", os.path.splitext(str(clean.file.name))[1])
    image = get_image_model()(title=title, uploaded_by_user=user, collection=Collection.get_first_root_node())
    image.file = clean.file
    image.save()
    return image
