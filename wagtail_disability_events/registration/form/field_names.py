"""Value: the names of all fields that a form for signing up can have, known without the event."""

import re

from ..values.questions import CATALOGUE

OF_EVERY_FORM = {
    *("submission_id", "form_number", "gone", "step", "mode"),
    *("filled_in_by", "first_days", "name", "contact_name", "phone", "no_phone", "named_as", "companions"),
    *("date", "slot", "place", "contests", "needs", "needs_note"),
    *("consent_processing", "consent_sensitive", "consent_photo", "consent_guardian"),
}
OF_GROUPS = {
    *("organisation", "contact", "phone", "email", "date", "place", "table", "consent", "send"),
    *("typed_name", "typed_phone", "typed_needs"),
}
OF_PRIVATE_PAGES = {"do", "photo", "person", "for", "sure", "calendar"}
_OWN_QUESTION = re.compile(r"q-[0-9a-f-]{36}")


def is_sign_up_field(name: str) -> bool:
    """Whether a field of that name belongs to a form of ours. A file that was kept has a name of its own."""
    own = name.removesuffix("-kept")
    known = own in OF_EVERY_FORM or own in OF_GROUPS or own in OF_PRIVATE_PAGES or own in CATALOGUE
    return known or _OWN_QUESTION.fullmatch(own) is not None
