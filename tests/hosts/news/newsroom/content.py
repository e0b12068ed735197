"""What the newsroom holds before we come."""

from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from tests.hosts.common_names import models as theirs
from tests.hosts.pictures import drawn

from .models import CustomImage, FormField, FormPage, HomePage, NewsIndexPage, NewsPage

BESIDE_PAGES = ["/", "/pages/nowhere/", "/files/9/nothing.pdf", "/django-admin/login/"]
HOSTS = ["news.example"]
ORDER = ("/pages/letter/", {"words": "Well done."})
ORGANISATION = "/pages/news/events/"


def load() -> None:
    """A tree of news, a form, a picture."""
    root = Page.objects.get(depth=1)
    root.get_children().first().delete()
    picture = CustomImage.objects.create(title="Press", file=ContentFile(drawn(), "press.jpg"))
    home = root.add_child(
        instance=HomePage(title="Newsroom", slug="newsroom", lead="Today.", picture=picture)
    )
    Site.objects.create(hostname=HOSTS[0], root_page=home, is_default_site=True, site_name="Newsroom")
    news = home.add_child(instance=NewsIndexPage(title="News", slug="news"))
    news.add_child(instance=NewsPage(title="Rain", slug="rain", picture=picture, body="<p>All day.</p>"))
    home.add_child(instance=theirs.EventPage(title="Concert", slug="concert", live=False))
    letter = home.add_child(instance=FormPage(title="Letter", slug="letter"))
    FormField.objects.create(
        page=letter, label="Words", clean_name="words", field_type="multiline", required=True
    )


def home_of_organisation() -> Page:
    """Where editors of the newsroom put an organisation with events."""
    return Page.objects.get(slug="news")


def look() -> list[object]:
    """What leads from a page to a model with a name that we have too leads to the newsroom's own."""
    page = Page.objects.get(slug="concert")
    return [
        type(page.specific) is theirs.EventPage,
        page.eventpage == page.specific,
        hasattr(page, "articlepage"),
    ]
