"""What belongs to a site (zone, language, money, phones, contacts, words) comes from it, or is not said."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils.translation import override

from tests.support.site import ROOT
from wagtail_disability_events.blocks.programme import ProgrammeBlock
from wagtail_disability_events.core import conf
from wagtail_disability_events.core.languages import language_choices, reader_language, site_language
from wagtail_disability_events.core.users import language_of
from wagtail_disability_events.models import EventIndexPage, Registration
from wagtail_disability_events.registration.values.phones import PhoneNumbers, parse_phone, takes_messages

PACKAGE = ROOT / "wagtail_disability_events"
HAN = re.compile(r"[\u3400-\u9fff]")
OF_ONE_SITE = re.compile(r"Asia/|zh[-_](?:hans|cn)|\bCNY\b|1\[3-9\]|127\.0\.0\.1:8000", re.I)
"""A time zone, a language, a currency, the numbers of a country, the address of the demo."""

COMMENTS = r"\{#.*?#\}|\{% comment.*?endcomment %\}|/\*.*?\*/|^\s*//[^\n]*"
IN_TEMPLATES = r"\{% translate .*?%\}|\{% blocktranslate .*?endblocktranslate %\}"

TRANSLATED = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
TRANSLATED |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}

CHINESE_IS_MEANT = {
    "blocks/figure_names.py": "names of figures that authors write in Chinese or English",
    "blocks/works.py": "words that are a role and no name",
    "gallery/pixels/alt_text.py": "Chinese words that describe nothing",
    "importing/guessing.py": "Chinese words by which kinds of events are guessed",
    "occurrences/lunar.py": "how the lunar calendar is written",
    "occurrences/recurrence_words.py": "how Chinese writes months beside days",
    "pages/mixins/article.py": "the lines below an article, in the order that the offices print them",
    "posters/typesetting.py": "Chinese words that no line may split",
    "publicity/drafting/facts.py": "names of facts that authors write in Chinese or English",
    "publicity/ledger/sheet_columns.py": "headings of the offices' spreadsheets, which are read",
    "publicity/preflight/": "checks of Chinese texts",
    "publicity/sandbox/publishing.py": "what the imitated platform answers",
    "publicity/word/form.py": "fonts of the official form, GB/T 9704",
    "registration/booking/row_checking.py": "answers in pasted lists, which are read",
    "registration/form/question_fields.py": "how a day is typed",
    "registration/values/pasted_table.py": "headings of pasted lists, which are read",
    "registration/values/placeholders.py": "made-up values that measure a Chinese text message",
    "registration/values/public_names.py": "Chinese family names of two characters",
}
OF_CHINA_IS_MEANT = {
    "checks.py": "an example of a time zone",
    "core/conf.py": "defaults, documented, that a site sets",
    "core/languages.py": "which catalogues there are",
    "publicity/preflight/privacy.py": "finds Chinese phone numbers in texts",
    "publicity/word/form.py": "the language of the official form",
    "registration/values/phones.py": "Chinese numbers, in a class that a site replaces",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("migrations/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.Module) -> Iterator[str]:
    """The strings of a module that are neither translated nor documentation."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in TRANSLATED:
                passed.update(part for argument in node.args for part in ast.walk(argument))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node.value


def found(pattern: re.Pattern[str], allowed: dict[str, str]) -> tuple[list[str], set[str]]:
    """What stands where it may not, and the places that are allowed and have it."""
    wrong, used = [], set()
    for name, tree in modules():
        places = {place for place in allowed if name.startswith(place)}
        for text in texts(tree):
            if pattern.search(text):
                used |= places
                wrong += [] if places else [f"{name}: {text}"]
    return wrong, used


def test_no_text_for_people_stands_in_the_code_without_its_translation():
    wrong, used = found(HAN, CHINESE_IS_MEANT)
    assert wrong == []
    assert used == set(CHINESE_IS_MEANT)


def test_nothing_of_one_site_or_country_stands_in_the_code():
    wrong, used = found(OF_ONE_SITE, OF_CHINA_IS_MEANT)
    assert wrong == []
    assert used == set(OF_CHINA_IS_MEANT)


@pytest.mark.parametrize("kind", ["html", "txt", "js", "css"])
def test_templates_and_scripts_have_no_words_that_are_not_translated(kind):
    files = [path for path in PACKAGE.rglob(f"*.{kind}") if "locale" not in path.parts]
    assert files
    passed = re.compile(f"{COMMENTS}|{IN_TEMPLATES}", re.S | re.M)
    assert [path.name for path in files if HAN.search(passed.sub("", path.read_text("utf-8")))] == []


def default_of(name: str) -> str:
    """What a field of a new organisation holds."""
    return str(EventIndexPage._meta.get_field(name).get_default())


def test_the_time_zone_is_that_of_the_site_unless_events_have_another():
    with override_settings(TIME_ZONE="Asia/Urumqi", WAGTAIL_DISABILITY_EVENTS={}):
        assert conf.get("TIME_ZONE") == default_of("time_zone") == "Asia/Urumqi"
    with override_settings(TIME_ZONE="UTC", WAGTAIL_DISABILITY_EVENTS={"TIME_ZONE": "Asia/Macau"}):
        assert conf.get("TIME_ZONE") == default_of("time_zone") == "Asia/Macau"


def test_a_new_organisation_says_nothing_that_nobody_wrote():
    names = ("contact_role", "contact_phone", "contact_hours", "address", "short_name")
    assert [default_of(name) for name in names] == [""] * len(names)


def test_the_language_is_that_of_the_site_where_nobody_chose_one():
    with override_settings(LANGUAGE_CODE="en"):
        assert site_language() == Registration().language == language_of(object()) == "en"
    with override("de"):
        assert reader_language() == "de"
    with override(None):
        assert reader_language() == site_language()


def test_messages_can_be_worded_in_the_languages_that_the_site_offers_and_the_package_speaks():
    offered = [("de", "Deutsch"), ("en", "English"), ("fr", "français")]
    with override_settings(LANGUAGES=offered, LANGUAGE_CODE="de"):
        assert [code for code, _name in language_choices()] == ["de", "en"]


class TestBlocks:
    def test_a_heading_that_a_block_brings_is_in_the_language_of_whoever_adds_it(self):
        with override("en"):
            assert ProgrammeBlock().get_default()["heading"] == "The day's programme"
        with override("zh-hans"):
            assert ProgrammeBlock().get_default()["heading"] == "当天安排"

    def test_so_is_what_a_preview_shows(self):
        with override("en"):
            shown = ProgrammeBlock().get_preview_value()
            assert shown["items"][0]["text"] == "Check in, get your number"
        with override("zh-hans"):
            assert ProgrammeBlock().get_preview_value()["items"][0]["text"] == "签到，领号码布"


class NumbersOfMacau(PhoneNumbers):
    """Eight digits; those that begin with 6 are mobile."""

    def parse(self, text: str) -> str:
        digits = "".join(character for character in text if character.isdigit())
        if len(digits) != 8:
            raise ValidationError("eight digits")
        return digits

    def takes_messages(self, number: str) -> bool:
        return number.startswith("6")


def test_a_site_elsewhere_reads_the_phone_numbers_of_its_place():
    elsewhere = {"PHONE_NUMBERS": f"{__name__}.NumbersOfMacau"}
    with override_settings(WAGTAIL_DISABILITY_EVENTS=elsewhere):
        assert parse_phone("6600 0000") == "66000000"
        assert takes_messages("66000000")
        assert not takes_messages("28000000")
        with pytest.raises(ValidationError):
            parse_phone("13800000000")
    assert takes_messages(parse_phone("138 0000 0000"))
    assert not takes_messages(parse_phone("0571-0000 0000"))
