"""Walks through a new site in several languages: an event is written, translated, signed up for, changed.

Run by ``manage.py shell``; ``HOW`` names the package that translates.
"""

import os
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from wagtail_disability_events.models import (
    CalendarEntry,
    EventIndexPage,
    Occurrence,
    Registration,
    TrainingCoursePage,
)
from wagtail_disability_events.occurrences import operations


def with_simple_translation(page: Page, *locales: Locale) -> None:
    """The form that an editor fills in; it makes drafts, once."""
    if not page.get_translations().exists():
        address = reverse("simple_translation:submit_page_translation", args=[page.pk])
        answer = staff.post(address, {"locales": [locale.pk for locale in locales]})
        assert answer.status_code == 302, answer.content.decode()
    for translation in page.get_translations():
        translation.specific.save_revision().publish()


def with_wagtail_localize(page: Page, *locales: Locale) -> None:
    """What the button does; every string is given a translation, and each is published."""
    from wagtail_localize.models import StringTranslation, Translation, TranslationSource

    source, _new = TranslationSource.update_or_create_from_instance(page)
    for locale in locales:
        translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={"data": f"{locale.language_code} {segment.string.data}"[:60]},
            )
        translation.save_target(publish=True)


setup_test_environment()
translate = {"simple": with_simple_translation, "localize": with_wagtail_localize}[os.environ["HOW"]]
zh = Locale.objects.get()
en, ug, hant = (Locale.objects.create(language_code=code) for code in ("en", "ug", "zh-hant"))
staff = Client(headers={"host": "localhost"})
staff.force_login(get_user_model().objects.create_superuser("staff", "staff@example.com", "demo"))
site = Site.objects.get()
root = Page.objects.get(depth=1)
district = root.add_child(
    instance=EventIndexPage(title="江滨区残联", slug="district", locale=zh, contact_phone="0571-0000 0000")
)
site.root_page, site.hostname, site.port = district, "localhost", 80
site.save()
day = timezone.localdate() + timedelta(days=10)
course = district.add_child(
    instance=TrainingCoursePage(
        title="手语课",
        slug="signs",
        summary="十二次课。",
        capacity=2,
        live=False,
        # as a program writes it: without what is optional
        schedule=[
            ("single", {"start_date": day}),
            (
                "course",
                {"start_time": "09:00", "sessions": [{"date": day + timedelta(days=1), "topic": "问候"}]},
            ),
            ("recurrence", {"start_date": day + timedelta(days=2), "count": 3}),
        ],
    )
)
course.save_revision().publish()
course = TrainingCoursePage.objects.get(pk=course.pk)
dates = list(Occurrence.objects.filter(event=course).values_list("pk", "start").order_by("pk"))
assert len(dates) == 5, dates
translate(EventIndexPage.objects.get(pk=district.pk), en, ug, hant)
translate(course, en, ug, hant)

translations = list(TrainingCoursePage.objects.exclude(pk=course.pk))
assert len(translations) == 3
assert {page.facts_from_id for page in translations} == {course.pk}
assert list(Occurrence.objects.values_list("pk", "start").order_by("pk")) == dates

# one entry in every language, under one identifier
uids = set(CalendarEntry.objects.values_list("uid", flat=True))
for prefix in ("", "/en", "/ug", "/zh-hant"):
    feed = Client(headers={"host": "localhost"}).get(f"{prefix}/calendar.ics").content.decode()
    there = [line.strip()[4:] for line in feed.split("\n") if line.startswith("UID:")]
    assert sorted(set(there)) == sorted(uids), prefix
    assert len(there) == CalendarEntry.objects.count(), prefix
    listing = Client(headers={"host": "localhost"}).get(f"{prefix}/")
    assert listing.status_code == 200
    shown = [e for month in listing.context["listing"].months for e in month.entries]
    assert len(shown) == 5, prefix
    assert {e.url.startswith(f"{prefix}/") for e in shown} == {True}, [prefix, *(e.url for e in shown)]

# one list of people
for page in [course, *translations]:
    address = f"{page.get_url()}register/"
    visitor = Client(headers={"host": "localhost"})
    form = visitor.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].is_hidden and form[name].value()}
    sent |= {"name": f"王{page.pk}", "phone": f"1380000{page.pk:04}", "consent_processing": "on"}
    answer = visitor.post(address, sent | {"consent_photo": "no"})
    assert answer.status_code == 302, (page.pk, answer.context["form"].errors, answer.context.get("problem"))
states = Registration.objects.order_by("pk").values_list("event_id", "state", "language")
assert {event_id for event_id, _state, _language in states} == {course.pk}, list(states)
assert [state for _event_id, state, _language in states] == ["confirmed"] * 2 + ["waiting"] * 2, list(states)
assert sorted(language for _event_id, _state, language in states) == ["en", "ug", "zh-hans", "zh-hant"], list(
    states
)

# the original changes; the translations follow, whether they are translated again or not
course.capacity = 4
course.save_revision().publish()
assert set(Registration.objects.values_list("state", flat=True)) <= {"confirmed", "offered"}
operations.cancel(Occurrence.objects.order_by("pk")[0], "停电")
for prefix in ("", "/en", "/ug", "/zh-hant"):
    feed = Client(headers={"host": "localhost"}).get(f"{prefix}/calendar.ics").content.decode()
    assert feed.count("STATUS:CANCELLED") == 1, prefix
translate(course, en, ug, hant)
assert Occurrence.objects.count() == 5

# screens of the staff, also asked for by a translation
for page in [course, *translations]:
    for name in ("wagtailadmin_pages:edit", "wde_registrations", "wde_event_dates", "wde_photos"):
        assert staff.get(reverse(name, args=[page.pk])).status_code == 200, (name, page)

# a translation goes; the original goes, and the others go on
Page.objects.get(pk=translations[2].pk).delete()
assert Occurrence.objects.count() == 5
course.refresh_from_db()
course.unpublish()
feed = Client(headers={"host": "localhost"}).get("/calendar.ics").content.decode()
assert {line.strip()[4:] for line in feed.split("\n") if line.startswith("UID:")} == uids
Registration.objects.all().delete()
Page.objects.get(pk=course.pk).delete()
assert Occurrence.objects.count() == 5
assert set(CalendarEntry.objects.values_list("uid", flat=True)) == uids
assert Page.objects.get(pk=district.pk).delete()
print("walked")
