"""Load the demo once: organisations, events, articles, sign-ups, pictures, accounts."""

import io
import time as clock
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model

from demo.content import EVENTS
from demo.content.places import SERVICES, VENUES
from demo.loading.accounts import make_accounts, permit_groups
from demo.loading.articles import open_wechat_account, write_articles
from demo.loading.events import make_event
from demo.loading.places import ROOT_SLUG, follow_port, make_organisations, make_venue
from demo.loading.state import Demo
from wagtail_disability_events import models


class Command(BaseCommand):
    help = "Load the demo content. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if models.EventIndexPage.objects.filter(slug=ROOT_SLUG).exists():
            if follow_port():
                call_command("check_calendars", stdout=io.StringIO())
            self.stdout.write("The demo content is there already.")
            return
        started = clock.monotonic()
        with transaction.atomic():
            demo = Demo(timezone.localdate())
            demo.user = make_accounts()
            demo.orgs = make_organisations(demo)
            for facts in SERVICES:
                models.Service.objects.get_or_create(code=facts["code"], defaults=facts)
            demo.venues = {key: make_venue(demo, facts) for key, facts in VENUES.items()}
            demo.events = {item.title: make_event(demo, item) for item in EVENTS}
            permit_groups(demo)
            open_wechat_account(demo)
            write_articles(demo)
        counts = {
            "events": models.EventPage.objects.count(),
            "articles": models.ArticlePage.objects.count(),
            "registrations": models.Registration.objects.count(),
            "pictures": get_image_model().objects.count(),
        }
        self.stdout.write(
            ", ".join(f"{number} {name}" for name, number in counts.items())
            + f" loaded in {clock.monotonic() - started:.0f} s."
        )
