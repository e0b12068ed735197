"""Dates as people say them, addresses from Chinese titles, checks of the settings."""

import doctest
import importlib
import logging
import pkgutil
from datetime import UTC, datetime

import django
import pytest
from django.test import override_settings
from django.utils.translation import override

import wagtail_disability_events
from wagtail_disability_events import checks
from wagtail_disability_events.core.dates import span_html, span_phrase
from wagtail_disability_events.core.log_filters import HideTokens
from wagtail_disability_events.core.slugs import slug_for

ZONE = "Asia/Shanghai"
MORNING = datetime(2026, 5, 17, 1, tzinfo=UTC), datetime(2026, 5, 17, 3, 30, tzinfo=UTC)
THREE_DAYS = datetime(2026, 5, 16, 16, tzinfo=UTC), datetime(2026, 5, 19, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "morning", "days"),
    [
        ("zh-hans", "2026 年 5 月 17 日 星期日 9:00–11:30", "2026 年 5 月 17 日 星期日–5 月 19 日 星期二"),
        ("en", "Sunday 17 May 2026 9:00–11:30", "Sunday 17 May 2026–Tuesday 19 May"),
    ],
)
def test_a_span_is_said_in_the_language_of_the_reader(language, morning, days):
    with override(language):
        assert span_phrase(*MORNING, all_day=False, zone=ZONE) == morning
        assert span_phrase(*THREE_DAYS, all_day=True, zone=ZONE) == days


def test_a_night_names_both_days_and_one_whole_day_only_one():
    night = datetime(2026, 5, 17, 12, tzinfo=UTC), datetime(2026, 5, 17, 18, tzinfo=UTC)
    one_day = datetime(2026, 5, 16, 16, tzinfo=UTC), datetime(2026, 5, 17, 16, tzinfo=UTC)
    with override("zh-hans"):
        said = span_phrase(*night, all_day=False, zone=ZONE)
        assert said == "2026 年 5 月 17 日 星期日 20:00–5 月 18 日 星期一 2:00"
        assert span_phrase(*one_day, all_day=True, zone=ZONE) == "2026 年 5 月 17 日 星期日 全天"


def test_markup_carries_machine_readable_times():
    for span, all_day in ((MORNING, False), (THREE_DAYS, True)):
        html = span_html(*span, all_day=all_day, zone=ZONE)
        assert '<time datetime="2026-05-17' in html
    assert 'datetime="2026-05-17T09:00+08:00"' in span_html(*MORNING, all_day=False, zone=ZONE)
    night = datetime(2026, 5, 17, 12, tzinfo=UTC), datetime(2026, 5, 17, 18, tzinfo=UTC)
    assert 'datetime="2026-05-18T02:00+08:00"' in span_html(*night, all_day=False, zone=ZONE)
    one_day = datetime(2026, 5, 16, 16, tzinfo=UTC), datetime(2026, 5, 17, 16, tzinfo=UTC)
    assert span_html(*one_day, all_day=True, zone=ZONE).count("<time") == 1


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("残疾人趣味运动会", "can-ji-ren-qu-wei-yun-dong-hui"),
        ("3 月手语培训 A 班", "3-yue-shou-yu-pei-xun-a-ban"),
        ("“心中的家园”作品展", "xin-zhong-de-jia-yuan-zuo-pin-zhan"),
    ],
)
def test_a_chinese_title_gives_a_pinyin_address(title, slug):
    assert slug_for(title) == slug


def test_an_address_is_never_empty_and_never_too_long():
    assert slug_for("♥♥").startswith("event-")
    assert len(slug_for("很长的标题" * 30)) <= 60


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ({"UNKNOWN": 1}, "E001"),
        ({"TIME_ZONE": "Mars/Base"}, "E002"),
        ({"ENCRYPTION_KEYS": ["nonsense"]}, "E003"),
        ({"THEME": "loud"}, "E004"),
        ({}, None),
    ],
)
def test_wrong_settings_are_said_when_the_site_starts(setting, found):
    with override_settings(WAGTAIL_DISABILITY_EVENTS=setting):
        ids = [problem.id for problem in checks.check_settings()]
    assert ids == ([f"wagtail_disability_events.{found}"] if found else [])


@override_settings(ROOT_URLCONF="wagtail.urls")
def test_a_site_that_forgot_our_addresses_is_told():
    assert [problem.id for problem in checks.check_urls()] == ["wagtail_disability_events.W001"]


def test_a_site_whose_forms_are_too_small_for_a_course_is_told():
    assert checks.check_size_of_forms() == []
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=None):
        assert checks.check_size_of_forms() == []
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=1000):
        assert [problem.id for problem in checks.check_size_of_forms()] == ["wagtail_disability_events.W002"]


def test_the_examples_in_docstrings_are_true():
    names = [
        module.name
        for module in pkgutil.walk_packages(wagtail_disability_events.__path__, "wagtail_disability_events.")
        if ".migrations" not in module.name
    ]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.attempted for result in results) >= 4
    assert sum(result.failed for result in results) == 0


def test_the_key_of_a_private_page_is_not_written_to_logs():
    record = logging.LogRecord(
        "django.server", logging.INFO, "", 0, '"%s" %s', ("GET /sign-up/abc-DEF_1/done/", 200), None
    )
    assert HideTokens().filter(record)
    assert record.getMessage() == '"GET /sign-up/…/done/" 200'


def test_text_messages_are_signed_and_travel_encrypted():
    with override_settings(WAGTAIL_DISABILITY_EVENTS={"SMS_WEBHOOK_URL": "http://sms.example/"}):
        assert [problem.id for problem in checks.check_gateway()] == ["wagtail_disability_events.E005"]
        found = [problem.id for problem in checks.check_sending_for_deployment()]
        assert "wagtail_disability_events.W103" in found
    good = {"SMS_WEBHOOK_URL": "https://sms.example/", "SMS_WEBHOOK_SECRET": "x"}
    with override_settings(WAGTAIL_DISABILITY_EVENTS=good):
        assert checks.check_gateway() == checks.check_sending_for_deployment() == []


@pytest.mark.parametrize(("seconds", "is_wrong"), [(None, True), (600, True), (30, False)])
def test_sending_a_mail_ends_before_another_process_tries(seconds, is_wrong):
    with override_settings(EMAIL_BACKEND=checks.SMTP, EMAIL_TIMEOUT=seconds):
        found = [problem.id for problem in checks.check_sending_for_deployment()]
    assert found == (["wagtail_disability_events.W104"] if is_wrong else [])


@pytest.mark.skipif(django.VERSION < (6, 1), reason="Django has MAILERS from 6.1 on")
@pytest.mark.parametrize(
    ("mailers", "is_wrong"),
    [
        ({}, True),
        ({"default": {}}, True),
        ({"default": {"BACKEND": checks.SMTP, "OPTIONS": {"timeout": 600}}}, True),
        ({"default": {"BACKEND": checks.SMTP, "OPTIONS": {"timeout": 30}}}, False),
        ({"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}, False),
    ],
)
def test_sending_a_mail_ends_in_time_on_a_site_that_names_its_mailers(mailers, is_wrong):
    with override_settings(MAILERS=mailers):
        found = [problem.id for problem in checks.check_sending_for_deployment()]
    assert found == (["wagtail_disability_events.W104"] if is_wrong else [])
