"""Spans of days: those that people ask for, those that are laid out, and the moments they begin and end."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """Spans of time that people ask for, counted from today."""

    TODAY = "today", _("Today")
    WEEKEND = "weekend", _("This weekend")
    WEEK = "week", _("The next 7 days")
    MONTH = "month", _("This month")
    NEXT_MONTH = "next-month", _("Next month")

    def days(self, today: date) -> tuple[date, date]:
        """First and last day. A weekend is the one that is not over yet."""
        match self:
            case When.TODAY:
                return today, today
            case When.WEEKEND:
                saturday = today + timedelta(days=5 - today.weekday())
                return max(today, saturday), saturday + timedelta(days=1)
            case When.WEEK:
                return today, today + timedelta(days=6)
            case When.MONTH:
                return today, month_end(today)
            case _:
                first = month_end(today) + timedelta(days=1)
                return first, month_end(first)


class View(models.TextChoices):
    """How the dates are laid out."""

    LIST = "list", _("List")
    MONTH = "month", _("Month view")
    WEEK = "week", _("Week view")


def month_end(day: date) -> date:
    """The last day of a month.

    >>> month_end(date(2028, 2, 3))
    datetime.date(2028, 2, 29)
    """
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
