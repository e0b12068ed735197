"""Which view restrictions a reader has already passed."""

from django.http import HttpRequest
from wagtail.models import PageViewRestriction


def accepted_restrictions(request: HttpRequest) -> tuple[int, ...]:
    """Ids of restrictions that this request fulfils: a password given, a login, a group.

    An anonymous reader without a session costs no query.
    """
    has_session = getattr(request, "session", None) is not None and not request.session.is_empty()
    if not has_session and not getattr(request, "user", None):
        return ()
    if not has_session and not request.user.is_authenticated:
        return ()
    restrictions = PageViewRestriction.objects.prefetch_related("groups")
    return tuple(item.pk for item in restrictions if item.accept_request(request))
