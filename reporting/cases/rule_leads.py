"""Who leads the rules: whoever leads a queue. What staff say about a decision goes to these people and to nobody else."""

from collections.abc import Iterable

from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.model.ids import MemberId
from reporting.people.staff_session import StaffSession
from reporting.vault.envelope import MOST_RECIPIENTS
from reporting.vault.xwing import PublicKey

# A sample's message has the student's key among its recipients, and a crisis queue may come.
MOST_READERS = 3


def must_lead(session: StaffSession) -> None:
    """Raises NotAllowed."""
    if not session.principal.leads:
        raise NotAllowed


def leads_but(ground: Ground, excluded: Iterable[MemberId]) -> tuple[MemberId, ...]:
    """At most eight: an envelope has no room for more. Those of the whole district first."""
    kept_out = frozenset(excluded)
    found = [one for one in ground.roll.leads() if one not in kept_out]
    return tuple(found[:MOST_RECIPIENTS])


def keys_of(ground: Ground, members: Iterable[MemberId]) -> tuple[PublicKey, ...]:
    known = ground.roll.readers().members
    return tuple(known[one] for one in members if one in known)
