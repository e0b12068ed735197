"""Why a sign-up cannot be: named errors that carry what a person needs to go on."""

from ..models.registrations import Registration
from ..seats.availability_words import SignUpState


class BookingError(Exception):
    """A sign-up that cannot be."""


class RegistrationClosed(BookingError):
    """Sign-up has not opened, is over, or is not asked for; ``state`` says why."""

    def __init__(self, state: SignUpState) -> None:
        super().__init__(state)
        self.state = state


class SlotTaken(BookingError):
    """The chosen time at a desk was taken a moment ago."""


class ServiceTaken(BookingError):
    """The last of some services was taken while the form was open; ``services`` are their codes."""

    def __init__(self, services: tuple[str, ...]) -> None:
        super().__init__(services)
        self.services = services


class QuotaExceeded(BookingError):
    """Every seat is taken and the event keeps no waiting list."""


class AlreadySignedUp(BookingError):
    """Raised for staff only: this person is signed up; ``registration`` is the sign-up."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(registration)
        self.registration = registration


class NoLongerThere(BookingError):
    """The sign-up was cancelled meanwhile."""


class ReasonMissing(BookingError):
    """Somebody comes before others, and nobody says why."""


class ListHasProblems(BookingError):
    """“All or nobody” was asked for, and not everybody can be signed up."""
