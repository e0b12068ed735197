"""Models of a bakery, some with names that anybody would choose."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


class CustomImage(AbstractImage):
    """A picture with the name of who took it."""

    photographer = models.CharField(max_length=100, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "photographer")


class CustomRendition(AbstractRendition):
    """A picture in a size."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class BasePage(Page):
    """What every page of the bakery has."""

    introduction = models.TextField(blank=True)
    image = models.ForeignKey(CustomImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = RichTextField(blank=True)
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True


class HomePage(BasePage):
    """The first page."""


class BlogIndexPage(BasePage):
    """The blog."""


class BlogPage(BasePage):
    """A post."""


class EventPage(BasePage):
    """A tasting."""


class ArticlePage(BasePage):
    """A recipe."""


class FormField(AbstractFormField):
    """A field of a form."""

    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractEmailForm):
    """An order."""

    content_panels = [*AbstractEmailForm.content_panels, InlinePanel("form_fields")]


@register_snippet
class Venue(models.Model):
    """A shop."""

    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name
