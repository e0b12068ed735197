"""A new page is made once, however often its form arrives.

Wagtail saves a new page by itself while it is typed. Who publishes while that is under way sends the
same form a second time; so does who presses twice, or tries again after a network that was lost. So the
form has a number, which becomes the page's ``translation_key``: no two pages of a language share one, so
that the database itself lets the second one not come into being. What came second changes the page that
the first one made.
"""

import uuid
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from ..core.base_page import BasePage
from .forms import CREATION
from .mixins.page import PublicPageMixin

HOOK = "before_create_page"


class _GoingOn(CreateView):
    """Wagtail's view from our function at the hook on: the functions before it have been asked already."""

    def run_hook(self, hook_name: str, *args: Any, **kwargs: Any) -> HttpResponse | None:
        if hook_name != HOOK:
            answer: HttpResponse | None = super().run_hook(hook_name, *args, **kwargs)
            return answer
        functions = hooks.get_hooks(HOOK)
        for function in functions[functions.index(create_once) + 1 :]:
            answer = function(*args, **kwargs)
            if hasattr(answer, "status_code"):
                return answer
        return None


def create_once(request: HttpRequest, parent: BasePage, page_class: type[BasePage]) -> HttpResponse | None:
    """The answer to a form for a new page of ours; None where Wagtail goes on as usual.

    For the hook ``before_create_page``. Wagtail's view is called from here; each function of a site at this
    hook is asked once.
    """
    if request.method != "POST" or not issubclass(page_class, PublicPageMixin):
        return None
    if (page := _made_before(request, page_class)) is not None:
        return EditView.as_view()(request, page.pk)
    kind = ContentType.objects.get_for_model(page_class)
    try:
        with transaction.atomic():
            return _GoingOn.as_view()(request, kind.app_label, kind.model, parent.pk)
    except (IntegrityError, ValidationError):
        if (page := _made_before(request, page_class)) is None:
            raise
        return EditView.as_view()(request, page.pk)


def _made_before(request: HttpRequest, page_class: type[BasePage]) -> BasePage | None:
    """The page that this form has made already, for the person who made it."""
    try:
        number = uuid.UUID(request.POST.get(CREATION, ""))
    except ValueError:
        return None
    return page_class.objects.filter(translation_key=number, owner_id=request.user.pk).first()
