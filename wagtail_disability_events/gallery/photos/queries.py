"""Who may see which photo. Every page, block, article and export asks here."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .person_models import PhotoPerson
from .report_models import PhotoReport
from .states import SHOWING, PhotoState


class PhotoQuerySet(models.QuerySet):
    """``public()`` is the only way to what everyone can read."""

    def public(self) -> "PhotoQuerySet":
        """What everyone may see: released, described, held back by nobody, in the order chosen.

        Consent is asked anew each time, so that taking it back works at once.
        """
        return self.released().filter(image__isnull=False).select_related("image").in_order()

    def released(self) -> "PhotoQuerySet":
        """What staff have released and nobody in the picture holds back, its public copy made or not yet."""
        return self.filter(state=PhotoState.PUBLIC).described().not_held()

    def wrongly_published(self) -> "PhotoQuerySet":
        """Those that have a public copy and must not have one; there are none unless a process was killed."""
        wrong = ~Q(state=PhotoState.PUBLIC) | Q(alt_text="", is_decorative=False) | _is_held()
        return self.filter(wrong, image__isnull=False)

    def for_participants(self) -> "PhotoQuerySet":
        """What people who took part may see: what is public, and what is meant for them only."""
        return self.filter(state__in=SHOWING).not_held().in_order()

    def described(self) -> "PhotoQuerySet":
        """Those with words for people who cannot see them, or marked as mere decoration."""
        return self.filter(~Q(alt_text="") | Q(is_decorative=True))

    def held(self) -> "PhotoQuerySet":
        """Those that somebody holds back: a person in the picture, or an open report."""
        return self.filter(_is_held())

    def not_held(self) -> "PhotoQuerySet":
        """Those that nobody holds back."""
        return self.filter(~_is_held())

    def with_hold(self) -> "PhotoQuerySet":
        """Each with ``is_held``, for lists."""
        return self.annotate(is_held=_is_held())

    def in_order(self) -> "PhotoQuerySet":
        """As staff arranged them."""
        return self.order_by("position", "id")


def _is_held() -> Q:
    people = PhotoPerson.objects.filter(photo=OuterRef("pk")).holding()
    reports = PhotoReport.objects.filter(photo=OuterRef("pk"), decision=PhotoReport.Decision.OPEN)
    return Q(Exists(people)) | Q(Exists(reports))
