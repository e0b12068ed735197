"""Headings that blocks bring along, in the language of whoever adds one; migrations name these functions."""

from django.utils.translation import gettext as _


def programme() -> str:
    return _("The day's programme")


def guests() -> str:
    return _("Guests")


def digest() -> str:
    return _("This month's events")


def works() -> str:
    return _("Works on show")


def to_bring() -> str:
    return _("Please bring these")


def gifts() -> str:
    return _("Small gifts")


def coming_events() -> str:
    return _("Coming events")
