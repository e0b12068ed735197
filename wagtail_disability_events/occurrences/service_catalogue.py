"""The catalogue of access services: what every site knows by name, and what this one has written about each.

An office writes once how its interpreter or its bus is to be had; events that offer the service then need say
only what is different.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from ..core.personal_data import PersonalData
from .accessibility import AccessService

_USUAL: dict[str, Any] = dict(AccessService.choices)
MAX_AGE = 60.0
"""Seconds after which a process reads the catalogue again, beside being told of changes."""


class Service(index.Indexed, models.Model):
    """What the office says of an access service, once for all events that offer it.

    ``code`` is stored wherever the service is offered or asked for. One of the usual services needs no
    row here; a row adds to it, or adds a service of the site's own.
    """

    snippet_viewset: ClassVar[Any]
    """Its pages in the admin, as Wagtail notes them when it is registered."""

    code = models.SlugField(
        _("short name in addresses"),
        max_length=30,
        unique=True,
        help_text=_("One of the usual ones, such as sign-language, or a new one."),
    )
    name = models.CharField(
        _("name"), max_length=40, blank=True, help_text=_("Leave empty for the name that everyone uses.")
    )
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Say what a person must know or do.")
    )
    limit = models.PositiveIntegerField(
        _("how many at an event"),
        null=True,
        blank=True,
        help_text=_("Leave empty when there is enough for everyone."),
    )
    days_before = models.PositiveSmallIntegerField(
        _("to be asked so many days before"),
        null=True,
        blank=True,
        help_text=_("Later it can only be asked for by phone. Empty: until sign-up closes."),
    )
    is_available = models.BooleanField(
        _("events can offer it"), default=True, help_text=_("Events that offer it already keep it.")
    )

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("limit"), FieldPanel("days_before")]),
        FieldPanel("is_available"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    personal_data = PersonalData(editors="code name note limit days_before is_available")

    class Meta:
        verbose_name = _("access service")
        verbose_name_plural = _("access services")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or _usual_name(self.code)

    def clean(self) -> None:
        """A service of the site's own needs a name; a code stays. Raises ValidationError."""
        super().clean()
        kept = Service.objects.filter(pk=self.pk).values_list("code", flat=True).first()
        if kept not in (None, self.code):
            message = _("It is stored with sign-ups and cannot change. Add another service instead.")
            raise ValidationError({"code": ValidationError(message, code="immutable")})
        if not self.name and self.code not in _USUAL:
            raise ValidationError(
                {"name": ValidationError(_("A service of your own needs a name."), code="nameless")}
            )


@dataclass(frozen=True)
class CatalogueEntry:
    """A service as the site knows it: what holds where an event says nothing else."""

    code: str
    name: str = ""
    note: str = ""
    limit: int | None = None
    days_before: int | None = None
    is_available: bool = True

    @property
    def label(self) -> str:
        """The name in the words of this site, else in the active language."""
        return self.name or _usual_name(self.code)


@dataclass(frozen=True)
class _Catalogue:
    read_at: float
    entries: dict[str, CatalogueEntry]
    choices: list[tuple[str, Any]]


_kept: dict[str, _Catalogue] = {}


def services() -> dict[str, CatalogueEntry]:
    """Every service by its code: the usual ones in their order, then the site's own.

    Kept by each process; ``forget_services`` lets it be read again at once.
    """
    return _catalogue().entries


def service(code: str) -> CatalogueEntry:
    """One service; of a code that nobody knows any more, an entry without facts."""
    return services().get(code) or CatalogueEntry(code)


def service_label(code: str) -> str:
    """The name of a service."""
    return service(code).label


def service_choices() -> list[tuple[str, Any]]:
    """Code and name for editors: what can be offered, then what is only kept where it is offered already.

    Names are lazy: Wagtail asks for the choices whenever it reads a block, and shows them only in a form.
    """
    return _catalogue().choices


def forget_services() -> None:
    """Let this process read the catalogue again."""
    _kept.clear()


def _catalogue() -> _Catalogue:
    database = str(connection.settings_dict["NAME"])
    kept = _kept.get(database)
    if kept is None or monotonic() - kept.read_at > MAX_AGE:
        entries = _read()
        offered = [entry for entry in entries.values() if entry.is_available]
        withdrawn = [entry for entry in entries.values() if not entry.is_available]
        choices = [(entry.code, _lazy_label(entry)) for entry in offered]
        choices += [(entry.code, _lazy_withdrawn(entry)) for entry in withdrawn]
        kept = _kept[database] = _Catalogue(monotonic(), entries, choices)
    return kept


def _read() -> dict[str, CatalogueEntry]:
    entries = {code: CatalogueEntry(code) for code in _USUAL}
    for row in Service.objects.all():
        entries[row.code] = CatalogueEntry(
            row.code, row.name, row.note, row.limit, row.days_before, row.is_available
        )
    return entries


def _usual_name(code: str) -> str:
    return str(_USUAL.get(code, code))


def _label(entry: CatalogueEntry) -> str:
    return entry.label


def _withdrawn(entry: CatalogueEntry) -> str:
    return gettext("%(service)s (no longer offered)") % {"service": entry.label}


_lazy_label: Any = lazy(_label, str)
_lazy_withdrawn: Any = lazy(_withdrawn, str)
