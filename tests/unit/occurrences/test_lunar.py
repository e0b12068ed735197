"""Days of the lunar calendar: those that exist, and what is said of those that do not."""

from datetime import date

import pytest

from wagtail_disability_events.occurrences.lunar import LunarError, festival_date, lunar_phrase, solar_date


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((1900, 1, 1), date(1900, 1, 31)),
        ((2100, 1, 1), date(2100, 2, 9)),
        ((2026, 8, 15), date(2026, 9, 25)),
        ((2026, 12, 0), date(2027, 2, 5)),
        ((2026, 12, 29), date(2027, 2, 5)),
    ],
)
def test_a_lunar_day_is_a_day(lunar: tuple[int, int, int], day: date) -> None:
    assert solar_date(*lunar) == day


def test_a_leap_month_follows_the_month_of_its_number_and_has_days_of_its_own() -> None:
    assert solar_date(2025, 6, 1) == date(2025, 6, 25)
    assert solar_date(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert solar_date(2025, 6, 30).day == 24
    assert solar_date(2025, 6, 0, leap=True) == solar_date(2025, 6, 29, leap=True) == date(2025, 8, 22)


@pytest.mark.parametrize(
    ("lunar", "leap", "field", "days"),
    [
        ((1899, 1, 1), False, "year", 0),
        ((2101, 1, 1), False, "year", 0),
        ((2026, 0, 1), False, "month", 0),
        ((2026, 13, 1), False, "month", 0),
        ((2026, 6, 1), True, "month", 0),
        ((2025, 5, 1), True, "month", 0),
        ((2026, 12, 30), False, "day", 29),
        ((2025, 6, 30), True, "day", 29),
        ((2025, 6, 31), False, "day", 30),
        ((2026, 1, -1), False, "day", 30),
    ],
)
def test_what_does_not_exist_is_named(
    lunar: tuple[int, int, int], field: str, days: int, *, leap: bool
) -> None:
    with pytest.raises(LunarError, match=f"^{field}$") as caught:
        solar_date(*lunar, leap=leap)
    assert (caught.value.field, caught.value.days) == (field, days)


def test_festivals_and_words() -> None:
    assert festival_date("12-0", 2026) == date(2027, 2, 5)
    assert lunar_phrase(date(2027, 2, 6)) == "正月初一"
    assert lunar_phrase(date(1899, 1, 1)) == ""
