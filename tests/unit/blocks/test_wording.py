"""A schedule of the original in the words of a translation."""

from typing import Any

from wagtail.blocks import StreamValue

from wagtail_disability_events.blocks.dates.schedule import ScheduleBlock
from wagtail_disability_events.blocks.wording import in_words_of


def schedule(*items: dict[str, Any]) -> StreamValue:
    return StreamValue(ScheduleBlock(), list(items), is_lazy=True)


def single(day: str, topic: str, key: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": "single", "id": key, "value": {"start_date": day, "topic": topic, **more}}


def stored(value: StreamValue) -> list[tuple[str, Any, Any]]:
    return [(item["id"], item["value"]["start_date"], item["value"].get("topic")) for item in value.raw_data]


def test_days_are_those_of_the_original_and_topics_those_of_the_translation() -> None:
    facts = schedule(single("2026-05-17", "投篮"), single("2026-05-18", "绕桩", "b"))
    words = schedule(single("2020-01-01", "Throwing"), single("2026-05-18", "Slalom", "c"))
    assert stored(in_words_of(facts, words)) == [
        ("a", "2026-05-17", "Throwing"),
        ("b", "2026-05-18", "绕桩"),
    ]


def test_what_the_original_leaves_empty_stays_empty_and_what_is_not_translated_speaks_as_there() -> None:
    facts = schedule(single("2026-05-17", ""), single("2026-05-18", "绕桩", "b"))
    words = schedule(single("2026-05-17", "Throwing"), single("2026-05-18", "", "b"))
    assert [topic for _id, _day, topic in stored(in_words_of(facts, words))] == ["", "绕桩"]


def test_sessions_of_a_course_are_matched_by_their_ids() -> None:
    def course(*sessions: tuple[str, str, str]) -> dict[str, Any]:
        items = [
            {"type": "item", "id": key, "value": {"date": day, "topic": topic}}
            for key, day, topic in sessions
        ]
        return {"type": "course", "id": "k", "value": {"minutes": 90, "teacher": "", "sessions": items}}

    facts = schedule(course(("1", "2026-05-17", "手语一"), ("2", "2026-05-24", "手语二")))
    words = schedule(course(("2", "2020-01-01", "Signs II")))
    [shown] = in_words_of(facts, words).raw_data
    assert [(s["value"]["date"], s["value"]["topic"]) for s in shown["value"]["sessions"]] == [
        ("2026-05-17", "手语一"),
        ("2026-05-24", "Signs II"),
    ]


def test_a_rule_is_a_fact_although_it_is_typed() -> None:
    def rule(text: str) -> dict[str, Any]:
        return {"type": "recurrence", "id": "r", "value": {"repeats": "rule", "rule": text, "topic": text}}

    [shown] = in_words_of(schedule(rule("FREQ=DAILY")), schedule(rule("FREQ=WEEKLY"))).raw_data
    assert (shown["value"]["rule"], shown["value"]["topic"]) == ("FREQ=DAILY", "FREQ=WEEKLY")
