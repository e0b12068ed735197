"""Venues, services, occasions and templates in one menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..occurrences.models import Occasion, Venue
from ..occurrences.service_catalogue import Service
from ..pages.form_templates import FormTemplate
from ..publicity.drafting.models import ArticleTemplate


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    list_display = ["name", "address"]


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "user"
    list_display = ["__str__", "code", "limit", "days_before", "is_available"]


class OccasionViewSet(SnippetViewSet):
    model = Occasion
    icon = "tag"
    list_display = ["name", "slug"]


class FormTemplateViewSet(SnippetViewSet):
    model = FormTemplate
    icon = "form"
    list_display = ["name"]


class ArticleTemplateViewSet(SnippetViewSet):
    model = ArticleTemplate
    icon = "doc-full"
    list_display = ["name", "organisation", "genre", "tone"]
    list_filter = ["genre", "tone"]


class EventsGroup(SnippetViewSetGroup):
    items = (VenueViewSet, ServiceViewSet, OccasionViewSet, FormTemplateViewSet, ArticleTemplateViewSet)
    menu_label = _("Venues, services, occasions, templates")
    menu_icon = "calendar-alt"
    menu_order = 210
