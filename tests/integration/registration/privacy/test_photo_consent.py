"""Consent in one place: who is in a photo can keep it from the public, at once and everywhere."""

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.gallery.photos.editing import link_person
from wagtail_disability_events.gallery.photos.people import is_minor, who_is_who
from wagtail_disability_events.gallery.photos.release import publish_copies
from wagtail_disability_events.models import (
    ArticlePage,
    Attendance,
    Consent,
    OutboxMessage,
    Photo,
    PhotoPerson,
    PhotoRemoval,
    PhotoReport,
    Registration,
)
from wagtail_disability_events.publicity.drafting.drafts import draft_report
from wagtail_disability_events.publicity.text.plain_text import plain_text
from wagtail_disability_events.publicity.wechat.export import export_zip
from wagtail_disability_events.publicity.wechat.rendering import render_wechat
from wagtail_disability_events.registration.privacy.consent_changes import decide_photo
from wagtail_disability_events.registration.privacy.erasure import erase_on_request

pytestmark = pytest.mark.django_db

WORDS = "两位选手推着轮椅绕过标志桶"


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def somebody(event, *, agrees: bool = True, **fields) -> Registration:
    person = factories.registration(event, **fields)
    decide_photo(person, agrees)
    return person


def is_public(photo: Photo) -> bool:
    return Photo.objects.public().filter(pk=photo.pk).exists()


class TestWhoHoldsBack:
    def test_a_registrant_without_consent_does_and_is_named_to_staff(self, staff, event):
        photo = factories.photo(event, state="public")
        person = somebody(event, agrees=False, name="赵一禾")
        link_person(photo, person)
        assert not is_public(photo)
        html = staff.get(reverse("wde_photo", args=[event.pk, photo.pk])).content.decode()
        assert "赵**" in html
        assert "没有同意公开照片" in html
        assert "赵一禾" not in html
        shown = staff.post(reverse("wde_photo", args=[event.pk, photo.pk]), {"do": "reveal"}).content.decode()
        assert "赵一禾" in shown

    def test_consent_brings_it_back_and_taking_it_back_removes_it(self, event):
        photo = factories.photo(event, state="public")
        person = somebody(event)
        link_person(photo, person)
        assert is_public(photo)
        decide_photo(person, False)
        assert not is_public(photo)
        assert Photo.objects.get(pk=photo.pk).image is None
        decide_photo(person, True)
        assert Photo.objects.released().filter(pk=photo.pk).exists()

    def test_one_of_many_is_enough(self, event):
        photo = factories.photo(event, state="public")
        for _ in range(3):
            link_person(photo, somebody(event))
        assert is_public(photo)
        link_person(photo, somebody(event, agrees=False))
        assert not is_public(photo)

    def test_who_never_decided_has_not_agreed(self, event):
        photo = factories.photo(event, state="public")
        link_person(photo, factories.registration(event))
        assert not is_public(photo)

    def test_a_no_in_a_second_sign_up_counts(self, event):
        photo = factories.photo(event, state="public")
        person = somebody(event)
        link_person(photo, person)
        again = Registration.objects.create(
            event=event, quota=person.quota, state="repeated", repeats=person, displayed_as="confirmed"
        )
        decide_photo(again, False)
        assert not is_public(photo)
        Registration.objects.filter(pk=again.pk).update(state="cancelled")
        assert Photo.objects.released().filter(pk=photo.pk).exists()

    def test_who_is_forgotten_on_request_is_not_published(self, event):
        photo = factories.photo(event, state="public")
        person = somebody(event)
        link_person(photo, person)
        erase_on_request(person)
        assert not is_public(photo)

    def test_answers_changed_by_the_form_count_as_well(self, client, event):
        photo = factories.photo(event, state="public")
        person = somebody(event)
        link_person(photo, person)
        address = reverse("wagtail_disability_events:registration", args=[person.token])
        data = {"do": "change", "phone": person.phone, "consent_photo": "no"}
        assert client.post(address, data).status_code == 302
        assert not is_public(photo)
        assert Photo.objects.get(pk=photo.pk).image is None

    @pytest.mark.parametrize(
        ("fields", "shown"),
        [
            ({"agreed": True}, True),
            ({"agreed": False}, False),
            ({"agreed": True, "is_minor": True}, False),
            ({"agreed": True, "is_minor": True, "guardian_agreed": True}, True),
        ],
    )
    def test_a_guest_agrees_on_paper(self, event, fields, shown):
        photo = factories.photo(event, state="public")
        PhotoPerson.objects.create(photo=photo, name="路人", **fields)
        assert is_public(photo) is shown


class TestMinors:
    def person(self, event, **fields) -> Registration:
        person = somebody(event)
        Registration.objects.filter(pk=person.pk).update(**fields)
        return Registration.objects.get(pk=person.pk)

    def test_a_guardian_who_signed_up_for_them_decides(self, event):
        photo = factories.photo(event, state="public")
        child = self.person(event, filled_in_by="parent")
        assert is_minor(child, event)
        link_person(photo, child, is_minor=True)
        assert is_public(photo)
        decide_photo(child, False)
        assert not is_public(photo)

    def test_who_signed_up_alone_needs_the_guardian_on_paper(self, staff, event):
        photo = factories.photo(event, state="public")
        year = factories.days_ahead(0).year - 16
        young = self.person(event)
        young.answers = {"birth_date": date(year, 1, 1).isoformat()}
        young.save()
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        staff.post(address, {"do": "link", "who": young.name})
        assert not is_public(photo)
        assert "监护人没有同意" in staff.get(address).content.decode()
        person = photo.people.get()
        data = {"do": "person", "person": person.pk, "is_minor": "yes", "guardian_agreed": "yes"}
        staff.post(address, data)
        assert Photo.objects.released().filter(pk=photo.pk).exists()

    def test_grown_ups_need_nobody(self, event):
        grown = self.person(event)
        grown.answers = {"birth_date": "1970-01-01"}
        assert not is_minor(grown, event)
        assert not is_minor(self.person(event), event)


class TestNoting:
    def test_several_of_one_name_are_asked_about(self, staff, event):
        people = [somebody(event, name="赵一禾", phone=f"1380000{n:04}") for n in (1, 2)]
        photo = factories.photo(event)
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        asked = staff.post(address, {"do": "link", "who": "赵一禾"}).content.decode()
        assert "找到几个人" in asked
        staff.post(address, {"do": "link", "registration": people[1].pk})
        assert photo.people.get().registration == people[1]
        staff.post(address, {"do": "unlink", "person": photo.people.get().pk})
        assert not photo.people.exists()

    def test_nobody_found_is_told_and_nobody_of_another_event(self, staff, event):
        photo = factories.photo(event)
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        other = somebody(factories.event())
        assert "没有找到" in staff.post(address, {"do": "link", "who": other.name}).content.decode()
        assert "没有找到" in staff.post(address, {"do": "link", "registration": other.pk}).content.decode()
        assert not photo.people.exists()

    def test_who_may_not_see_registrations_notes_guests_only(self, client, event):
        photo = factories.photo(event)
        person = somebody(event)
        client.force_login(factories.user("w", page=event, pages=("change",)))
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        client.post(address, {"do": "link", "who": person.name})
        assert not photo.people.exists()
        client.post(address, {"do": "guest", "name": "路人", "agreed": "yes"})
        assert photo.people.get().agreed

    def test_names_below_a_photo_are_those_who_want_it(self, client, event):
        photo = factories.photo(event, state="public")
        named = somebody(event, name="赵一禾")
        Registration.objects.filter(pk=named.pk).update(named_as="given")
        silent = somebody(event, name="钱二禾")
        Registration.objects.filter(pk=silent.pk).update(named_as="full")
        for person in (named, silent):
            link_person(photo, person, is_named=True)
        Consent.objects.create(registration=named, purpose="name", given=True, wording="同意")
        assert who_is_who(photo) == ["一禾"]
        html = client.get(f"{event.url}photos/{photo.pk}/").content.decode()
        assert "一禾" in html
        assert "赵一禾" not in html
        assert "钱二禾" not in html


class TestReports:
    def test_a_word_without_account_takes_it_down_and_reaches_staff(
        self, client, event, django_capture_on_commit_callbacks, admin_user
    ):
        type(event).objects.filter(pk=event.pk).update(owner=admin_user)
        photo = factories.photo(event, state="public")
        address = f"{event.url}photos/{photo.pk}/report/"
        page = client.get(address).content.decode()
        assert "不用说原因" in page
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, {"message": "不想公开", "contact": "13800001234"}, follow=True)
        assert "已经看不到了" in answer.content.decode()
        assert not is_public(photo)
        assert client.get(f"{event.url}photos/{photo.pk}/").status_code == 404
        assert client.get(address).status_code == 404
        [told] = mail.outbox
        assert told.to == [admin_user.email]
        assert "13800001234" not in told.body
        client.force_login(admin_user)
        admin = reverse("wde_photo", args=[event.pk, photo.pk])
        html = client.get(admin).content.decode()
        assert "不想公开" in html
        assert "13800001234" in html
        report = photo.reports.get()
        client.post(admin, {"do": "decide", "report": report.pk, "decision": "kept"})
        assert Photo.objects.released().filter(pk=photo.pk).exists()
        report.refresh_from_db()
        assert (report.decision, report.decided_by) == ("kept", admin_user)

    @pytest.mark.both_databases
    def test_staff_take_it_down_for_good(self, staff, event):
        photo = factories.photo(event, state="public")
        report = PhotoReport.objects.create(photo=photo)
        address = reverse("wde_photo", args=[event.pk, photo.pk])
        staff.post(address, {"do": "decide", "report": report.pk, "decision": "removed"})
        photo.refresh_from_db()
        assert (photo.state, photo.image) == ("withdrawn", None)
        assert (
            staff.post(address, {"do": "decide", "report": report.pk, "decision": "kept"}).status_code == 404
        )

    def test_what_was_written_is_stored_encrypted_and_forgotten_in_time(self, client, event):
        photo = factories.photo(event, state="public")
        client.post(
            f"{event.url}photos/{photo.pk}/report/", {"message": "不想公开", "contact": "13800001234"}
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT message, contact FROM wagtail_disability_events_photoreport")
            stored = cursor.fetchone()
        assert "13800001234" not in stored[1]
        assert "不想公开" not in stored[0]
        PhotoReport.objects.update(decision="removed", decided_at=timezone.now() - timedelta(days=200))
        call_command("run_periodic", only=["erasure"], force=True)
        report = PhotoReport.objects.get()
        assert (report.message, report.contact, report.decision) == ("", "", "removed")

    def test_a_photo_that_is_not_public_cannot_be_reported_and_says_nothing(self, client, event):
        photo = factories.photo(event)
        assert client.get(f"{event.url}photos/{photo.pk}/report/").status_code == 404
        assert client.post(f"{event.url}photos/{photo.pk}/report/").status_code == 404
        assert client.get(f"{event.url}photos/{photo.pk}/report/?done=1").status_code == 200


class TestOwnPhotos:
    def page(self, client, person) -> str:
        return client.get(
            reverse("wagtail_disability_events:own_photos", args=[person.token])
        ).content.decode()

    def file(self, client, person, photo, size="file"):
        return client.get(
            reverse("wagtail_disability_events:own_photo_file", args=[person.token, photo.pk, size])
        )

    def test_of_oneself_also_without_consent_and_for_all_who_took_part(self, client, event):
        shy = somebody(event, agrees=False)
        other = somebody(event)
        mine = factories.photo(event, state="public", alt_text=WORDS)
        link_person(mine, shy)
        common = factories.photo(event, state="participants", alt_text="大家围成一圈做操")
        for person in (shy, other):
            Attendance.objects.create(registration=person, occurrence=event.occurrences.first())
        hidden = factories.photo(event, state="internal", alt_text="只给工作人员看的照片")
        assert WORDS in self.page(client, shy)
        assert WORDS not in self.page(client, other)
        for person in (shy, other):
            assert "大家围成一圈做操" in self.page(client, person)
            assert "只给工作人员看的照片" not in self.page(client, person)
            assert self.file(client, person, hidden).status_code == 404
            assert self.file(client, person, common).status_code == 200
        answer = self.file(client, shy, mine)
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        assert self.file(client, other, mine).status_code == 404
        assert self.file(client, shy, mine, "original").status_code == 404

    def test_somebody_else_in_it_holds_it_back_from_me_too(self, client, event):
        me, other = somebody(event), somebody(event, agrees=False)
        photo = factories.photo(event, state="participants", alt_text=WORDS)
        link_person(photo, me)
        link_person(photo, other)
        assert WORDS not in self.page(client, me)
        assert WORDS in self.page(client, other)[0:0] + self.page(client, other)

    def test_a_stranger_with_name_and_phone_gets_none_of_them(self, client, event):
        me = somebody(event)
        photo = factories.photo(event, state="public", alt_text=WORDS)
        link_person(photo, me)
        decide_photo(me, False)
        again = Registration.objects.create(
            event=event, quota=me.quota, state="repeated", repeats=me, displayed_as="confirmed"
        )
        assert WORDS in self.page(client, me)
        assert WORDS not in self.page(client, again)

    def test_who_gave_up_their_place_sees_no_photos_of_others(self, client, event):
        me = somebody(event)
        factories.photo(event, state="participants", alt_text=WORDS)
        Registration.objects.filter(pk=me.pk).update(state="cancelled")
        assert WORDS not in self.page(client, me)

    def test_the_file_of_everything_that_is_stored_names_them(self, client, event):
        me = somebody(event)
        link_person(factories.photo(event, alt_text=WORDS), me)
        address = reverse("wagtail_disability_events:own_data", args=[me.token])
        assert WORDS in client.get(address).content.decode()

    def test_one_button_takes_it_down(self, client, event):
        me = somebody(event)
        photo = factories.photo(event, state="public")
        link_person(photo, me)
        address = reverse("wagtail_disability_events:own_photos", args=[me.token])
        answer = client.post(address, {"photo": photo.pk}, follow=True)
        assert "别人已经看不到" in answer.content.decode()
        assert not is_public(photo)
        assert photo.reports.get().registration == me
        assert client.post(address, {"photo": 0}).status_code == 404

    def test_the_private_page_leads_there_only_if_there_are_any(self, client, event):
        me = somebody(event)
        address = reverse("wagtail_disability_events:registration", args=[me.token])
        assert "给您的照片" not in client.get(address).content.decode()
        factories.photo(event, state="participants")
        assert "给您的照片" in client.get(address).content.decode()


def outputs(client, event, article, person) -> dict[str, bytes]:
    """Everything that leaves the site, by what it is."""
    index = article.get_parent().specific
    addresses = {
        "event": event.url,
        "gallery": f"{event.url}photos/",
        "article": article.url,
        "articles": index.url,
        "listing": event.organisation.url,
        "feed": f"{event.organisation.url}calendar.ics",
        "json": f"{event.organisation.url}calendar.json",
        "event feed": f"{event.url}event.ics",
        "rss": f"{event.organisation.url}rss.xml",
        "api article": f"/api/v2/pages/{article.pk}/?fields=*",
        "api event": f"/api/v2/pages/{event.pk}/?fields=*",
        "api images": "/api/v2/images/?limit=100",
        "sitemap": "/sitemap.xml",
    }
    found = {}
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[name] = content
    rendering = render_wechat(ArticlePage.objects.get(pk=article.pk))
    found["wechat"] = rendering.html.encode()
    found["wechat pictures"] = json.dumps(
        [image.alt for image in rendering.images], ensure_ascii=False
    ).encode()
    found["plain text"] = plain_text(ArticlePage.objects.get(pk=article.pk)).encode()
    found["zip"] = export_zip(ArticlePage.objects.get(pk=article.pk))
    found["messages"] = "".join(message.body for message in OutboxMessage.objects.all()).encode()
    return found


class TestGoneToWechat:
    """What has left the site must be removed by hand: a task names the article."""

    @pytest.fixture
    def article(self, event):
        factories.photo(event, state="public", alt_text=WORDS)
        return draft_report(event, None)

    @pytest.mark.parametrize("way", [".zip", "/copied/"])
    def test_a_photo_taken_back_is_a_task_until_staff_say_it_is_done(
        self, staff, event, article, way, admin_user, django_capture_on_commit_callbacks
    ):
        staff.post(f"/admin/disability-events/article/{article.pk}/wechat{way}")
        photo = event.photos.get()
        person = somebody(event)
        link_person(photo, person)
        with django_capture_on_commit_callbacks(execute=True):
            decide_photo(person, False)
        decide_photo(person, False)  # said again: still one task
        [told] = mail.outbox
        assert (told.to, article.title in told.subject) == ([admin_user.email], True)
        address = reverse("wde_photo_removals")
        html = staff.get(address).content.decode()
        assert article.title in html
        assert WORDS in html
        assert "1 张照片" in staff.get(reverse("wagtailadmin_home")).content.decode()
        removal = PhotoRemoval.objects.get()
        staff.post(address, {"removal": removal.pk})
        removal.refresh_from_db()
        assert (removal.done_by, removal.done_at is not None) == (admin_user, True)
        assert article.title not in staff.get(address).content.decode()
        assert staff.post(address, {"removal": removal.pk}).status_code == 404

    def test_an_article_that_has_not_left_is_no_task(self, event, article):
        photo = event.photos.get()
        link_person(photo, somebody(event, agrees=False))
        assert not PhotoRemoval.objects.exists()

    def test_taken_back_twice_under_other_words_is_one_task(self, staff, event, article):
        photo, person = event.photos.get(), somebody(event)
        link_person(photo, person)
        for words in (WORDS, "三位选手推着轮椅绕过标志桶"):
            Photo.objects.filter(pk=photo.pk).update(alt_text=words)
            decide_photo(person, True)
            publish_copies([photo.pk], prepare=False)
            staff.post(f"/admin/disability-events/article/{article.pk}/wechat.zip")
            decide_photo(person, False)
        assert PhotoRemoval.objects.get().photo == photo

    def test_also_when_the_whole_event_is_deleted(self, staff, event, article):
        staff.post(f"/admin/disability-events/article/{article.pk}/wechat.zip")
        event.delete()
        removal = PhotoRemoval.objects.get()
        assert (removal.article_id, removal.words) == (article.pk, WORDS)

    def test_it_is_a_task_of_those_who_may_edit_the_article(self, client, staff, event, article):
        staff.post(f"/admin/disability-events/article/{article.pk}/wechat.zip")
        link_person(event.photos.get(), somebody(event, agrees=False))
        removal = PhotoRemoval.objects.get()
        client.force_login(factories.user("x", page=factories.organisation(), pages=("change",)))
        address = reverse("wde_photo_removals")
        assert article.title not in client.get(address).content.decode()
        assert client.post(address, {"removal": removal.pk}).status_code == 404

    def test_also_when_the_photo_is_deleted(self, staff, event, article):
        staff.post(f"/admin/disability-events/article/{article.pk}/wechat.zip")
        photo = event.photos.get()
        data = {"do": "delete", "photo": photo.pk, "sure": "yes"}
        staff.post(reverse("wde_photos", args=[event.pk]), data)
        removal = PhotoRemoval.objects.get()
        assert (removal.photo, removal.words) == (None, WORDS)


class TestEveryOutput:
    """One photo, one person: before and after consent is taken back."""

    def test_withdrawal_empties_every_output_at_once(self, client, event, django_capture_on_commit_callbacks):
        person = somebody(event)
        words, caption = "三个人举着一面红旗往前跑", "冲过终点线"
        photo = factories.photo(event, state="public", prepare=True, alt_text=words, caption=caption)
        other = factories.photo(event, state="public", alt_text="一排标志桶")
        link_person(photo, person)
        article = draft_report(event, None)
        article.cover = photo.image
        article.body.append(("photo_text", {"photo": photo, "text": "<p>终点前十米</p>"}))
        article.body.append(("before_after", {"before": photo, "after": other, "caption": "对比"}))
        article.save_revision()
        factories.publish(article)
        article = ArticlePage.objects.get(pk=article.pk)
        event.body = [("gallery", {"heading": "现场", "photos": [photo], "columns": "1"})]
        event.cover = photo.image
        event.save_revision().publish()
        event = type(event).objects.get(pk=event.pk)
        name = photo.image.file.name.rsplit("/", 1)[-1].split(".")[0].encode()
        assert f'"id": {photo.image.pk},' in client.get("/api/v2/images/?limit=100").content.decode()
        marks = (words.encode(), caption.encode(), name)

        def showing() -> set[str]:
            return {
                where
                for where, content in outputs(client, event, article, person).items()
                if any(
                    mark in content or json.dumps(mark.decode())[1:-1].encode() in content for mark in marks
                )
            }

        before = showing()
        assert {"event", "gallery", "article", "api article", "api images", "wechat"} <= before
        public = [(photo.image.file.storage, photo.image.file.name)]
        public += [(one.file.storage, one.file.name) for one in photo.image.renditions.all()]
        with django_capture_on_commit_callbacks(execute=True):
            decide_photo(person, False)
        assert showing() == set()
        for storage, stored in public:
            assert not storage.exists(stored)
        assert client.get(f"{event.url}photos/{photo.pk}/").status_code == 404

    def test_an_article_whose_photo_is_deleted_is_read_and_edited_on(self, client, staff, event):
        photo = factories.photo(event, state="public", alt_text=WORDS)
        other = factories.photo(event, state="public", alt_text="一排标志桶")
        article = draft_report(event, None)
        article.body.append(("photo_text", {"photo": photo, "text": "<p>终点前十米</p>"}))
        article.body.append(("before_after", {"before": photo, "after": other, "caption": "对比"}))
        article.save_revision()
        factories.publish(article)
        staff.post(reverse("wde_photos", args=[event.pk]), {"do": "delete", "photo": photo.pk, "sure": "yes"})
        article = ArticlePage.objects.get(pk=article.pk)
        html = client.get(article.url).content.decode()
        assert WORDS not in html
        assert "终点前十米" in html
        assert "一排标志桶" in html
        assert "终点前十米" in render_wechat(article).html
        editor = staff.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
        assert editor.status_code == 200

    @pytest.mark.parametrize("state", ["new", "participants", "internal", "withdrawn"])
    def test_what_is_not_released_is_in_no_output(self, client, event, state):
        words = "三个人举着一面红旗往前跑"
        factories.photo(event, state="public")
        photo = factories.photo(event, state=state, alt_text=words)
        article = draft_report(event, None)
        article.body.append(("gallery", {"heading": "现场", "photos": [photo], "columns": "2"}))
        article.save_revision()
        factories.publish(article)
        article = ArticlePage.objects.get(pk=article.pk)
        for where, content in outputs(client, event, article, somebody(event)).items():
            assert words.encode() not in content, where
            assert json.dumps(words)[1:-1].encode() not in content, where
