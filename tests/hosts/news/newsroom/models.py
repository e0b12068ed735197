"""Models of a newsroom."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index


class CustomImage(AbstractImage):
    """A picture with a licence that must be said."""

    licence = models.CharField(max_length=100, default="all rights reserved")
    admin_form_fields = (*Image.admin_form_fields, "licence")


class Rendition(AbstractRendition):
    """A picture in a size."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class BasePage(Page):
    """What every page of the newsroom has."""

    lead = models.TextField(blank=True)
    picture = models.ForeignKey(
        CustomImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True


class HomePage(BasePage):
    """The first page."""


class NewsIndexPage(BasePage):
    """The news."""


class NewsPage(BasePage):
    """A piece of news."""

    body = RichTextField(blank=True)


class FormField(AbstractFormField):
    """A field of a form."""

    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractEmailForm):
    """A letter to the editor."""


@register_setting
class SocialMediaSettings(BaseSiteSetting):
    """What every page shows."""

    handle = models.CharField(max_length=50, default="@newsroom")
