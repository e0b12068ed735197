"""The example site that sends text messages, at any hour, to the gateway in ``WDE_GATEWAY``."""

import os

from example_site.settings import *  # noqa: F403

WAGTAIL_DISABILITY_EVENTS = {
    "SMS_WEBHOOK_URL": os.environ.get("WDE_GATEWAY", ""),
    "SMS_WEBHOOK_SECRET": "only for tests",
    "QUIET_HOURS": (),
}
if os.environ.get("WDE_WORKER"):  # tasks are left to a worker, who does nothing here
    TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
