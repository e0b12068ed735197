"""Who holds an event, and whom to ask about it."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.fields import ParentalManyToManyField

from ...core import conf
from ...occurrences.event import Contact
from ..tree.queries import nearest_organisation
from .organisation import OrganisationMixin
from .page import PublicPageMixin


class Holders(PublicPageMixin):
    """The organisation that an event stands under, its partners, and the contact."""

    partners = ParentalManyToManyField(
        "wagtail_disability_events.EventIndexPage",
        blank=True,
        related_name="joint_events",
        verbose_name=_("held together with"),
        help_text=_("It is in their lists and calendars too."),
    )
    contact_role = models.CharField(
        _("contact"), max_length=60, blank=True, help_text=_("Leave empty for the organisation's contact.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta:
        abstract = True

    @cached_property
    def organisation(self) -> OrganisationMixin | None:
        """The organisation that this event stands under; None when it stands outside of any."""
        parent = getattr(self, "_cached_parent_obj", None)
        if isinstance(parent, OrganisationMixin):
            return parent
        return nearest_organisation(self) if self.path else None

    @property
    def organisation_name(self) -> str:
        return self.organisation.display_name if self.organisation else ""

    @cached_property
    def holders(self) -> list[OrganisationMixin]:
        """Who holds it: the organisation it stands under, then its partners."""
        first = [self.organisation] if self.organisation else []
        return [*first, *(partner for partner in self.partners.all() if partner.live)]

    @property
    def holder_names(self) -> str:
        return pgettext("between items of a list", ", ").join(org.display_name for org in self.holders)

    @property
    def time_zone(self) -> str:
        """IANA key of the organisation's time zone."""
        return self.organisation.time_zone if self.organisation else conf.get("TIME_ZONE")

    @property
    def contact(self) -> Contact:
        """Role, phone and hours of the person to ask: the event's, else the organisation's."""
        organisation = self.organisation
        if self.contact_phone or organisation is None:
            return {"role": self.contact_role, "phone": self.contact_phone, "hours": ""}
        return {
            "role": self.contact_role or organisation.contact_role,
            "phone": organisation.contact_phone,
            "hours": organisation.contact_hours,
        }

    @property
    def contact_line(self) -> str:
        return " ".join(part for part in (self.contact["role"], self.contact["phone"]) if part)
