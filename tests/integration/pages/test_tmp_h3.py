import pytest
from django.test import override_settings
from tests.support import factories
from wagtail.models import Locale, Page
pytestmark = pytest.mark.django_db
from wagtail_disability_events.models import *
from wagtail_disability_events.calendars.models import TranslatedEntry
I18N = override_settings(WAGTAIL_I18N_ENABLED=True)
def test_a(client):
    en = Locale.objects.create(language_code="en")
    with I18N:
        ev = factories.event()
        tr = ev.copy_for_translation(en, copy_parents=True)
        print(tr.facts_from_id, ev.pk, tr.url_path)
        tr.title="Sports"; tr.save_revision().publish()
        print(Occurrence.objects.filter(event=tr).count(), TranslatedEntry.objects.count())
        print(TranslatedEntry.objects.first().text)
        shown = EventPage.objects.get(pk=tr.pk).with_facts()
        print(shown.pk, shown.id, shown.title, list(shown.schedule))
        al = ev.create_alias(parent=factories.organisation())
        print(al.facts_from_id, TranslatedEntry.objects.count())
