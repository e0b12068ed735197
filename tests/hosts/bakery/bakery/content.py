"""What the bakery holds before we come."""

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page, Site

from tests.hosts.pictures import drawn

from .models import (
    ArticlePage,
    BlogIndexPage,
    BlogPage,
    CustomImage,
    EventPage,
    FormField,
    FormPage,
    HomePage,
    Venue,
)

BESIDE_PAGES = ["/en/search/?q=rye", "/zh-hans/search/?q=rye", "/fr/nowhere/", "/documents/9/nothing.pdf"]
HOSTS = ["bakery.example", "cakes.example"]
ORDER = ("/en/order/", {"bread": "rye"})
ORGANISATION = "/en/events/"


def load() -> None:
    """Two hosts, two languages, a form, pictures."""
    root = Page.objects.get(depth=1)
    root.get_children().first().delete()
    picture = CustomImage.objects.create(title="Rye", file=ContentFile(drawn(), "rye.jpg"), photographer="Li")
    home = root.add_child(instance=HomePage(title="Bakery", slug="bakery", image=picture))
    cakes = root.add_child(instance=HomePage(title="Cakes", slug="cakes"))
    Site.objects.create(hostname=HOSTS[0], root_page=home, is_default_site=True, site_name="Bakery")
    Site.objects.create(hostname=HOSTS[1], root_page=cakes, site_name="Cakes")
    blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    post = blog.add_child(
        instance=BlogPage(title="Sourdough", slug="sourdough", image=picture, body="<p>Wait.</p>")
    )
    home.add_child(instance=EventPage(title="Tasting", slug="tasting"))
    cakes.add_child(instance=ArticlePage(title="Sponge", slug="sponge"))
    order = home.add_child(instance=FormPage(title="Order", slug="order"))
    FormField.objects.create(
        page=order, label="Bread", clean_name="bread", field_type="singleline", required=True
    )
    Venue.objects.create(name="Corner shop")
    chinese, _new = Locale.objects.get_or_create(language_code="zh-hans")
    for page in (home, blog, post):
        translated = page.copy_for_translation(chinese)
        translated.save_revision().publish()


def home_of_organisation() -> Page:
    """Where editors of the bakery put an organisation with events."""
    return Page.objects.get(slug="bakery")
