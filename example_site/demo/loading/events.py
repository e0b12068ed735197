"""Events with all that hangs on them."""

from datetime import timedelta
from typing import Any

from demo.content.parts import work
from demo.content.places import FORM_TEMPLATES
from demo.content.shapes import DemoEvent
from demo.pictures import SCENES, draw_picture
from wagtail_disability_events import models
from wagtail_disability_events.gallery.photos.release import publish_copies
from wagtail_disability_events.gallery.pixels.library import store_image
from wagtail_disability_events.gallery.uploads.intake import AlreadyThere, take_in
from wagtail_disability_events.occurrences import operations

from .participation import sign_people_up, write_outcomes
from .schedules import schedule_block
from .state import Demo


def make_event(demo: Demo, item: DemoEvent) -> Any:
    model = getattr(models, item.model)
    values: dict[str, Any] = {
        "title": item.title,
        "kind": item.kind,
        "summary": item.summary,
        "occasion": occasion_named(item.occasion),
        "venue": demo.venues[item.venue],
        "location_note": item.room,
        "schedule": [schedule_block(demo, when) for when in item.dates],
        "access": [
            ("service", {"service": s, "limit": n, "days_before": None, "note": note})
            for s, n, note in item.services
        ],
        "capacity": item.capacity,
        "register_for": item.register_for,
        "registration_enabled": item.register,
        "questions": [
            (
                "usual",
                {
                    "question": key,
                    "required": required,
                    "purpose": purpose,
                    "help": "",
                    "when": "",
                    "answer": "",
                },
            )
            for key, required, purpose in item.asks
        ],
        "form_template": form_template_named(item.form_template),
    }
    if model.special_field:
        special = list(item.special)
        if item.title.startswith("“心中的家园”"):
            special = drawn_works(demo)
        values[model.special_field] = special
    event = model(**values, **item.extra, live=False)
    demo.orgs[item.org].add_child(instance=event)
    event.partners.set([demo.orgs[partner] for partner in item.partners])
    revision = event.save_revision(user=demo.user)
    if item.draft:
        return event
    revision.publish(user=demo.user)
    event = model.objects.get(pk=event.pk)
    sign_people_up(demo, event, item)
    cancel_or_move(event, item)
    write_outcomes(demo, event, item)
    for position, scene in enumerate(item.photos):
        take_photo(demo, event, scene, position)
    return event


def occasion_named(name: str) -> Any:
    slugs = {
        "全国助残日": "helping-day",
        "国际残疾人日": "idpd",
        "春节": "spring-festival",
        "重阳节": "double-ninth",
    }
    return (
        models.Occasion.objects.get_or_create(name=name, defaults={"slug": slugs[name]})[0] if name else None
    )


def form_template_named(name: str) -> Any:
    if not name:
        return None
    blank = {"required": False, "purpose": "", "help": "", "when": "", "answer": ""}
    questions = [("usual", blank | {"question": key}) for key in FORM_TEMPLATES[name]]
    return models.FormTemplate.objects.get_or_create(name=name, defaults={"questions": questions})[0]


def drawn_works(demo: Demo) -> list[Any]:
    works = []
    for position, (scene, title, prize) in enumerate(
        (
            ("hills", "远山", "一等奖"),
            ("house", "心中的家园", "二等奖"),
            ("papercut", "团圆", "二等奖"),
            ("lanterns", "灯会", ""),
        )
    ):
        image = store_image(draw_picture(scene, 50 + position), "work.jpg", title=title, user=demo.user)
        value = {"image": image, "alt_text": SCENES[scene][1], "decorative": False}
        picture = _image_value(image, value)
        described = SCENES[scene][1] + "。"
        works.append(work(title, "纸上水彩", described, image=picture, prize=prize))
    return works


def cancel_or_move(event: Any, item: DemoEvent) -> None:
    if item.operation == "cancel":
        operations.cancel(event.occurrences.first(), "台风")
    elif item.operation == "move":
        when = event.occurrences.first()
        operations.move(when, when.start + timedelta(days=2), when.end + timedelta(days=2), "场馆检修")


def take_photo(demo: Demo, event: Any, scene: str, position: int) -> None:
    drawn = draw_picture(scene, event.pk * 100 + position)
    try:
        photo = take_in(
            event,
            drawn,
            drawn.name,
            user=demo.user,
            alt_text=SCENES[scene][1],
            state=models.Photo.State.PUBLIC,
            credit="摄影：活动志愿者",
        )
    except AlreadyThere:  # drawn twice in the same colours
        return
    publish_copies([photo.pk], prepare=False)
    if position == 0:
        photo.refresh_from_db()
        event.cover = photo.image
        event.save_revision(user=demo.user).publish(user=demo.user)


def _image_value(image: Any, value: dict[str, Any]) -> Any:
    image.contextual_alt_text, image.decorative = value["alt_text"], value["decorative"]
    return image
