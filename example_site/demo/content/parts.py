"""Parts of events, in few words."""

from typing import Any

SIGN = ("sign-language", None, "")
RIDE = ("transport", None, "")
PRINT = ("large-print", None, "")
CHARGING = ("charging", None, "")


def place_group(name: str, *, role: str = "participant", **facts: Any) -> tuple[str, dict[str, Any]]:
    """Places of one group of people."""
    value = {"name": name, "role": role, "capacity": None, "min_age": None, "max_age": None}
    return ("group", value | {"categories": [], "note": ""} | facts)


def contest(name: str, group: str, measure: str = "time", unit: str = "") -> tuple[str, dict[str, Any]]:
    value = {"name": name, "group": group, "rules": "", "measure": measure, "unit": unit, "heats": 0}
    return ("contest", {**value, "results": []})


def work(title: str, medium: str, description: str, **more: Any) -> tuple[str, dict[str, Any]]:
    value = {
        "title": title,
        "author": "社区居民",
        "named": "full",
        "consent": True,
        "medium": medium,
        "image": None,
        "sound": None,
        "text": "",
        "description": description,
        "prize": "",
    }
    return ("work", value | more)


def desk(name: str, about: str, person: str, place: str, *times: Any) -> tuple[str, dict[str, Any]]:
    begins, ends, minutes, at_once = times or (None, None, 30, 1)
    value = {
        "name": name,
        "about": about,
        "person": person,
        "location": place,
        "begins": begins,
        "ends": ends,
    }
    return ("desk", {**value, "minutes": minutes, "at_once": at_once})


def employer(name: str, about: str, access: str, *posts: tuple[str, int, str, str]) -> tuple[str, Any]:
    rows = [{"title": t, "number": n, "pay": p, "note": x} for t, n, p, x in posts]
    return ("employer", {"name": name, "about": about, "access": access, "posts": rows})


def checklist(*items: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    rows = [{"text": text, "note": note} for text, note in items]
    return ("checklist", {"heading": "请带上这些", "items": rows})


def programme(heading: str, *items: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    return ("programme", {"heading": heading, "items": [{"time": t or None, "text": x} for t, x in items]})


def speakers(heading: str, *people: tuple[str, str, str]) -> tuple[str, dict[str, Any]]:
    rows = [{"name": n, "role": r, "about": a, "image": None} for n, r, a in people]
    return ("speakers", {"heading": heading, "people": rows})
