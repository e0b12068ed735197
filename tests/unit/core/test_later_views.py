"""Views that are loaded by their first request exist, and nothing heavy is loaded before it is used."""

import subprocess
import sys

import pytest
from django.urls import URLPattern, get_resolver

from wagtail_disability_events.core.later_views import Later

LOADED_LATER = [
    *("cryptography.fernet", "icalendar", "segno", "nh3", "borax", "stdnum", "dateutil", "PIL.ImageFont"),
    *("openpyxl", "docx", "fpdf", "fontTools", "css_inline"),
    "wagtail_disability_events.pages.site.event",
    "wagtail_disability_events.publicity.preflight.checking",
    "wagtail_disability_events.publicity.sandbox.platform",
    "wagtail_disability_events.registration.form.sign_up_form",
    "wagtail_disability_events.importing.views",
]
START = f"""
import sys
import django
django.setup()
from django.core.management import call_command
call_command("check")
print([name for name in {LOADED_LATER!r} if name in sys.modules])
"""


def every_view():
    def below(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            else:
                yield from below(pattern.url_patterns)

    for pattern in below(get_resolver().url_patterns):
        view = pattern.callback
        while not hasattr(view, "load") and hasattr(view, "__wrapped__"):
            view = view.__wrapped__
        if hasattr(view, "load"):
            yield pattern, view


def test_every_view_that_an_address_names_is_there():
    found = list(every_view())
    assert len(found) > 50
    for _pattern, view in found:
        assert callable(view.load()), view


def test_a_view_says_its_name_and_is_asked_with_what_the_address_holds(rf):
    views = Later("django.views", "defaults")
    request = rf.get("/")
    assert views.page_not_found.__module__ == "django.views.defaults"
    assert views.page_not_found.__name__ == "page_not_found"
    assert views.page_not_found(request, ValueError("none")).status_code == 404


def test_a_class_of_views_is_made_once_with_its_settings(rf):
    shown = Later("django.views.generic", "base").RedirectView.as_view(url="/there/")
    assert [shown(rf.get("/")).url for _twice in range(2)] == ["/there/", "/there/"]
    assert shown.load() is shown.load()


def test_what_is_not_there_is_told_when_it_is_asked_for():
    with pytest.raises(ModuleNotFoundError):
        Later("django.views", "no_such_module").anything.load()


def test_a_site_starts_without_what_it_may_never_need(tmp_path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.plain_host",
        "PYTHONPATH": ":".join(sys.path),
        "WDE_HOST": "with",
        "WDE_HOST_FOLDER": str(tmp_path),
    }
    started = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True
    )
    assert started.stdout.splitlines()[-1] == "[]"
