"""A site with its own user, image and base page models, and its own kind of event, installs the package."""

import os
from pathlib import Path

import pytest

from tests.support.site import EXAMPLE, ROOT, Parent

WALK = """
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.images import get_image_model
from wagtail_disability_events.core.base_page import BasePage
from wagtail_disability_events.models import ArticlePage, EventPage, Photo
assert get_user_model().__name__ == "HouseUser"
assert get_image_model().__name__ == "HouseImage"
assert Photo._meta.get_field("image").related_model is get_image_model()
assert issubclass(EventPage, BasePage) and issubclass(ArticlePage, BasePage)
client = Client(headers={"host": "127.0.0.1:8000"})
for address in ("/", "/calendar.ics", "/articles/", "/nanhu/chun-ji-qu-wei-ti-yu-bi-sai/photos/"):
    assert client.get(address).status_code == 200, address
client.force_login(get_user_model().objects.get(username="admin"))
event = EventPage.objects.get(title="残疾人趣味运动会")
for address in (f"/admin/pages/{event.pk}/edit/", f"/admin/disability-events/{event.pk}/registrations/"):
    assert client.get(address).status_code == 200, address
from datetime import date, time, timedelta
from tests.support.house_events.ears import heard
from tests.support.house_events.models import ChoirEveningPage
from wagtail_disability_events.models import EventIndexPage
from wagtail_disability_events.occurrences import operations
when = {"start_date": date.today() + timedelta(days=2), "start_time": time(19), "end_time": time(21)}
more = {"end_date": None, "topic": "", "venue": None, "location": ""}
songs = {"heading": "", "items": [{"time": None, "text": "茉莉花"}]}
choir = ChoirEveningPage(
    title="合唱之夜", summary="一起唱。", schedule=[("single", when | more)], songs=[("programme", songs)]
)
EventIndexPage.objects.get(slug="nanhu").add_child(instance=choir)
choir.save_revision().publish()
assert ChoirEveningPage in EventIndexPage.allowed_subpage_models()
page = client.get(choir.url).content.decode()
assert "今晚唱什么" in page and "茉莉花" in page and "节目单" in page and 'data-wde-theme="warm"' in page
listed = client.get("/nanhu/", {"q": "合唱之夜"}).content.decode()
assert "合唱之夜" in listed and "文艺演出" in listed
operations.cancel(choir.occurrences.get(), "因台风")
assert heard == ["changed from scheduled", "cancelled: 因台风"], heard
assert "STATUS:CANCELLED" in client.get(choir.url + "event.ics").content.decode()
assert client.get(f"/admin/pages/{choir.pk}/edit/").status_code == 200
print(BasePage._meta.label, EventPage.objects.count(), get_image_model().objects.count())
"""


@pytest.mark.slow
def test_a_site_with_models_of_its_own_loads_and_serves_the_demo(tmp_path: Path) -> None:
    for folder in ("house_user_migrations", "house_image_migrations", "house_event_migrations"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.support.house_settings",
        "SITE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(EXAMPLE), str(ROOT)]),
    }

    (tmp_path / "said").mkdir()
    parent = Parent(environment, tmp_path / "said")

    def manage(*arguments: str) -> str:
        return parent.start(*arguments).said()

    manage("makemigrations", "house_users", "house_images", "house_events", "-v0")
    manage("makemigrations", "wagtail_disability_events", "--check", "--dry-run")
    manage("migrate", "-v0")
    manage("load_demo")
    assert manage("shell", "-v0", "-c", WALK).strip().endswith("21")
    parent.end()
