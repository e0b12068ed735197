"""A page that shows the facts of another one in its own words: a translation or an alias of an event."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ...blocks.wording import in_words_of
from ...core.base_page import BasePage
from ...occurrences.shared_facts import facts_id
from ...occurrences.wording import in_words_of as dates_in_words_of
from .page import PublicPageMixin

if TYPE_CHECKING:
    from ...occurrences.models import Occurrence

_ALONG = ("all_quotas", "kept_offers", "known_rows")
"""What was read of the facts for this request."""


class SharedFacts(PublicPageMixin):
    """Which page holds the facts of an event, and what of a page is fact and what is words.

    It is decided once, when a page comes into being as a translation or an alias; a copy is an event of its
    own. What the lists below do not name is words, also in page types of a site.
    """

    facts_from = models.ForeignKey(
        "wagtail_disability_events.EventPage",
        on_delete=models.SET_NULL,  # and handed on: see pages/publishing/handing_on.py
        null=True,
        blank=True,
        editable=False,
        related_name="wordings",
        verbose_name=_("original"),
    )

    fact_fields: ClassVar[tuple[str, ...]] = (
        *("kind", "occasion", "yearly", "previous_edition", "venue", "online_url"),
        *("registration_enabled", "register_for", "capacity", "waitlist", "waiting_order"),
        *("registration_opens", "registration_closes", "form_template", "group_sign_up", "transferable"),
        *("companions", "companions_take_places", "min_age", "max_age", "for_categories", "first_until"),
    )
    """Fields that the original alone decides."""
    worded_fields: ClassVar[tuple[str, ...]] = ("cover", "location_note", "first_for")
    """Fields that are empty where the original leaves them empty, and else may say it in other words."""
    fact_streams: ClassVar[tuple[str, ...]] = ("schedule", "access", "questions", "places")
    """Streams with the facts of the original, in the words of the page."""

    facts_from_id: int | None
    facts_holder: "Self | None" = None
    """Of a page with its facts: the page that holds them."""
    known_wordings: "list[Self] | None" = None
    """Its published pages in other words, where they have been read for many events at once."""

    class Meta:
        abstract = True

    @property
    def words_id(self) -> int:
        """The id of the page whose words are shown. ``pk`` is that of the facts."""
        return self.id

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; what comes into being as a translation or an alias gets the facts of its original."""
        if self.facts_holder is not None:
            raise TypeError("A page with the facts of another one is only shown.")
        if self._state.adding and not kwargs.get("force_update"):
            self.facts_from_id = self.original_page()
        super().save(*args, **kwargs)

    def original_page(self) -> int | None:
        """The id of the page that this one translates or repeats, if that holds facts; None for an original.

        Of several that it could be, the oldest.
        """
        same = models.Q(translation_key=self.translation_key)
        if self.alias_of_id:
            same |= models.Q(pk=self.alias_of_id)
        events: Any = self._meta.get_field("facts_from").related_model
        older = {} if self._state.adding else {"pk__lt": self.pk}
        others = events.objects.filter(same, **older).exclude(pk=self.pk)
        first = others.order_by("pk").only("facts_from").first()
        return facts_id(first) if first is not None else None

    def with_content_json(self, content: Any) -> Self:
        """A revision as a page. Whose facts it shows is no word of a revision."""
        page: Self = super().with_content_json(content)  # type: ignore[misc]
        page.facts_from_id = self.facts_from_id
        return page

    def permissions_for_user(self, user: Any) -> Any:
        """What somebody may do with the event: of a page with its facts, with the original."""
        if self.facts_holder is not None:
            return self.facts_holder.permissions_for_user(user)
        return super().permissions_for_user(user)

    def with_facts(self) -> Self:
        """This page, or a copy of it to be shown, in its words and with the facts of its original: one query.

        Keys and related rows of the copy are those of the original, so that sign-ups, dates and photos are
        those of the event; title, text, address and place in the tree are those of this page.
        """
        if not self.facts_from_id or self.facts_holder is not None:
            return self
        holder = type(self)._default_manager.filter(pk=self.facts_from_id).first()
        return self.with_facts_of(holder) if holder is not None else self

    def with_facts_of(self, holder: Self, *, streams: bool = True) -> Self:
        """The same with the original at hand; ``streams`` False for lists, which show none."""
        shown = copy(self)
        for name in ("_cluster_related_objects", "holders", "outcomes"):  # of the page itself
            shown.__dict__.pop(name, None)
        shown._state = copy(self._state)
        shown._state.fields_cache = {  # type: ignore[attr-defined]
            name: value
            for name, value in self._state.fields_cache.items()
            if name not in self.fact_fields  # type: ignore[attr-defined]
        }
        self._take_fields(shown, holder)
        if streams:
            for name in self._streams():
                setattr(shown, name, in_words_of(getattr(holder, name), getattr(self, name)))
        for name in _ALONG:
            if name in holder.__dict__:
                setattr(shown, name, holder.__dict__[name])
        for field in self._meta.concrete_fields:
            if field.remote_field is not None and getattr(field.remote_field, "parent_link", False):
                setattr(shown, field.attname, holder.pk)
        shown.facts_holder = holder
        shown.id = self.id
        return shown

    def _take_fields(self, shown: Self, holder: Self) -> None:
        """Facts are the original's; of what is worded, its words where it has any."""
        for name in (*self.fact_fields, *self.worded_fields):
            field: Any = self._meta.get_field(name)
            if field.attname not in holder.__dict__:
                continue
            fact = holder.__dict__[field.attname]
            if name in self.worded_fields and fact and self.__dict__.get(field.attname):
                continue
            setattr(shown, field.attname, fact)
            if name in holder._state.fields_cache:  # type: ignore[attr-defined]
                setattr(shown, name, getattr(holder, name))

    def _streams(self) -> Iterable[str]:
        special = (getattr(self, "special_field", ""),)
        return [
            name
            for name in (*self.fact_streams, *special)
            if name and isinstance(self._meta.get_field(name), StreamField)
        ]

    def in_language_of(self, page: BasePage) -> Self:
        """The event in the words of its page in the language of another page."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return self
        return self.in_language(page.locale.language_code)

    @property
    def original(self) -> Self:
        """The page that holds the facts of what is shown; of most the page itself."""
        return self.facts_holder or self

    def for_reader(self) -> Self:
        """The event in the active language, where it has a page in it."""
        return self.in_language(get_language() or "")

    def in_its_words(self, dates: "Iterable[Occurrence]") -> "list[Occurrence]":
        """Dates of the event, with topic, teacher and room as this page says them; not to be saved."""
        return list(dates) if self.facts_holder is None else dates_in_words_of(cast(Any, self), dates)

    def live_wordings(self) -> list[Self]:
        """The published pages that show the facts of this one, each with them. One query."""
        if self.facts_from_id or not self.pk or self.facts_holder is not None:
            return []
        pages = self.known_wordings
        if pages is None:
            pages = list(type(self)._default_manager.filter(facts_from_id=self.pk, live=True).order_by("pk"))
        return [page.with_facts_of(self) for page in pages]

    def in_language(self, language: str) -> Self:
        """The event in the words of the original, or of a published page, in a language.

        As it is where there is none. No query on a site of one language.
        """
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or not self.pk:
            return self
        holder = self.original
        for page in (self, holder):
            if page.locale.language_code == language:
                return page
        if holder.facts_from_id:
            return self
        others = type(holder)._default_manager.filter(facts_from_id=holder.pk, live=True, alias_of=None)
        found = others.filter(locale__language_code=language).order_by("pk").first()
        return found.with_facts_of(holder) if found is not None else self


def take_over(page: SharedFacts, facts: Mapping[str, Any]) -> None:
    """Write the facts of a page that is going into one that stays; see ``facts_to_hand_on``."""
    for name, value in facts.items():
        setattr(page, name, value)


def facts_to_hand_on(page: SharedFacts, holder: Any) -> dict[str, Any]:
    """Every fact of a holder, in the words of another page of the event, by the name of its attribute."""
    shown: Any = page.with_facts_of(holder)
    fields: list[Any] = [page._meta.get_field(name) for name in (*page.fact_fields, *page.worded_fields)]
    names = [field.attname for field in fields] + list(page._streams())
    return {name: getattr(shown, name) for name in names} | {"partners": list(holder.partners.all())}
