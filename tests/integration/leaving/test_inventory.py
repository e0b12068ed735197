"""What a site would lose is counted and nothing is changed; the removal itself is tried on hosts."""

import io
import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from tests.support import factories
from wagtail_disability_events.leaving import inventory
from wagtail_disability_events.leaving.removing import InTheWay, remove_everything
from wagtail_disability_events.models import EventPage, Photo, Registration

pytestmark = pytest.mark.django_db


def said(*words: str) -> tuple[str, str]:
    out, complaints = io.StringIO(), io.StringIO()
    call_command("uninstall_disability_events", *words, stdout=out, stderr=complaints)
    return out.getvalue(), complaints.getvalue()


def test_it_counts_and_changes_nothing():
    before = EventPage.objects.count(), Registration.objects.count(), Page.objects.count()
    found = inventory.inventory()
    assert sum(found.pages.values()) == inventory.our_pages().count()
    assert found.rows[str(Registration._meta.verbose_name_plural)] == before[1]
    text, complaints = said()
    assert f"{before[1]:>8,}  {Registration._meta.verbose_name_plural}" in text
    assert "Nothing was changed." in text
    assert complaints == ""
    assert (EventPage.objects.count(), Registration.objects.count(), Page.objects.count()) == before


def test_who_does_not_type_the_word_loses_nothing(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    before = Page.objects.count()
    with pytest.raises(CommandError, match="Nothing was changed"):
        said("--remove")
    assert Page.objects.count() == before


def test_a_page_of_the_site_below_one_of_ours_is_in_the_way():
    district = EventPage.objects.first().get_parent()
    foreign = district.add_child(instance=Page(title="菜谱", slug="recipes"))
    expected = f"The page “菜谱” ({foreign.pk}) stands below one of ours: move it first."
    assert inventory.obstacles() == [expected]
    with pytest.raises(InTheWay) as refused:
        remove_everything()
    assert refused.value.obstacles == [expected]


def test_a_released_photo_that_a_page_of_the_site_shows_stays_in_the_library():
    photo, other = (factories.photo(factories.event(), state=Photo.State.PUBLIC) for _turn in range(2))
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="首页", slug="front"))
    ReferenceIndex.objects.create(
        base_content_type=page.cached_content_type,
        content_type=page.cached_content_type,
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(get_image_model()),
        to_object_id=str(photo.image_id),
        model_path="picture",
        content_path="picture",
        content_path_hash=uuid.uuid4(),
    )
    going = set(inventory.pictures().values_list("pk", flat=True))
    assert other.image_id in going
    assert photo.image_id not in going


def test_each_private_file_is_named_once():
    factories.photo(factories.event())
    names = [name for _storage, name in inventory.private_files()]
    assert len(names) == len(set(names)) >= 3
