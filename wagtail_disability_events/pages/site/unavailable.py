"""When the database cannot be reached: a sentence, and what was typed, instead of an error page."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from wagtail.models import Site

from ...core.base_page import BasePage
from ...core.page_models import EVENT, model
from ...core.security_headers import protect
from ...registration.public.group import show_group_again
from ...registration.public.sign_up import show_again

logger = logging.getLogger(__name__)

_NOT_KEPT = {"csrfmiddlewaretoken", "password"}


class DatabaseUnavailableMiddleware:
    """Answers 503 with a page that needs no database. Put it last in MIDDLEWARE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database into a page; leave every other error to Django."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database cannot be reached: %s", type(exception).__name__)
        return unavailable(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for a time without a database. What was posted is offered to be sent again."""
    kept = [
        (name, value)
        for name, values in (request.POST.lists() if request.method == "POST" else ())
        if name not in _NOT_KEPT
        for value in values
    ]
    html = render_to_string(
        "wagtail_disability_events/pages/site/unavailable.html",
        {"kept": kept, "request": request},
        request=request,
    )
    response = HttpResponse(html, status=503)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return protect(response)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For ``CSRF_FAILURE_VIEW``: a form that was open too long is shown again with what was typed."""
    path = request.path_info
    if path.endswith(("register/", "register/group/")) and Site.find_for_request(request):
        page = BasePage.find_for_request(request, path)
        if isinstance(page, model(EVENT)) and not page.get_view_restrictions().exists():
            again = show_group_again if path.endswith("group/") else show_again
            return protect(again(request, page).render())
    html = render_to_string("wagtail_disability_events/pages/site/expired.html", {}, request=request)
    return protect(HttpResponse(html, status=403))
