"""What a push means for the ledger."""

from ...core.dates import today_in
from ..ledger.keeping import level_of, note, organisation_of, outlet_named
from ..ledger.models import Outlet
from .models import Push


def note_push(push: Push) -> None:
    """An article went to an official account; carried once it is published there."""
    article = push.article
    organisation = organisation_of(article)
    if organisation is None:
        return
    is_out = push.state == Push.State.PUBLISHED
    owner = push.account.organisation
    kind = Outlet.Kind.OWN_ACCOUNT if organisation.path == owner.path else Outlet.Kind.SUPERIOR
    today = today_in(organisation.time_zone)
    note(
        organisation,
        article.title,
        outlet_named(push.account.name, kind, level_of(owner)),
        article=article,
        submitted_on=today,
        carried_on=today if is_out else None,
        link=push.address if is_out else "",
        made_by_id=push.started_by_id,
    )
