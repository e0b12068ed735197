"""What has to be done about photos as time passes."""

from datetime import timedelta

from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core import conf
from ...core.periodic.jobs import Job
from ..photos.blurring import forget_originals
from ..photos.editing import UNDO_KEPT_DAYS
from ..photos.models import Photo, PhotoChange, PhotoPerson
from ..photos.release import publish_copies, unpublish_copies
from ..photos.report_models import PhotoReport
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
    done["people_forgotten"] = _forget_people(now - timedelta(days=conf.get("RETENTION_DAYS")["contact"]))
    return done


def _forget_people(until: object) -> int:
    """Names of guests and what was written about photos: what was decided stays, not who said it."""
    reports = PhotoReport.objects.annotate(said=Length("message") + Length("contact"))
    guests = PhotoPerson.objects.annotate(said=Length("name"))
    return reports.filter(decided_at__lt=until, said__gt=0).update(message="", contact="") + guests.filter(
        photo__uploaded_at__lt=until, said__gt=0
    ).update(name="")


JOBS = (
    Job(
        name="photos",
        label=_("Photos"),
        function=keep_photos_in_order,
        every=timedelta(hours=1),
        consequence=_(
            "Uploads that were interrupted are not finished. Original pictures and names of guests are not "
            "deleted in time."
        ),
        lease=timedelta(minutes=90),
    ),
)
