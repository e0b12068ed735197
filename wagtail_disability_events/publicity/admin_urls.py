"""Addresses of publicity in the admin, collected from its rooms."""

from django.urls import URLPattern

from .channels.admin_urls import urlpatterns as channels
from .drafting.admin_urls import urlpatterns as drafting
from .ledger.admin_urls import urlpatterns as ledger
from .posters.admin_urls import urlpatterns as posters
from .preflight.admin_urls import urlpatterns as preflight
from .removals.admin_urls import urlpatterns as removals
from .review.admin_urls import urlpatterns as review
from .settings.admin_urls import urlpatterns as settings
from .submission.admin_urls import urlpatterns as submission
from .wechat.admin_urls import urlpatterns as wechat

urlpatterns: list[URLPattern] = [
    *drafting,
    *preflight,
    *review,
    *wechat,
    *channels,
    *submission,
    *ledger,
    *removals,
    *posters,
    *settings,
]
