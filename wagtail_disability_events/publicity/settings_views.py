"""How an organisation's articles look and are checked: one form, with the three looks to see."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ..core.admin_header import header
from .models import PublicitySettings
from .permissions import organisation_to_edit
from .sample import sample_parts
from .settings import publicity_of
from .wechat.pictures import PictureCollector
from .wechat.themes import THEME_CHOICES, THEMES
from .wechat.writing import WechatWriter

TEMPLATE = "wagtail_disability_events/publicity/publicity_settings.html"


class PublicitySettingsForm(forms.ModelForm):
    """What an organisation says itself; what is empty comes from above."""

    class Meta:
        model = PublicitySettings
        fields = ["theme", "accent", "size", "gap", "own_words", "review_days", "own_review"]
        widgets = {"own_words": forms.Textarea(attrs={"rows": 5})}


@never_cache
@require_http_methods(["GET", "POST"])
def publicity_settings(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form, what holds at present, and a sample of each look."""
    organisation = organisation_to_edit(request, page_id)
    row = PublicitySettings.objects.filter(organisation=organisation).first()
    form = PublicitySettingsForm(
        request.POST or None, instance=row or PublicitySettings(organisation=organisation)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        log(instance=organisation, action="wde.publicity.settings", user=request.user)
        messages.success(request, _("Saved. It holds for this organisation and those below it."))
        return redirect("wde_publicity_settings", organisation.pk)
    context = {
        **header(organisation, _("Style and rules of articles"), "mobile-alt"),
        "organisation": organisation,
        "form": form,
        "holds": publicity_of(organisation),
        "samples": [(label, _sample(name)) for name, label in THEME_CHOICES],
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)


def _sample(name: str) -> Any:
    """A document that shows one look at phone width."""
    writer = WechatWriter(THEMES[name], PictureCollector(""))
    content = writer.write(sample_parts())
    html = writer.draw(
        "article", content=content, occasion=_("Day of Persons with Disabilities"), genre=_("Report")
    )
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>'
        f"{name}</title></head><body><main>{html}</main></body></html>"
    )
