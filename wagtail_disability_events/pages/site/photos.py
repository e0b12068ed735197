"""Photos for everyone: the gallery of an event, a page for each photo, and a word from who is in one."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ...core.client_address import client_address
from ...core.rate_limits import is_address_rate_limited
from ...core.security_headers import protect
from ...gallery.photos.models import Photo
from ...gallery.photos.people import who_is_who
from ...gallery.photos.report_models import PhotoReport
from ...gallery.photos.reporting import report_photo
from ..mixins import EventPageMixin
from .event_reading import EventReading
from .structured_data import as_script, photo_json_ld

PER_PAGE = 60
REPORTS_AN_HOUR = 60
"""Different pictures that one address may have hidden; a picture is hidden once."""
MESSAGE_LENGTH, CONTACT_LENGTH = 1000, 120
GALLERY = "wagtail_disability_events/pages/site/photo_gallery.html"
ONE = "wagtail_disability_events/pages/site/photo.html"
REPORT = "wagtail_disability_events/pages/site/photo_report.html"


class ReportForm(forms.ModelForm):
    """What somebody in a photo wants to say; nothing has to be filled in."""

    message = forms.CharField(
        label=_("What should we know?"),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = forms.CharField(
        label=_("Phone or e-mail, if you want an answer"),
        max_length=CONTACT_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    class Meta:
        model = PhotoReport
        fields = ["message", "contact"]


@require_safe
def photo_gallery(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """All photos that everyone may see, 60 a page."""
    photos = Paginator(event.photos.public().prefetch_related("image__renditions"), PER_PAGE)
    context = event.get_context(request)
    context.update(
        organisation=event.organisation,
        event=event,
        photos=photos.get_page(request.GET.get("page")),
        json_ld=EventReading(event, request).script(),
    )
    return protect(TemplateResponse(request, GALLERY, context))


@require_safe
def one_photo(request: HttpRequest, event: EventPageMixin, photo_id: int) -> HttpResponse:
    """One photo, large, with its description in words and the ways to the ones before and after it."""
    ids = list(event.photos.public().values_list("pk", flat=True))
    if photo_id not in ids:
        raise Http404
    index, photo = ids.index(photo_id), _public(event, photo_id)
    url = f"{event.get_full_url(request) or ''}photos/{photo_id}/"
    context = event.get_context(request)
    context.update(
        organisation=event.organisation,
        event=event,
        photo=photo,
        names=who_is_who(photo),
        page_url=url,
        json_ld=as_script(photo_json_ld(event, photo, url)),
        number=index + 1,
        total=len(ids),
        page_of_gallery=index // PER_PAGE + 1,
        ahead=ids[index - 1] if index else None,
        after=ids[index + 1] if index + 1 < len(ids) else None,
    )
    return protect(TemplateResponse(request, ONE, context))


@require_http_methods(["GET", "HEAD", "POST"])
def photo_report(request: HttpRequest, event: EventPageMixin, photo_id: int) -> HttpResponse:
    """“I am in this picture”: it is hidden at once, and staff get a message. No account is needed."""
    done = request.GET.get("done") == "1"
    photo = None if done else _public(event, photo_id)
    form = ReportForm(request.POST if request.method == "POST" else None, label_suffix="")
    limited = False
    if photo is not None and request.method == "POST" and form.is_valid():
        limited = is_address_rate_limited("photo report", client_address(request), REPORTS_AN_HOUR)
        if not limited:
            report_photo(photo, form.cleaned_data["message"], form.cleaned_data["contact"])
            return redirect(f"{request.path}?done=1")
    context = event.get_context(request)
    context.update(
        organisation=event.organisation, event=event, photo=photo, form=form, done=done, limited=limited
    )
    response = TemplateResponse(request, REPORT, context, status=429 if limited else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return protect(response)


def _public(event: EventPageMixin, photo_id: int) -> Photo:
    photo = event.photos.public().prefetch_related("image__renditions").filter(pk=photo_id).first()
    if photo is None:
        raise Http404
    return photo
