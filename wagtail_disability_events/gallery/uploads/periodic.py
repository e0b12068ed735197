"""What has to be done about photos as time passes."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job
from ..photos.blurring import forget_originals
from ..photos.editing import UNDO_KEPT_DAYS
from ..photos.models import Photo, PhotoChange
from ..photos.release import publish_copies, unpublish_copies
from .uploads import maintain_uploads


def keep_photos_in_order() -> str:
    """Take up lost uploads, mend public copies, forget what is kept long enough."""
    done = maintain_photos()
    return f"Done ({', '.join(f'{kind}: {count}' for kind, count in done.items())})."


def maintain_photos() -> dict[str, int]:
    """Mend what a killed process left, and forget what is kept long enough; return how many of each."""
    now = timezone.now()
    done = maintain_uploads()
    done["unpublished"] = len(
        unpublish_copies(Photo.objects.wrongly_published().values_list("pk", flat=True))
    )
    done["published"] = publish_copies(
        Photo.objects.released().filter(image=None).values_list("pk", flat=True)
    )
    done["originals_forgotten"] = forget_originals()
    PhotoChange.objects.filter(made_at__lt=now - timedelta(days=UNDO_KEPT_DAYS)).delete()
    return done


JOBS = (
    Job(
        name="photos",
        label=_("Photos"),
        function=keep_photos_in_order,
        every=timedelta(hours=1),
        consequence=_(
            "Uploads that were interrupted are not finished. Original pictures are not deleted in time."
        ),
        lease=timedelta(minutes=90),
    ),
)
