"""The sign-up forms at the address of their event."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from ...core.security_headers import protect
from ...registration.public import group as group_views
from ...registration.public import sign_up as sign_up_views
from ..mixins import EventPageMixin

_read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@_read_or_post
def register(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """The form for one person."""
    return protect(sign_up_views.sign_up(request, event))


@_read_or_post
def register_group(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """The form for a list of people."""
    return protect(group_views.sign_up_group(request, event))
