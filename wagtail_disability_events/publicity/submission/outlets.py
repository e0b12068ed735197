"""The outlet of the ledger that a submission goes to."""

from ..ledger.keeping import level_of, outlet_named
from ..ledger.models import Outlet, OutletLevel
from .models import Submission


def outlet_of(submission: Submission) -> Outlet:
    """The superior office; one that is not of this site is taken for a district's."""
    superior = submission.to_organisation
    level = level_of(superior) if superior is not None else OutletLevel.DISTRICT.value
    return outlet_named(submission.to_name, Outlet.Kind.SUPERIOR, level)
