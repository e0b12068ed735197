"""The page of a group, which only its secret address opens: how each of its people stands."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...core.security_headers import keep_secret
from ...core.tokens import spoken, token_hashes
from ..booking import cancelling, offers
from ..models.groups import GroupSignUp
from ..models.registrations import Registration

TEMPLATE = "wagtail_disability_events/registration/public/group_page.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group_page(request: HttpRequest, token: str) -> HttpResponse:
    """The people of a group and how each stands; POST cancels or accepts for some of them."""
    group = GroupSignUp.objects.select_related("event").filter(token_hash__in=token_hashes(token)).first()
    if group is None:
        raise Http404
    event = group.event.specific.for_reader()
    people = list(group.registrations.select_related("quota").order_by("pk"))
    for person in people:
        person.event, person.group = event, group
    if request.method == "POST":
        chosen = [person for person in people if str(person.pk) in request.POST.getlist("person")]
        for person in chosen:
            if request.POST.get("do") == "accept":
                offers.accept_offer(person)
            elif request.POST.get("do") == "cancel" and request.POST.get("sure") == "yes":
                cancelling.cancel(person, announce=None)
        return redirect("wagtail_disability_events:group", token)
    states = Counter(person.displayed_state for person in people)
    context = {
        "group": group,
        "event": event,
        "organisation": event.organisation,
        "people": people,
        "states": states,
        "number": spoken(group.reference),
        "offered": [person for person in people if person.state == Registration.State.OFFERED],
        "active": [person for person in people if person.is_active],
    }
    return keep_secret(TemplateResponse(request, TEMPLATE, context))
