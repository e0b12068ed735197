"""Pages as any Wagtail site writes them: what ours are measured against."""

from django.db import models
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from wagtail_disability_events.blocks.streams import BodyBlock


class PlainPage(Page):
    """A title, an introduction, an image and the same blocks as an event's text."""

    intro = models.TextField(blank=True)
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    body = StreamField(BodyBlock(required=False), blank=True)
    template = "plain_pages/page.html"


class PlainIndexPage(Page):
    """Lists its children the usual way."""

    template = "plain_pages/index.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public().specific()
        return context


class BareRow(models.Model):
    """A row that is written and nothing else."""

    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:20]
