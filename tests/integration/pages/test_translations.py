"""An event that is translated: one event with one list of people, in the words of each of its pages."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from freezegun import freeze_time
from icalendar import Calendar
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page, PageViewRestriction

from tests.integration.occurrences.test_schedules import rhythm
from tests.support import factories
from wagtail_disability_events.blocks.figures import event_figures, period_figures
from wagtail_disability_events.calendars.models import CalendarEntry, TranslatedEntry
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    EventPage,
    Occurrence,
    OutboxMessage,
    Quota,
    Registration,
    SportsDayPage,
)
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.pages.listing import chosen
from wagtail_disability_events.pages.listing.snapshot import current
from wagtail_disability_events.registration.booking.periodic import remind
from wagtail_disability_events.registration.messages.date_changes import notify_registrants

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(settings):
    """The site in English too, with its organisations."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.ROOT_URLCONF = "tests.hosts.translations.urls"
    locale = Locale.objects.create(language_code="en")
    street = EventIndexPage.objects.get(slug="nanhu").copy_for_translation(locale, copy_parents=True)
    for page in (street.get_parent().specific, street):
        if page.alias_of_id:  # parents come as aliases
            page = convert(page)
        page.title = page.short_name = {"nanhu": "Nanhu Street"}.get(page.slug, "Jiangbin District")
        page.save_revision().publish()
    return locale


def convert(alias):
    return ConvertAliasPageAction(alias).execute()


def held(**fields):
    """An event of the street, written in Chinese."""
    return factories.event(
        EventIndexPage.objects.get(slug="nanhu", locale__language_code="zh-hans"), **fields
    )


def translated(event, locale, *, title="Fun sports day", publish=True, **fields):
    """The event's page in another language, written from the copy that Wagtail makes."""
    page = event.copy_for_translation(locale)
    page.title, page.summary = title, "Races for everyone."
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return type(event).objects.get(pk=page.pk)


def unfolded(response) -> str:
    return response.content.decode().replace("\r\n ", "").replace("\r\n", "\n")


def vevents(response) -> list[dict[str, str]]:
    """The UID, summary and status of each entry of a feed."""
    found = re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", unfolded(response), re.DOTALL)
    names = ("UID", "SUMMARY", "STATUS", "SEQUENCE", "URL")
    return [
        {name: "".join(re.findall(rf"^{name}(?:;[^:]*)?:(.*)$", text, re.MULTILINE)) for name in names}
        for text in found
    ]


def of(event, response):
    """The entries of an event in a feed: its dates have their identifiers there in every language."""
    uids = set(CalendarEntry.objects.filter(event=event).values_list("uid", flat=True))
    return [entry for entry in vevents(response) if entry["UID"] in uids]


# the page


def test_a_translation_shows_the_dates_and_places_of_the_original(english, client):
    event = held(capacity=2)
    page = translated(event, english)
    factories.registration(event)

    html = client.get(page.get_url()).content.decode()

    assert page.get_url().startswith("/en/")
    assert "Fun sports day" in html
    assert "a few places left" in html
    assert Occurrence.objects.filter(event=page).count() == 0
    assert Quota.objects.filter(event=page).count() == 0
    assert CalendarEntry.objects.filter(event=page).count() == 0


def test_dates_are_written_once_whatever_stands_in_the_schedule_of_a_translation(english):
    event = held()
    page = translated(event, english, schedule=[factories.when(70)])
    before = list(Occurrence.objects.filter(event=event).values())

    page.save_revision().publish()

    assert list(Occurrence.objects.filter(event__in=[event, page]).values()) == before
    shown = EventPage.objects.get(pk=page.pk).with_facts()
    assert [day.value["start_date"] for day in shown.schedule] == [
        day.value["start_date"] for day in event.schedule
    ]


def test_what_the_original_changes_holds_on_the_translation_at_once(english, client):
    event = held(capacity=5)
    page = translated(event, english)

    event.capacity = 1
    event.save_revision().publish()
    factories.registration(event)

    assert (
        client.get(page.get_url()).context["state"].code == client.get(event.get_url()).context["state"].code
    )
    assert "You can join the waiting list" in client.get(page.get_url()).content.decode()


def test_a_date_says_its_topic_in_the_language_of_the_page(english, client):
    event = held(schedule=[factories.when(topic="趣味投篮", location="一楼大厅")])
    page = translated(event, english)
    page.schedule[0].value["topic"], page.schedule[0].value["location"] = "Throwing", "Main hall"
    page.save_revision().publish()

    english_page = client.get(page.get_url()).content.decode()
    english_list = client.get("/en/nanhu/").content.decode()
    chinese_list = client.get("/nanhu/").content.decode()
    [entry] = of(event, client.get("/en/nanhu/calendar.ics"))

    assert "Throwing" in english_page
    assert "Main hall" in english_page
    assert "趣味投篮" not in english_page
    assert "Throwing" in english_list
    assert "Main hall" in english_list
    assert "趣味投篮" not in english_list
    assert "趣味投篮" in chinese_list
    assert "Throwing" not in chinese_list
    assert entry["SUMMARY"] == "Fun sports day：Throwing"
    assert Occurrence.objects.get(event=event).topic == "趣味投篮"


def test_a_draft_of_a_translation_is_previewed_with_the_facts_of_the_original(english, client, admin_user):
    event = held(capacity=2)
    page = translated(event, english, publish=False)

    html = page.get_latest_revision_as_object().make_preview_request(preview_mode="").content.decode()

    assert "Fun sports day" in html
    assert event.occurrences.get().start.strftime("%-d") in html
    assert client.get(page.get_full_url() or "/en/nothing/").status_code == 404


# signing up


def sign_up(client, address, **fields):
    form = client.get(address).context["form"]
    sent = {"name": "王芳", "phone": "13800000001", "consent_photo": "no", "consent_processing": "on"}
    hidden = {name: form[name].value() for name in form.fields if form[name].is_hidden}
    return client.post(address, {**{k: v for k, v in hidden.items() if v}, **sent, **fields})


@pytest.mark.parametrize("model", [EventPage, SportsDayPage])
def test_who_signs_up_on_the_english_page_takes_a_seat_of_the_same_event(english, client, model):
    event = held(model=model, capacity=1)
    page = translated(event, english)

    answer = sign_up(client, f"{page.get_url()}register/")
    factories.registration(event)

    assert answer.status_code == 302, answer.context["form"].errors
    first, second = Registration.objects.filter(event=event).order_by("pk")
    assert (first.state, first.language) == ("confirmed", "en")
    assert (second.state, second.language) == ("waiting", "zh-hans")
    assert Registration.objects.filter(event=page).count() == 0


def test_messages_are_in_the_words_of_the_page_in_the_language_of_the_sign_up(
    english, client, django_capture_on_commit_callbacks
):
    event = held(title="趣味运动会")
    translated(event, english)
    with django_capture_on_commit_callbacks(execute=True):
        factories.registration(event, email="en@example.com", language="en")
        factories.registration(event, email="zh@example.com", language="zh-hans")
        date = event.occurrences.get()
        operations.cancel(date, "台风")
        event.refresh_from_db()

        notify_registrants(event, [date])

    said = {}
    for message in mail.outbox:
        said.setdefault(message.to[0], []).append(message.subject + message.body)
    assert all("Fun sports day" in text and "趣味运动会" not in text for text in said["en@example.com"])
    assert all("趣味运动会" in text and "Fun sports" not in text for text in said["zh@example.com"])


def test_the_page_of_a_sign_up_speaks_the_language_of_its_reader(english, client):
    event = held(title="趣味运动会")
    translated(event, english)
    person = factories.registration(event)
    for language, title in (("en", "Fun sports day"), ("zh-hans", "趣味运动会")):
        with override(language):
            address = reverse("wagtail_disability_events:registration", args=[person.token])
        assert title in client.get(address).content.decode()


def test_questions_are_asked_in_the_words_of_the_page_and_answers_stay_comparable(english, client):
    question = factories.asks_own("怎么来？", "choice", options="坐车\n走路", required=True)
    event = held(questions=[question])
    page = translated(event, english)
    words = page.questions[0].value
    words["label"], words["options"] = "How do you come?", "By bus\nOn foot"
    page.save_revision().publish()
    key = f"q-{event.questions[0].id}"

    form = client.get(f"{page.get_url()}register/").context["form"]
    answer = sign_up(client, f"{page.get_url()}register/", **{key: "走路"})

    assert form.fields[key].label == "How do you come?"
    assert [words for _value, words in form.fields[key].choices][-2:] == ["By bus", "On foot"]
    assert answer.status_code == 302, answer.context["form"].errors
    assert Registration.objects.get(event=event).answers[key] == "走路"


# lists and feeds


def test_lists_show_one_entry_in_their_language_and_the_original_where_it_is_not_translated(english, client):
    both, alone = held(title="趣味运动会"), held(title="手语角")
    page = translated(both, english)

    chinese, english_list = client.get("/nanhu/"), client.get("/en/nanhu/")

    def entries(response):
        months = response.context["listing"].months
        listed = [entry for month in months for entry in month.entries]
        ours = {both.pk, alone.pk}
        return [(e.event.title, e.url) for e in listed if e.occurrence.event_id in ours]

    assert entries(chinese) == [("趣味运动会", both.get_url()), ("手语角", alone.get_url())]
    assert entries(english_list) == [("Fun sports day", page.get_url()), ("手语角", alone.get_url())]
    district = client.get("/en/", {"org": EventIndexPage.objects.get(locale=english, slug="nanhu").pk})
    assert entries(district) == entries(english_list)


def test_both_feeds_name_a_date_by_the_same_identifier(english, client):
    event = held(title="趣味运动会")
    page = translated(event, english)

    [chinese] = of(event, client.get("/nanhu/calendar.ics"))
    [other] = of(event, client.get("/en/nanhu/calendar.ics"))
    [alone] = of(event, client.get(f"{page.get_url()}event.ics"))
    [narrowed] = of(event, client.get("/en/calendar.ics?kind=other"))

    assert chinese["UID"] == other["UID"] == alone["UID"]
    assert (chinese["SUMMARY"], other["SUMMARY"]) == ("趣味运动会", "Fun sports day")
    assert other == alone == narrowed
    assert other["URL"].endswith(page.get_url())


def test_json_and_rss_name_it_once_too(english, client):
    event = held(title="只此一次")
    translated(event, english)

    as_json = client.get("/en/nanhu/calendar.json").content.decode()
    assert as_json.count('"title": "Fun sports day"') == 1
    assert "只此一次" not in as_json
    rss = client.get("/en/nanhu/rss.xml").content.decode()
    assert rss.count("Fun sports day") == 1
    assert "只此一次" not in rss


def test_a_cancelled_date_is_cancelled_in_every_language(english, client):
    event = held(title="趣味运动会")
    page = translated(event, english)
    before = client.get("/en/nanhu/calendar.ics").headers["ETag"]

    with freeze_time(timezone.now() + timedelta(seconds=2)):
        operations.cancel(event.occurrences.get(), "台风")

    [chinese] = of(event, client.get("/nanhu/calendar.ics"))
    [other] = of(event, client.get("/en/nanhu/calendar.ics"))
    assert (chinese["STATUS"], other["STATUS"]) == ("CANCELLED", "CANCELLED")
    assert chinese["SEQUENCE"] == other["SEQUENCE"] == "1"
    assert other["SUMMARY"] == "Cancelled: Fun sports day"
    assert client.get("/en/nanhu/calendar.ics").headers["ETag"] != before
    assert "Cancelled" in client.get(page.get_url()).content.decode()


def test_a_series_is_the_same_series_in_every_language(english, client):
    event = held(title="手语角", schedule=[rhythm(factories.days_ahead(7))])
    translated(event, english, title="Sign language corner")
    operations.cancel(event.occurrences.all()[1], "停电")

    chinese = of(event, client.get("/nanhu/calendar.ics"))
    other = of(event, client.get("/en/nanhu/calendar.ics"))

    assert len(chinese) == len(other) == 2
    assert [e["UID"] for e in chinese] == [e["UID"] for e in other]
    assert {e["SUMMARY"] for e in other} == {"Sign language corner", "Cancelled: Sign language corner"}


def test_a_search_finds_it_by_the_words_of_any_language(english, client, monkeypatch):
    event = held(title="趣味运动会")
    page = translated(event, english)
    monkeypatch.setattr(chosen, "event_ids_matching", lambda terms: [page.pk])
    listed = client.get("/nanhu/?q=fun").context["listing"]
    assert [e.event.title for month in listed.months for e in month.entries] == ["趣味运动会"]


def test_a_site_without_translations_asks_no_more_than_before(client):
    held()
    counts = {}
    for path in ("/nanhu/", "/nanhu/?view=month", "/nanhu/calendar.ics"):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts[path] = len(queries)
        assert not any("wordings" in query["sql"] or "translatedentry" in query["sql"] for query in queries)
    assert counts["/nanhu/calendar.ics"] <= 4


def test_ten_translations_cost_no_more_queries_than_one(english, client):
    counts = []
    for _turn in range(2):
        for _event in range(1 if not counts else 9):
            translated(held(), english)
        client.get("/en/nanhu/"), client.get("/en/nanhu/calendar.ics")
        with CaptureQueriesContext(connection) as of_list:
            client.get("/en/nanhu/")
        with CaptureQueriesContext(connection) as of_feed:
            client.get("/en/nanhu/calendar.ics")
        counts.append((len(of_list), len(of_feed)))
    assert counts[0] == counts[1]


# publishing, unpublishing, deleting


def test_taking_the_translation_away_takes_nothing_from_the_original(english, client):
    event = held()
    page = translated(event, english)
    person = factories.registration(event)
    uid = CalendarEntry.objects.get(event=event).uid

    page.unpublish()
    assert "Fun sports day" not in client.get("/en/nanhu/").content.decode()
    assert event.title in client.get("/en/nanhu/").content.decode()
    Page.objects.get(pk=page.pk).delete()

    assert Registration.objects.get(pk=person.pk).event_id == event.pk
    assert CalendarEntry.objects.get(event=event).uid == uid
    assert TranslatedEntry.objects.count() == 0
    assert event.title in client.get("/nanhu/").content.decode()


def test_the_translation_goes_on_when_the_original_is_unpublished(english, client):
    event = held(capacity=2)
    page = translated(event, english)
    factories.registration(event)

    EventPage.objects.get(pk=event.pk).unpublish()

    answer = client.get(event.get_url())
    assert (answer.status_code, answer.url) == (302, page.get_url())
    assert "a few places left" in client.get(page.get_url()).content.decode()
    for path in ("/nanhu/", "/en/nanhu/"):
        html = client.get(path).content.decode()
        assert "Fun sports day" in html
        assert event.title not in html
    [entry] = of(event, client.get("/nanhu/calendar.ics"))
    assert entry["SUMMARY"] == "Fun sports day"
    assert sign_up(client, f"{page.get_url()}register/").status_code == 302


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_what_led_to_a_page_that_went_leads_to_another_page_of_the_event(english, client, how):
    event = held()
    page = translated(event, english)
    of_original, of_translation = event.get_url(), page.get_url()

    getattr(page, how)()
    for below in ("", "event.ics", "register/"):
        answer = client.get(f"{of_translation}{below}?from=poster")
        assert answer.status_code == (301 if how == "delete" else 302)
        assert answer.url == f"{of_original}{below}?from=poster"
    [entry] = of(event, client.get(f"{of_original}event.ics"))
    assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CONFIRMED", 0)


@pytest.mark.parametrize("first", ["original", "translation"])
def test_the_calendar_says_cancelled_when_the_last_page_of_an_event_went(english, client, first):
    event = held()
    page = translated(event, english)
    addresses = [f"{each.get_url()}event.ics" for each in (event, page)]
    uid = next(iter(of(event, client.get(addresses[0]))))["UID"]
    order = [event.pk, page.pk] if first == "original" else [page.pk, event.pk]

    for pk in order:
        EventPage.objects.get(pk=pk).unpublish()

    for address in addresses:
        [entry] = Calendar.from_ical(client.get(address, follow=True).content).walk("VEVENT")
        assert (entry["UID"], str(entry["STATUS"]), int(entry["SEQUENCE"])) == (uid, "CANCELLED", 1)


def test_a_translation_that_is_published_again_answers_for_itself(english, client):
    event = held()
    page = translated(event, english)
    page.unpublish()
    EventPage.objects.get(pk=page.pk).save_revision().publish()

    assert client.get(page.get_url()).status_code == 200
    assert client.get(f"{page.get_url()}event.ics").status_code == 200


def test_people_are_reminded_in_their_language_as_long_as_a_page_is_published(english):
    event = held(title="趣味运动会", schedule=[factories.when(1)])
    page = translated(event, english)
    for language in ("zh-hans", "en"):
        factories.registration(event, email=f"{language}@example.com", language=language)
    Registration.objects.filter(event=event).update(created_at=timezone.now() - timedelta(days=9))
    EventPage.objects.get(pk=event.pk).unpublish()

    remind()

    said = dict(
        OutboxMessage.objects.filter(kind="reminder", registration__event=event).values_list(
            "recipient", "body"
        )
    )
    assert "Fun sports day" in said["en@example.com"]
    assert "趣味运动会" in said["zh-hans@example.com"]
    EventPage.objects.get(pk=page.pk).unpublish()
    OutboxMessage.objects.all().delete()
    assert remind() == 0


def test_a_draft_whose_translation_is_published_first_has_no_dates_yet(english, client):
    event = held(publish=False)
    page = translated(event, english)

    assert client.get(page.get_url()).status_code == 200
    assert Occurrence.objects.filter(event__in=[event, page]).count() == 0

    event.get_latest_revision().publish()
    assert Occurrence.objects.filter(event=event).count() == 1
    assert "Fun sports day" in client.get("/en/nanhu/").content.decode()


def test_the_translation_takes_over_when_the_original_is_deleted(english, client):
    event = held(model=SportsDayPage, title="趣味运动会", capacity=7)
    page = translated(event, english)
    factories.photo(event)
    event.capacity = 9  # the original goes on changing after the translation was made
    event.schedule.append(factories.when(9))
    event.save_revision().publish()
    dates = list(Occurrence.objects.filter(event=event).values_list("pk", "start"))
    uids = set(CalendarEntry.objects.filter(event=event).values_list("uid", flat=True))

    Page.objects.get(pk=event.pk).delete()

    page = SportsDayPage.objects.get(pk=page.pk)
    assert (page.facts_from_id, page.capacity, page.title) == (None, 9, "Fun sports day")
    assert list(Occurrence.objects.filter(event=page).values_list("pk", "start")) == dates
    entries = CalendarEntry.objects.filter(event=page)
    assert set(entries.values_list("uid", flat=True)) == uids
    assert all("SUMMARY:Fun sports day" in entry.text for entry in entries)
    assert page.photos.count() == 1
    assert Quota.objects.get(event=page, kind="seat").planned_capacity == 9
    assert page.get_latest_revision_as_object().capacity == 9
    page.save_revision().publish()
    assert list(Occurrence.objects.filter(event=page).values_list("pk", "start")) == dates
    assert "Fun sports day" in client.get("/en/nanhu/").content.decode()


def test_deleting_both_deletes_the_event(english):
    event = held()
    page = translated(event, english)
    Page.objects.filter(pk__in=[event.pk, page.pk]).delete()
    assert Occurrence.objects.filter(event_id__in=[event.pk, page.pk]).count() == 0
    assert CalendarEntry.objects.filter(event_id__in=[event.pk, page.pk]).count() == 0


def test_an_older_revision_does_not_take_the_facts_away(english):
    event = held()
    page = translated(event, english)
    first = page.revisions.order_by("pk").first()
    first.content.pop("facts_from", None)
    first.save()
    first.publish()
    assert EventPage.objects.get(pk=page.pk).facts_from_id == event.pk
    assert Occurrence.objects.filter(event=page).count() == 0


def test_a_restricted_original_does_not_show_through_its_translation(english, client):
    event = held(title="内部会议")
    page = translated(event, english)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=event.pk), restriction_type="login")

    for path in ("/nanhu/", "/en/nanhu/", "/nanhu/calendar.ics"):
        said = unfolded(client.get(path)) if path.endswith("ics") else client.get(path).content.decode()
        assert "内部会议" not in said
        assert "Fun sports day" in said
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
    for path in ("/nanhu/", "/en/nanhu/", "/en/nanhu/calendar.ics", "/en/nanhu/rss.xml"):
        assert "Fun sports day" not in client.get(path).content.decode()


# copies, aliases, several languages


def test_a_copy_is_an_event_of_its_own(english):
    event = held()
    page = translated(event, english)
    for source in (event, page):
        copy = source.copy(update_attrs={"slug": f"copy-{source.pk}"}, keep_live=False)
        copy.save_revision().publish()
        assert copy.facts_from_id is None
        assert Occurrence.objects.filter(event=copy).count() == 1


def test_a_translation_of_a_translation_has_the_same_original(english):
    event = held()
    page = translated(event, english)
    uyghur = Locale.objects.create(language_code="ug")
    third = page.copy_for_translation(uyghur, copy_parents=True)
    assert third.facts_from_id == event.pk


def test_an_alias_is_the_same_event_at_another_place(client):
    event = held(capacity=2, title="趣味运动会")
    other = factories.organisation()
    alias = event.create_alias(parent=other)
    event.title = "新的名字"
    event.save_revision().publish()
    factories.registration(event)

    assert Occurrence.objects.filter(event__in=[event, alias]).count() == 1
    assert client.get("/").content.decode().count(">新的名字<") == 1
    there = client.get(other.get_url())
    [entry] = [e for month in there.context["listing"].months for e in month.entries]
    assert entry.url == EventPage.objects.get(pk=alias.pk).get_url()
    [feed] = vevents(client.get(f"{other.get_url()}calendar.ics"))
    assert feed["UID"] == CalendarEntry.objects.get(event=event).uid
    district = client.get("/", {"org": other.pk}).context["listing"]
    assert [e.url for month in district.months for e in month.entries] == [entry.url]


# staff and figures


def test_the_staff_have_one_event_with_one_list(english, client):
    event = held(title="趣味运动会")
    page = translated(event, english)
    person = factories.registration(event)
    client.force_login(get_user_model().objects.filter(is_superuser=True).first())

    report = client.get(reverse("wde_event_report")).content.decode()
    listed = client.get(reverse("wde_registrations", args=[page.pk])).content.decode()
    assert "趣味运动会" in report
    assert "Fun sports day" not in report
    assert person.reference in listed or "1" in listed
    for name in ("wde_event_dates", "wde_photos", "wde_door", "wde_needs", "wde_messages"):
        assert client.get(reverse(name, args=[page.pk])).status_code == 200, name


def test_who_may_edit_the_translation_alone_sees_no_sign_ups(english, client):
    event = held()
    page = translated(event, english)
    person = factories.user(
        "translator", page=page, pages=("change",), registrations=("view", "reveal", "change", "export")
    )
    client.force_login(person)
    answer = client.get(reverse("wde_registrations", args=[page.pk]))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("wagtailadmin_home"))


def test_the_editor_of_a_translation_is_led_to_the_facts_and_asked_for_words_only(
    english, client, admin_user
):
    event = held(title="趣味运动会", capacity=3)
    page = translated(event, english)
    client.force_login(admin_user)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    original = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()

    assert 'name="capacity"' not in html
    assert 'name="capacity"' in original
    assert 'name="title"' in html
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert f'href="{address}">去那一页修改' in html


def test_figures_count_an_event_once(english):
    event = held(schedule=[factories.when(-1)])
    translated(event, english)
    today = timezone.localdate()
    for slug in ("nanhu",):
        for index in EventIndexPage.objects.filter(slug=slug):
            before = period_figures(index, today - timedelta(days=1), today - timedelta(days=1))
            assert [line[0] for line in before["event_lines"]].count(event.title) == 1
    assert event_figures(event)["signed-up" if "signed-up" in event_figures(event) else "signed_up"] is None


def test_an_article_is_about_the_event_whichever_page_was_chosen(english):
    event = held()
    page = translated(event, english)
    index = ArticleIndexPage.objects.first()
    article = ArticlePage(title="a", slug="a-en", event=page, locale=english)
    index.add_child(instance=article)
    article.save_revision()
    assert article.event_id == event.pk
    assert article.event_in_its_language.title == "Fun sports day"


def test_the_lists_in_memory_hold_a_line_for_each_page(english):
    event = held()
    page = translated(event, english)
    snapshot = current()
    lines = [line for line in snapshot.lines if line.event_id == event.pk]
    assert sorted(line.page_id for line in lines) == sorted([event.pk, page.pk])
    assert [line.pk for line in snapshot.dates_of(event.pk)] == [event.occurrences.get().pk]


# sites from before


def apart(event, locale):
    """A translation as it was until now: an event of its own."""
    page = translated(event, locale)
    EventPage.objects.filter(pk=page.pk).update(facts_from=None)
    TranslatedEntry.objects.filter(page_id=page.pk).delete()
    page.refresh_from_db()
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def test_translations_from_before_stay_apart_until_they_are_joined(english, client, capsys):
    event, booked = held(title="趣味运动会"), held()
    page, other = apart(event, english), apart(booked, english)
    person = factories.registration(other)
    assert Occurrence.objects.filter(event__in=[event, page]).count() == 2

    call_command("join_translations", "--dry-run")
    assert "1 pages would be joined, 1 left" in capsys.readouterr().out
    assert Occurrence.objects.filter(event=page).count() == 1
    call_command("join_translations")

    assert f"left as it is: {other.pk}" in capsys.readouterr().out
    assert EventPage.objects.get(pk=page.pk).facts_from_id == event.pk
    assert Occurrence.objects.filter(event__in=[event, page]).count() == 1
    assert EventPage.objects.get(pk=other.pk).facts_from_id is None
    assert Registration.objects.get(pk=person.pk).event_id == other.pk
    [entry] = of(event, client.get("/en/nanhu/calendar.ics"))
    assert entry["SUMMARY"] == "Fun sports day"
    call_command("join_translations")
    assert "0 pages joined" in capsys.readouterr().out


def test_a_schedule_that_a_program_wrote_needs_no_optional_keys(client):
    day = timezone.localdate() + timedelta(days=7)
    schedule = [
        ("single", {"start_date": day}),
        ("course", {"start_time": "09:00", "sessions": [{"date": day}]}),
        ("recurrence", {"start_date": day, "count": 2}),
        ("lunar", {"festival": "8-15", "year": day.year + 1}),
        ("lunar", {"festival": "no such festival", "year": day.year + 1}),
    ]
    event = factories.event(schedule=schedule)
    event.save_revision().publish()

    assert event.occurrences.count() == 5
    assert client.get(event.url).status_code == 200
    single = EventPage.objects.get(pk=event.pk).schedule[0].value
    assert (single["topic"], single["location"], single["end_time"]) == ("", "", None)
