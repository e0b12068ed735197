"""What a form is composed of."""

from django import forms

from ..asked import AskedForm
from ..request import BookingRequest


class Part:
    """One question of the form, or several that belong together.

    A part that the event does not ask for has no fields, and does nothing.
    """

    def __init__(self, asked: AskedForm) -> None:
        self.asked = asked

    def fields(self) -> dict[str, forms.Field]:
        """The fields by their names, in the order in which they are asked."""
        return {}

    def initial(self) -> dict[str, object]:
        """What stands in fields that begin with something."""
        return {}

    def clean(self, form: forms.Form) -> None:
        """Check what one field cannot know alone; errors are added to ``form``."""

    def keep_files(self, form: forms.Form) -> None:
        """Store files that can be taken, so that they need not be chosen again; the form names them."""

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        """The request with what a valid form says in this part."""
        return request
