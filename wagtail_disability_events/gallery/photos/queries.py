"""Who may see which photo. Every page, block, article and export asks here."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ...registration.models.consents import Consent
from ...registration.models.registrations import Registration

_SPOKEN_FOR = (Registration.For.PARENT, Registration.For.GUARDIAN)


class PhotoQuerySet(models.QuerySet):
    """``public()`` is the only way to what everyone can read."""

    def public(self) -> "PhotoQuerySet":
        """What everyone may see: released, described, held back by nobody, in the order chosen.

        Consent is asked anew each time, so that taking it back works at once.
        """
        return self.released().filter(image__isnull=False).select_related("image").in_order()

    def released(self) -> "PhotoQuerySet":
        """What staff have released and nobody in the picture holds back, its public copy made or not yet."""
        from .models import Photo

        return self.filter(state=Photo.State.PUBLIC).described().not_held()

    def wrongly_published(self) -> "PhotoQuerySet":
        """Those that have a public copy and must not have one; there are none unless a process was killed."""
        from .models import Photo

        wrong = ~Q(state=Photo.State.PUBLIC) | Q(alt_text="", is_decorative=False) | _is_held()
        return self.filter(wrong, image__isnull=False)

    def for_participants(self) -> "PhotoQuerySet":
        """What people who took part may see: what is public, and what is meant for them only."""
        from .models import Photo

        return self.filter(state__in=(Photo.State.PUBLIC, Photo.State.PARTICIPANTS)).not_held().in_order()

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


class PhotoPersonQuerySet(models.QuerySet):
    """People in photos."""

    def holding(self) -> "PhotoPersonQuerySet":
        """Those for whom no consent to publishing is at hand.

        A registrant must have agreed, and not have said no in a second sign-up. Who is under 18 needs a
        guardian as well: one who signed up for them, or whose consent staff have on paper.
        """
        decisions = Consent.objects.filter(purpose=Consent.Purpose.PHOTO)
        agreed_and_held = Q(given=True, withdrawn_at=None)
        agreed = Exists(decisions.filter(agreed_and_held, registration=OuterRef("registration")))
        refused_again = Exists(
            decisions.filter(~agreed_and_held, registration__repeats=OuterRef("registration")).exclude(
                registration__state=Registration.State.CANCELLED
            )
        )
        registrant = Q(registration__isnull=False) & agreed & ~refused_again
        guest = Q(registration__isnull=True, agreed=True)
        of_age = Q(is_minor=False) | Q(guardian_agreed=True) | Q(registration__filled_in_by__in=_SPOKEN_FOR)
        return self.exclude((registrant | guest) & of_age)


def _is_held() -> Any:
    from .models import PhotoPerson
    from .report_models import PhotoReport

    people = PhotoPerson.objects.filter(photo=OuterRef("pk")).holding()
    reports = PhotoReport.objects.filter(photo=OuterRef("pk"), decision=PhotoReport.Decision.OPEN)
    return Exists(people) | Exists(reports)
