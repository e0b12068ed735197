"""The catalogue of services in the admin: what is in use stays."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..occurrences.accessibility import AccessService
from ..occurrences.service_catalogue import Service
from ..registration.models.quotas import Quota

NAMED = 5


def refuse_deletion(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete services of the site's own that events offer or people asked for, and say where.

    A row that only adds to a usual service can always go: the service stays.
    """
    own = [item for item in instances if isinstance(item, Service) and item.code not in AccessService.values]
    in_use = Quota.objects.filter(kind=Quota.Kind.SERVICE, service__in=[item.code for item in own])
    titles = list(in_use.values_list("event__title", flat=True).distinct().order_by("event__title"))
    if not titles:
        return None
    messages.error(
        request,
        _(
            "Not deleted: offered by %(events)s. Take away “events can offer it” instead, "
            "and it will not be offered again."
        )
        % {"events": pgettext("between items of a list", ", ").join(titles[:NAMED])},
    )
    return redirect(own[0].snippet_viewset.get_url_name("list"))
