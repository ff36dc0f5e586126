"""What is in force, from signed acts alone. Pure: acts and a roster in, the standing out, or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.model.ids import MemberId
from reporting.store.rule_versions import StoredAct
from reporting.vault.notation import Unreadable
from reporting.vault.roster_state import RosterState
from reporting.vault.rule_acts import NO_HEAD, SHIPPED_ALONE, RuleAct, Statement, head_after
from reporting.vault.rule_pin import RulePin


class ActsRefused(Exception):
    """The acts in the database are not those that members signed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """After `n` acts, named by `head`. `line` are the hashes one on top of the other; the last is in force.

    `last` is the act that brought it in force.
    """

    n: int = 0
    head: bytes = NO_HEAD
    line: tuple[bytes, ...] = (SHIPPED_ALONE,)
    last: StoredAct | None = None

    @property
    def hash(self) -> bytes:
        return self.line[-1]

    @property
    def before(self) -> bytes | None:
        """Where a roll back leads; None with the shipped rules alone."""
        return self.line[-2] if len(self.line) > 1 else None


def standing_of(acts: Sequence[StoredAct], roster: RosterState, pin: RulePin) -> Standing:
    """Acts up to the pin are those that were verified in their day; each one after it is verified now.

    Raises ActsRefused.
    """
    standing = Standing()
    if len(acts) < pin.n:
        raise ActsRefused
    for act in acts:
        if standing.n >= pin.n:
            verify_act(act, roster, standing)
        standing = _after(standing, act)
        if standing.n == pin.n and (standing.head, standing.hash) != (pin.head, pin.hash):
            raise ActsRefused
    return standing


def verify_act(act: StoredAct, roster: RosterState, standing: Standing) -> None:
    """Raises ActsRefused unless the right people signed this on top of the standing."""
    told = RuleAct.ROLL_BACK if act.act == RuleAct.ROLL_BACK else RuleAct.PROPOSE
    statement = Statement(roster.district, told, act.hash, act.parent, standing.head)
    _signed(roster, statement, act.first, act.first_sig)
    if not is_lead(roster, act.first):
        raise ActsRefused
    if told is RuleAct.ROLL_BACK:
        return
    if act.second is None or act.second_sig is None or not may_second(roster, act.second, act.first):
        raise ActsRefused
    second = Statement(roster.district, RuleAct.APPROVE, act.hash, act.parent, standing.head)
    _signed(roster, second, act.second, act.second_sig)


def is_lead(roster: RosterState, member: MemberId) -> bool:
    return roster.active_member(member) is not None and bool(roster.led_by(member))


def may_second(roster: RosterState, member: MemberId, first: MemberId) -> bool:
    """A lead or a registrar who is somebody else."""
    known = roster.active_member(member)
    return known is not None and member != first and (known.registrar or bool(roster.led_by(member)))


def _signed(roster: RosterState, statement: Statement, member: MemberId, signature: bytes) -> None:
    known = roster.active_member(member)
    if known is None:
        raise ActsRefused
    try:
        statement.verify(known.ed, signature)
    except Unreadable:
        raise ActsRefused from None


def _after(standing: Standing, act: StoredAct) -> Standing:
    if act.n != standing.n + 1 or act.parent != standing.hash:
        raise ActsRefused
    signed = (act.first, act.first_sig, act.second or b"", act.second_sig or b"")
    head = head_after(standing.head, act.act, act.hash, act.parent, act.minute, *signed)
    if act.act != RuleAct.ROLL_BACK:
        return Standing(act.n, head, (*standing.line, act.hash), act)
    # Back leads to what was in force before, and nowhere else: it can bring nothing new.
    if act.hash != standing.before:
        raise ActsRefused
    return Standing(act.n, head, standing.line[:-1], act)
