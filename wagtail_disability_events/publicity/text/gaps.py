"""What is still to fill in an article."""

from django.utils.translation import gettext as _

from ...blocks.figure_names import GAP, texts_in
from ...pages.models import ArticlePage


def gaps_in(article: ArticlePage) -> list[str]:
    """What is still to fill, in the words of the gaps: in title, abstract and text, figures filled in."""
    texts = [article.title, article.abstract, *texts_in(article.shown_body.get_prep_value())]
    return [match[1].strip() or _("something") for text in texts for match in GAP.finditer(text)]
