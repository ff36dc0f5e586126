"""The weekly audit sample: of the tips that page nobody a few, drawn by chance, are given to a lead as well.

"No rule fired" does not mean "nothing is wrong". Only what people read says how much the rules miss.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.placing import Placement
from reporting.cases.rule_leads import MOST_READERS, keys_of, leads_but
from reporting.model.clock import day_of
from reporting.model.ids import MemberId, ThreadId
from reporting.model.kind import Kind
from reporting.store import audit_samples, messages
from reporting.store.messages import Message
from reporting.vault.envelope import Envelope, drop_recipient, recipient_kids
from reporting.vault.notation import Unreadable
from reporting.vault.xwing import PublicKey
from triage.decision import Decision, Severity

WEEK_DAYS = 7
SAMPLED_KINDS = (Kind.WEB, Kind.SMS, Kind.TRIAGE)
SAMPLED_PLACES = (1, 2)  # the first words, and what triage said of them
_BITS = 32


@dataclass(frozen=True, slots=True)
class SampleRate:
    """One in so many is drawn, at most so many a week. `one_in` 0: none."""

    one_in: int
    weekly: int


class AuditSample:
    def __init__(self, ground: Ground, rate: SampleRate) -> None:
        self._ground = ground
        self._rate = rate

    @property
    def may_draw(self) -> bool:
        """Whether the page that says who reads must name one person more."""
        return bool(self._rate.one_in and self._rate.weekly)

    def readers(
        self, decision: Decision, placement: Placement, excluded: frozenset[MemberId]
    ) -> tuple[PublicKey, ...]:
        """Whom this tip is sealed to as well; empty for nearly all."""
        if decision.severity is Severity.URGENT or not self._drawn():
            return ()
        leads = leads_but(self._ground, excluded)
        if excluded:
            # It was kept from somebody, so it is widened to nobody: only who can open it anyway may judge it.
            leads = tuple(one for one in leads if one in placement.able)
        return keys_of(self._ground, leads[:MOST_READERS])

    def note(self, conn: Connection, thread: ThreadId) -> None:
        """In the transaction that stores the thread."""
        audit_samples.add(conn, self._ground.district, thread, day_of(self._ground.clock()))

    def _drawn(self) -> bool:
        ground, rate = self._ground, self._rate
        if not rate.one_in:
            return False
        if int.from_bytes(ground.random(_BITS // 8), "big") * rate.one_in >= 1 << _BITS:
            return False
        since = day_of(ground.clock()) - WEEK_DAYS + 1
        with ground.database.read() as conn:
            return audit_samples.drawn_since(conn, ground.district, since) < rate.weekly


def withdraw(conn: Connection, ground: Ground, thread: ThreadId) -> bool:
    """The leads can open it no more: it was judged, or it turns out to be about somebody of the house.

    Whether it waited for a lead until now.
    """
    if not audit_samples.mark_judged(conn, ground.district, thread):
        return False
    theirs = {key.kid for key in ground.roll.readers().members.values()}
    for message in messages.of_thread(conn, ground.district, thread, kinds=SAMPLED_KINDS):
        kept = _without(theirs, message) if message.seq in SAMPLED_PLACES else None
        if kept is not None:
            messages.set_recipients(conn, ground.district, thread, message.seq, kept)
    return True


def _without(kids: set[bytes], message: Message) -> bytes | None:
    """The recipients without these; None where none of them is there."""
    try:
        there = recipient_kids(message.recipients)
    except Unreadable:
        return None
    recipients = message.recipients
    for kid in kids.intersection(there):
        recipients = drop_recipient(Envelope(message.core, recipients), kid)
    return recipients if recipients != message.recipients else None
