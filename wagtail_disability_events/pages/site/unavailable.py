"""When the database cannot be reached: a sentence, and what was typed, instead of an error page.

Only at our own addresses. What a site has beside us keeps the answers that Django gives.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import csrf
from wagtail.models import Site

from ...core import conf
from ...core.base_page import BasePage
from ...core.lost_database import is_lost
from ...core.page_models import EVENT, model
from ...core.security_headers import is_protected, protect
from .own_addresses import is_own, path_of_page, remember

logger = logging.getLogger(__name__)

_SIGN_UP = ("register/", "register/group/")
_PLAIN = (".ics", ".xml", ".pdf", ".png")
_SECONDS = "60"


class DatabaseUnavailableMiddleware:
    """At our addresses, and where the site names more, answers 503 when the database is lost.

    Every other error, and every other address, is left to Django. Put it last in MIDDLEWARE.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_protected(response):
            remember(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database into an answer of ours; leave every other error to Django."""
        if not (is_lost(exception) and (is_own(request) or _is_named(request) or _sends_sign_up(request))):
            return None
        logger.error("The database cannot be reached.", exc_info=exception)
        return unavailable(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The answer for a time without a database, in the form that was asked for.

    What was typed into a form for signing up is offered to be sent again; nothing else that was posted is
    repeated.
    """
    response: HttpResponse
    words = _("Not reachable for a moment") + "\n"
    if request.path.endswith(".json") or (
        not request.accepts("text/html") and request.accepts("application/json")
    ):
        response = JsonResponse({"error": "unavailable", "message": words.strip()}, status=503)
    elif request.path.endswith(_PLAIN):
        response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(_page(request), status=503)
    response["Retry-After"] = _SECONDS
    response["Cache-Control"] = "no-store"
    return protect(response)


def _page(request: HttpRequest) -> str:
    # a form is loaded when it is shown, not with this middleware in each worker of the site
    from ...registration.form.field_names import is_sign_up_field

    kept = [
        (name, value)
        for name, values in (request.POST.lists() if request.method == "POST" else ())
        if is_sign_up_field(name)
        for value in values
    ]
    return render_to_string(
        "wagtail_disability_events/pages/site/unavailable.html",
        {"kept": kept, "request": request},
        request=request,
    )


def _is_named(request: HttpRequest) -> bool:
    """Whether the site wants our answer there too, by ``UNAVAILABLE_BELOW``."""
    return request.path.startswith(tuple(conf.get("UNAVAILABLE_BELOW")))


def _sends_sign_up(request: HttpRequest) -> bool:
    """Whether a form of ours for signing up is sent: known without asking which page it is. A form of one
    page has a number; of a form that is asked step by step the address says the step."""
    return request.method == "POST" and request.path.endswith(_SIGN_UP) and "submission_id" in request.POST


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For ``CSRF_FAILURE_VIEW``: a form of ours that was open too long is shown again with what was typed.

    At addresses that are not ours the answer is Django's own page, with its reason.
    """
    path = path_of_page(request)
    if path.endswith(_SIGN_UP) and Site.find_for_request(request):
        from ...registration.public.group import show_group_again  # as in _page
        from ...registration.public.sign_up import show_again  # as in _page

        page = BasePage.find_for_request(request, path)
        if isinstance(page, model(EVENT)) and not page.get_view_restrictions().exists():
            again = show_group_again if path.endswith("group/") else show_again
            return protect(again(request, page.with_facts()).render())
    if not is_own(request):
        return csrf.csrf_failure(request, reason=reason)
    html = render_to_string("wagtail_disability_events/pages/site/expired.html", {}, request=request)
    return protect(HttpResponse(html, status=403))
