"""Forms that many events use: the questions of a form under a name."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from ..blocks.questions import QuestionsBlock, form_of
from ..core.personal_data import PersonalData


class FormTemplate(index.Indexed, models.Model):
    """A form that events begin with. Changed, it asks other things at every event that uses it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"))

    panels = [FieldPanel("name"), FieldPanel("questions")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    personal_data = PersonalData(editors="name questions")

    class Meta:
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def warnings(self) -> list[Any]:
        """Sensitive questions that do not say what they are needed for."""
        return form_of(self.questions).without_purpose
