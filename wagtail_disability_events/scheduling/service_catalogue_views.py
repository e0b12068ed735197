"""The catalogue of services in the admin: deleting what is in use is refused."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..occurrences.service_catalogue import Service
from .service_catalogue import events_offering, of_the_site

NAMED = 5


def refuse_deletion(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete services of the site's own that events offer or people asked for, and say where."""
    own = of_the_site(item for item in instances if isinstance(item, Service))
    titles = events_offering(own)
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
