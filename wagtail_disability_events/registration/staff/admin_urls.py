"""Addresses of sign-up in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import BASE, EVENT, ORGANISATION
from ...core.later_views import Later

duty_calendars = Later(__package__, "duty_calendars")
message_texts = Later(__package__, "message_texts")
messages = Later(__package__, "messages")
needs = Later(__package__, "needs")
one_registration = Later(__package__, "one_registration")
privacy = Later(__package__, "privacy")
registration_list = Later(__package__, "registration_list")


urlpatterns: list[URLPattern] = [
    path(f"{EVENT}/registrations/", registration_list.registrations, name="wde_registrations"),
    path(f"{EVENT}/registrations/reveal/", registration_list.reveal, name="wde_reveal"),
    path(f"{EVENT}/registrations/export/", registration_list.export, name="wde_export"),
    path(f"{EVENT}/registrations/mark/", registration_list.mark, name="wde_mark"),
    path(f"{EVENT}/registrations/headcount/", registration_list.headcount, name="wde_headcount"),
    path(f"{EVENT}/registrations/add/", one_registration.add_registration, name="wde_add_registration"),
    path(
        f"{EVENT}/registrations/<int:registration_id>/",
        one_registration.registration,
        name="wde_registration",
    ),
    path(f"{EVENT}/registrations/file/<int:file_id>/", one_registration.answer_file, name="wde_answer_file"),
    path(f"{EVENT}/needs/", needs.needs, name="wde_needs"),
    path(f"{EVENT}/needs/<slug:service>/", needs.needs_sheet, name="wde_needs_sheet"),
    path(f"{EVENT}/messages/", messages.event_messages, name="wde_messages"),
    path(f"{BASE}/privacy/", privacy.privacy, name="wde_privacy"),
    path(f"{ORGANISATION}/messages/", message_texts.message_texts, name="wde_message_texts"),
    path(
        f"{ORGANISATION}/messages/<slug:kind>/<slug:language>/",
        message_texts.message_text,
        name="wde_message_text",
    ),
    path(f"{ORGANISATION}/calendars/", duty_calendars.duty_calendars, name="wde_duty_calendars"),
]
