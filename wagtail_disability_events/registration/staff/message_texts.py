"""The words of an organisation's messages, edited and looked at in the admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from ...core.admin_header import header
from ...core.page_models import ORGANISATION, model
from ..messages.news import OwnWords
from ..messages.preview import preview, usual_words
from ..models.message_texts import MessageText
from ..values.message_kinds import MessageKind
from ..values.placeholders import PLACEHOLDERS, SHORT_LENGTH
from ..values.usual_words import USUAL_WORDS

LIST = "wagtail_disability_events/registration/staff/message_texts.html"
EDIT = "wagtail_disability_events/registration/staff/message_text.html"
LANGUAGES = dict(MessageText._meta.get_field("language").choices or [])


class MessageTextForm(forms.ModelForm):
    """An organisation's own words; what is empty is said in the usual ones."""

    class Meta:
        model = MessageText
        fields = ["subject", "opening", "short"]
        widgets = {"opening": forms.Textarea(attrs={"rows": 4})}


@never_cache
@require_http_methods(["GET"])
def message_texts(request: HttpRequest, page_id: int) -> HttpResponse:
    """Every kind of message, and in which languages the organisation has words of its own."""
    index = _organisation(request, page_id)
    own = set(MessageText.objects.filter(organisation=index).values_list("kind", "language"))
    context = {
        **header(index, _("Words of messages"), "mail"),
        "index": index,
        "languages": list(LANGUAGES.items()),
        "kinds": [
            {
                "kind": kind.value,
                "name": usual.name,
                "subject": usual.subject,
                "own": [(code, label, (kind, code) in own) for code, label in LANGUAGES.items()],
            }
            for kind, usual in USUAL_WORDS.items()
        ],
    }
    return TemplateResponse(request, LIST, context)


@never_cache
@require_http_methods(["GET", "POST"])
def message_text(request: HttpRequest, page_id: int, kind: str, language: str) -> HttpResponse:
    """One message in one language, with how it will look; “look at it” saves nothing."""
    index = _organisation(request, page_id)
    if kind not in set(MessageKind) or language not in LANGUAGES:
        raise Http404
    row = MessageText.objects.filter(organisation=index, kind=kind, language=language).first()
    row = row or MessageText(organisation=index, kind=kind, language=language)
    form = MessageTextForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "save":
        _save(form)
        log(instance=index, action="wde.messages.words", user=request.user, data={"kind": kind})
        messages.success(
            request, _("The words are saved. They hold for this organisation and those below it.")
        )
        return redirect("wde_message_texts", index.pk)
    context = {
        **header(index, str(USUAL_WORDS[MessageKind(kind)].name), "mail"),
        "index": index,
        "form": form,
        "language": LANGUAGES[language],
        "placeholders": PLACEHOLDERS.items(),
        "usual": usual_words(MessageKind(kind), language),
        "preview": preview(MessageKind(kind), language, _written(form)),
        "most": SHORT_LENGTH,
    }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, EDIT, context, status=status)


def _organisation(request: HttpRequest, page_id: int) -> Page:
    index: Page = get_object_or_404(model(ORGANISATION), pk=page_id)
    if not index.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return index


def _save(form: MessageTextForm) -> None:
    """Keep the row only while it says something."""
    if any(form.cleaned_data.values()):
        form.save()
    elif form.instance.pk:
        form.instance.delete()


def _written(form: MessageTextForm) -> OwnWords:
    """What is typed at this moment, else what is stored."""
    if form.is_bound:
        return OwnWords(*(form.data.get(name, "") for name in ("subject", "opening", "short")))
    return OwnWords(form.instance.subject, form.instance.opening, form.instance.short)
