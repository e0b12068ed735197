"""The form that holds for an event, kept whenever it changes."""

from ..event import AskingEvent
from ..models.forms import FormVersion
from ..values.questions import FormDefinition


def keep_form(event: AskingEvent, *, is_new: bool = False) -> None:
    """Write a new version if the published questions are others than those of the last one.

    An event that asks nothing of its own, and never did, has none and costs no query when it is new.
    """
    form = event.form_definition()
    if not form and is_new:
        return
    last = None if is_new else FormVersion.objects.filter(event_id=event.pk).order_by("number").last()
    if last.content_hash == form.content_hash if last else not form:
        return
    highest = last.number if last else 0
    FormVersion.objects.create(
        event_id=event.pk, number=highest + 1, content_hash=form.content_hash, definition=form.as_json()
    )


def current_form(event: AskingEvent) -> tuple[FormVersion | None, FormDefinition]:
    """The version that is asked at this moment, and its questions; no version for the plain form.

    A translation asks the same in its words.
    """
    if not event.asks_questions:
        return None, FormDefinition()
    version = FormVersion.objects.filter(event_id=event.pk).order_by("number").last()
    form = version.form if version else FormDefinition()
    if event.words_id != event.pk:
        form = form.in_words_of(event.form_definition())
    return version, form
