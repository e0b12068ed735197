"""A token says when it was made, and no two are the same."""

from datetime import UTC, datetime, timedelta

from wagtail_disability_events.occurrences import listing_changes
from wagtail_disability_events.occurrences.listing_changes import ListingChange, moment_of, new_token


def test_a_token_is_a_uuid_of_version_7_with_its_moment() -> None:
    before = datetime.now(UTC)
    token = new_token()
    assert token.version == 7
    assert token.variant == "specified in RFC 4122"
    assert before - timedelta(milliseconds=1) <= moment_of(token) <= datetime.now(UTC)


def test_every_bit_that_is_not_of_the_moment_or_the_kind_is_drawn() -> None:
    drawn = (0x0FFF << 64) | ((1 << 62) - 1)
    seen_set = seen_clear = 0
    for _turn in range(200):
        number = new_token().int
        seen_set |= number
        seen_clear |= ~number
    assert seen_set & drawn == drawn
    assert seen_clear & drawn == drawn


def test_the_random_part_is_as_long_as_the_standard_says(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(
        listing_changes.secrets, "randbits", lambda bits: asked.append(bits) or (1 << bits) - 1
    )
    monkeypatch.setattr(listing_changes.time, "time_ns", lambda: 0x017F22E279B0 * 1_000_000 + 999_999)
    assert str(new_token()) == "017f22e2-79b0-7fff-bfff-ffffffffffff"
    assert asked == [74]


def test_a_change_says_of_which_event_it_is() -> None:
    assert str(ListingChange(pk=3, event_id=7)) == "3: 7"
    assert str(ListingChange(pk=3)) == "3: *"
