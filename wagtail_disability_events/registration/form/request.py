"""What one submission of the form asks for, before anything is taken."""

import hashlib
import uuid
from dataclasses import dataclass, field, replace

from ...core.languages import site_language
from ...core.users import User
from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.forms import FormVersion
from ..models.groups import GroupSignUp
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.public_names import Naming
from ..values.questions import Answer


@dataclass(frozen=True)
class Applicant:
    """Who comes: normalised texts, encrypted when stored. ``filled_in_by`` is who signs them up."""

    name: str
    phone: str
    email: str = ""
    disability_card: str = ""
    needs_note: str = ""
    named_as: str = Naming.ANONYMOUS
    language: str = field(default_factory=site_language)
    filled_in_by: str = Registration.For.SELF
    answers: dict[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentGiven:
    """A decision and the words that were on the screen."""

    purpose: str
    given: bool
    wording: str

    @property
    def version(self) -> str:
        """Names the wording: the same words have the same version."""
        return hashlib.sha256(self.wording.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class BookingRequest:
    """One submission of the form. ``submission_id`` makes sending it twice harmless.

    ``places`` are keys of groups; ``services`` codes. ``without`` are services that one comes without if
    need be: their last one was gone when the form was shown. ``beyond_because`` is why staff book more than
    the plan leaves.
    """

    event: BookableEvent
    applicant: Applicant
    occurrence: Occurrence | None = None
    slot: Quota | None = None
    places: tuple[str, ...] = ()
    companions: int = 0
    services: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    consents: tuple[ConsentGiven, ...] = ()
    form: FormVersion | None = None
    files: tuple[int, ...] = ()
    group: GroupSignUp | None = None
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)
    created_by: User | None = None
    beyond_because: str = ""

    def with_answers(self, **answers: Answer) -> "BookingRequest":
        """The same with further answers."""
        applicant = replace(self.applicant, answers=self.applicant.answers | answers)
        return replace(self, applicant=applicant)

    def with_consent(self, consent: ConsentGiven) -> "BookingRequest":
        """The same with one more decision."""
        return replace(self, consents=(*self.consents, consent))
