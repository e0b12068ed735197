"""The template by which an article is drafted."""

from ...pages.mixins import OrganisationMixin
from .genres import Genre, Tone
from .models import ArticleTemplate


def template_for(organisation: OrganisationMixin | None, genre: Genre, tone: Tone) -> ArticleTemplate | None:
    """The template of the nearest organisation going up, else the one for everybody; None without any."""
    for_all, nearest, depth = None, None, 0
    for template in ArticleTemplate.objects.filter(genre=genre, tone=tone).select_related("organisation"):
        holder = template.organisation
        if holder is None:
            for_all = template
        elif organisation is not None and organisation.path.startswith(holder.path) and holder.depth > depth:
            nearest, depth = template, holder.depth
    return nearest or for_all
