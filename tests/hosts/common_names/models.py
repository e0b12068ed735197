"""Models of a site, with the names of ours."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from wagtail.images import get_image_model_string
from wagtail.models import Page, Task, TaskState


class EventIndexPage(Page):
    """A list of concerts."""


class EventPage(Page):
    """A concert."""

    cover = models.ForeignKey(get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL)
    owner_of_event = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )


class ArticleIndexPage(Page):
    """A blog."""


class ArticlePage(Page):
    """A post."""

    image = models.ForeignKey(get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL)


class TrainingCoursePage(EventPage):
    """A concert with a rehearsal."""


class Venue(models.Model):
    """A hall."""

    photo = models.ForeignKey(get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return str(self.pk)


class Photo(models.Model):
    """A picture of a concert."""

    image = models.ForeignKey(get_image_model_string(), on_delete=models.CASCADE)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    groups = models.ManyToManyField(Group)

    def __str__(self) -> str:
        return str(self.pk)


class Registration(models.Model):
    """A ticket."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    event = models.ForeignKey(EventPage, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return str(self.pk)


class ReviewTaskState(TaskState):
    """A review of a concert."""


class ReviewTask(Task):
    """A review by the conductor."""

    groups = models.ManyToManyField(Group)
