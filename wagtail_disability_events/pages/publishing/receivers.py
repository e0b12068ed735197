"""What follows from publishing, moving and operating: facts are brought up to date."""

from weakref import WeakKeyDictionary

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ...calendars.entries import refresh_entries
from ...core.base_page import BasePage
from ...core.menu import forget_who_works_with_us
from ...gallery.photos.models import Photo
from ...gallery.photos.release import copies_unpublished, file_copies
from ...occurrences.listing_changes import NO_EVENT, note_change
from ...occurrences.models import Occasion, Occurrence, Venue, VenueFacility, VenuePhoto
from ...occurrences.operations import occurrence_changed
from ...occurrences.service_catalogue import Service, forget_services
from ...occurrences.shared_facts import facts_id
from ..form_templates import FormTemplate
from ..mixins.page import PublicPageMixin
from ..models import ArticleIndexPage, ArticlePage, EventIndexPage, EventPage
from .photo_traces import purge, write_without_cover
from .publish import publish_facts
from .tasks import (
    refresh_calendars_at,
    refresh_calendars_on,
    refresh_events_below,
    refresh_events_offering,
    refresh_forms,
    rewrite_addresses,
)
from .withdrawing import keep_what_leads_to, welcome_back, withdraw_event
from .wordings import event_leaving, event_left, write_words


def event_published(sender: object, instance: Model, **kwargs: object) -> None:
    """Drafts, autosaves and previews never come here: only what is live makes facts."""
    if not isinstance(instance, EventPage) or not instance.live:
        return
    if instance.facts_from_id:
        write_words(instance.pk)
    else:
        publish_facts(instance)
    welcome_back(instance)


def event_made(sender: object, instance: Model, created: bool = False, **kwargs: object) -> None:
    """An alias is there at once, without being published."""
    if created and isinstance(instance, EventPage) and instance.facts_from_id and instance.live:
        write_words(instance.pk)


def organisation_published(sender: object, instance: Model, **kwargs: object) -> None:
    """The organisation's name and time zone are part of the dates of its events."""
    if isinstance(instance, EventIndexPage | ArticleIndexPage):
        note_change(None)
    if isinstance(instance, EventIndexPage):
        refresh_below(instance)


def article_published(sender: object, instance: Model, **kwargs: object) -> None:
    """Events name the articles about them."""
    if isinstance(instance, ArticlePage):
        note_change(NO_EVENT)


def photo_saved(sender: object, instance: Model, **kwargs: object) -> None:
    """That an event has no photos is remembered only until it has one."""
    note_change(NO_EVENT)


def photos_gone(sender: object, photos: list[Photo], **kwargs: object) -> None:
    """Caches in front of the site forget the pages that showed them, once it is certain."""
    transaction.on_commit(lambda: purge(photos))


_cover_of: WeakKeyDictionary[Model, list[int]] = WeakKeyDictionary()
"""Ids of the events that name an image which is being deleted."""


def image_going(sender: object, instance: Model, **kwargs: object) -> None:
    """Remember of which events an image is the picture, as long as they say so."""
    _cover_of[instance] = list(EventPage.objects.filter(cover=instance).values_list("pk", flat=True))


def image_gone(sender: object, instance: Model, **kwargs: object) -> None:
    """Calendar texts carry the address of an event's picture."""
    write_without_cover(_cover_of.pop(instance, []))


def restriction_changed(sender: object, instance: PageViewRestriction, **kwargs: object) -> None:
    """What may be named beside an event follows the restrictions of that moment; so do its photos."""
    note_change(NO_EVENT)
    page = BasePage.objects.filter(pk=instance.page_id).first()
    if page is not None:
        file_copies(EventPage.objects.descendant_of(page, inclusive=True))


def page_moved(sender: object, instance: BasePage, **kwargs: object) -> None:
    """Where a page stands decides who may read it."""
    file_copies(EventPage.objects.descendant_of(instance, inclusive=True))


def page_address_changed(sender: object, instance: Model, **kwargs: object) -> None:
    """Calendar texts carry addresses: after a move or a new slug they are written anew."""
    if not isinstance(instance, EventPage):
        note_change(None)
        refresh_below(instance)
    elif instance.live:
        write_words(instance.pk)
    else:
        note_change(facts_id(instance))


def operation_done(sender: object, occurrence: Occurrence, **kwargs: object) -> None:
    """An operation on a date is seen in lists and feeds at once."""
    note_change(occurrence.event_id)
    refresh_entries(EventPage.objects.get(pk=occurrence.event_id).specific)


def page_gone(sender: object, instance: Model, **kwargs: object) -> None:
    """What is unpublished or deleted leaves the lists."""
    if isinstance(instance, ArticlePage):
        note_change(NO_EVENT)
    elif isinstance(instance, EventPage | EventIndexPage | ArticleIndexPage):
        note_change(facts_id(instance) if isinstance(instance, EventPage) else None)


def page_withdrawn(sender: object, instance: Model, **kwargs: object) -> None:
    """Who has put an event into a calendar is told there that it is not held as announced."""
    if isinstance(instance, EventPage):
        withdraw_event(instance)


def page_going(sender: object, instance: Model, **kwargs: object) -> None:
    """What leads to a page is remembered before its row and its redirects are deleted."""
    if isinstance(instance, EventPage | EventIndexPage):
        keep_what_leads_to(instance)


def site_changed(sender: object, instance: Model, **kwargs: object) -> None:
    """Calendar texts carry the host and port of their site."""
    note_change(None)
    transaction.on_commit(lambda: rewrite_addresses.enqueue())


def shared_fact_saved(sender: object, instance: Model, **kwargs: object) -> None:
    """Places and occasions are kept in memory with the lists."""
    note_change(None)


def venue_saved(sender: object, instance: Model, created: bool, **kwargs: object) -> None:
    """Calendar texts name places; those of all events there follow."""
    if not created:
        transaction.on_commit(lambda: refresh_calendars_at.enqueue(instance.pk))


def occasion_saved(sender: object, instance: Model, created: bool, **kwargs: object) -> None:
    """Calendar texts name occasions as categories."""
    if not created:
        transaction.on_commit(lambda: refresh_calendars_on.enqueue(instance.pk))


def service_saved(sender: object, instance: Service, **kwargs: object) -> None:
    """What the catalogue says of a service holds for every event that says nothing else."""
    forget_services()
    note_change(None)
    transaction.on_commit(lambda: refresh_events_offering.enqueue(instance.code))


def form_template_saved(sender: object, instance: Model, created: bool, **kwargs: object) -> None:
    """Every event that uses a form asks what it asks from now on."""
    if not created:
        transaction.on_commit(lambda: refresh_forms.enqueue(instance.pk))


def refresh_below(page: Model) -> None:
    """Bring the facts of every published event below a page up to date, by a task, after commit."""
    transaction.on_commit(lambda: refresh_events_below.enqueue(page.pk))


def connect() -> None:
    page_published.connect(event_published, dispatch_uid="wde_event_published")
    page_published.connect(organisation_published, dispatch_uid="wde_organisation_published")
    page_slug_changed.connect(page_address_changed, dispatch_uid="wde_slug_changed")
    post_page_move.connect(page_address_changed, dispatch_uid="wde_page_moved")
    post_page_move.connect(page_moved, dispatch_uid="wde_photos_moved")
    page_published.connect(article_published, dispatch_uid="wde_article_published")
    post_page_move.connect(forget_who_works_with_us, dispatch_uid="wde_menu_moved")
    for signal in (post_save, post_delete):
        for kind in apps.get_models():
            if issubclass(kind, PublicPageMixin):
                uid = f"wde_menu_{kind._meta.label_lower}"
                signal.connect(forget_who_works_with_us, sender=kind, dispatch_uid=uid)
        uid = "wde_restriction_changed"
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid=uid)
    post_save.connect(photo_saved, sender=Photo, dispatch_uid="wde_photo_saved")
    copies_unpublished.connect(photos_gone, dispatch_uid="wde_photos_gone")
    pre_delete.connect(image_going, sender=get_image_model(), dispatch_uid="wde_image_going")
    post_delete.connect(image_gone, sender=get_image_model(), dispatch_uid="wde_image_gone")
    page_unpublished.connect(page_withdrawn, dispatch_uid="wde_page_withdrawn")
    post_save.connect(event_made, dispatch_uid="wde_event_made")
    pre_delete.connect(event_leaving, sender=EventPage, dispatch_uid="wde_event_leaving")
    post_delete.connect(event_left, sender=EventPage, dispatch_uid="wde_event_left")
    page_unpublished.connect(page_gone, dispatch_uid="wde_page_unpublished")
    for with_feeds in (EventPage, EventIndexPage):  # a page is deleted as each class that it has
        pre_delete.connect(page_going, sender=with_feeds, dispatch_uid="wde_page_going")
    for listed in (ArticlePage, ArticleIndexPage, EventPage, EventIndexPage):
        post_delete.connect(page_gone, sender=listed, dispatch_uid="wde_page_deleted")
    for signal in (post_save, post_delete):
        signal.connect(site_changed, sender=Site, dispatch_uid="wde_site_changed")
        for model in (Occasion, Venue, VenueFacility, VenuePhoto):
            uid = f"wde_shared_{model._meta.model_name}"
            signal.connect(shared_fact_saved, sender=model, dispatch_uid=uid)
        signal.connect(service_saved, sender=Service, dispatch_uid="wde_service_saved")
    post_save.connect(venue_saved, sender=Venue, dispatch_uid="wde_venue_saved")
    post_save.connect(form_template_saved, sender=FormTemplate, dispatch_uid="wde_form_template_saved")
    post_save.connect(occasion_saved, sender=Occasion, dispatch_uid="wde_occasion_saved")
    occurrence_changed.connect(operation_done, dispatch_uid="wde_operation_done")
