"""Our pages are strict unless the site has a policy of its own, wants none, or adds to it."""

import pytest
from django.http import HttpResponse

from wagtail_disability_events.checks import check_settings
from wagtail_disability_events.core.security_headers import is_protected, protect

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADER = "Content-Security-Policy"


def wants(settings: object, **values: object) -> None:
    settings.WAGTAIL_DISABILITY_EVENTS = {**settings.WAGTAIL_DISABILITY_EVENTS, **values}


def test_no_inline_script_no_inline_style_no_other_host() -> None:
    answer = protect(HttpResponse())
    assert answer[HEADER] == STRICT
    assert answer["Referrer-Policy"] == "same-origin"
    assert is_protected(answer)
    assert not is_protected(HttpResponse())


def test_a_header_that_is_there_already_stays() -> None:
    answer = HttpResponse(headers={HEADER: "default-src *"})
    assert protect(answer)[HEADER] == "default-src *"


@pytest.mark.parametrize(
    ("middleware", "name"),
    [
        ("django.middleware.csp.ContentSecurityPolicyMiddleware", "SECURE_CSP"),
        ("csp.middleware.CSPMiddleware", "CONTENT_SECURITY_POLICY"),
    ],
)
def test_a_site_that_sends_a_policy_is_left_to_do_so(settings, middleware, name) -> None:
    setattr(settings, name, {"default-src": ["'self'"]})
    assert protect(HttpResponse())[HEADER] == STRICT  # nobody sends it
    settings.MIDDLEWARE = [middleware, *settings.MIDDLEWARE]
    assert HEADER not in protect(HttpResponse())
    wants(settings, CONTENT_SECURITY_POLICY={})
    assert protect(HttpResponse())[HEADER] == STRICT
    wants(settings, CONTENT_SECURITY_POLICY=None)
    setattr(settings, name, {})
    assert protect(HttpResponse())[HEADER] == STRICT


def test_it_can_be_switched_off(settings) -> None:
    wants(settings, CONTENT_SECURITY_POLICY=False)
    assert HEADER not in protect(HttpResponse())


def test_it_can_be_added_to(settings) -> None:
    added = {"script-src": ["https://tongji.example.cn", "'self'"], "frame-src": ["https://map.example.cn"]}
    wants(
        settings, CONTENT_SECURITY_POLICY=added | {"base-uri": ["'self'"]}, CSP_IMAGE_SOURCES=["https://a.cn"]
    )
    found = dict(part.split(" ", 1) for part in protect(HttpResponse())[HEADER].split("; "))
    strict = dict(part.split(" ", 1) for part in STRICT.split("; "))
    assert found == strict | {
        "script-src": "'self' https://tongji.example.cn",
        "frame-src": "https://map.example.cn",
        "base-uri": "'self'",
        "img-src": "'self' data: https://a.cn",
    }


@pytest.mark.parametrize("value", [True, "default-src *", {"script-src": "https://a.cn"}, {1: []}])
def test_what_cannot_be_a_policy_is_said_at_the_start(settings, value) -> None:
    wants(settings, CONTENT_SECURITY_POLICY=value)
    assert "wagtail_disability_events.E010" in {problem.id for problem in check_settings()}


@pytest.mark.parametrize("value", [None, False, {}, {"script-src": ["https://a.cn"]}])
def test_what_can_be_is_not(settings, value) -> None:
    wants(settings, CONTENT_SECURITY_POLICY=value)
    assert "wagtail_disability_events.E010" not in {problem.id for problem in check_settings()}
