"""A person of staff takes back for a student what they agreed to: where the number was forgotten nobody else can; else only
because the student asked for it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen
from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.phone_standing import unreachable
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.refusals import Refused, TooLong
from reporting.cases.staff_view import Act
from reporting.model.measure import Step
from reporting.model.referral import OVER, ReferralState
from reporting.people.staff_session import StaffSession
from reporting.referrals.counted import count_of
from reporting.referrals.offer import TAKEN_BACK, Referral, referrals_of
from reporting.referrals.referral_desk import NotSendable
from reporting.referrals.tag import read_tag
from reporting.store import packet_counts, packets, sides
from reporting.store.errors import StoreError
from reporting.store.shred import ResidueRemains

LONGEST = 1000


class Back(StrEnum):
    """Who can take a yes back: nobody but staff; or the student, and staff at their word."""

    HERE = "here"
    ASKED = "asked"


class ReasonMissing(Refused):
    """Somebody takes back what a student agreed to, and does not say why."""

    code = "back_reason"


class NotAskedFor(Refused):
    """The student can take it back, and nobody says that they asked for it."""

    code = "back_not_asked"


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What the form says. `asked`: the student asked for it."""

    offer: str
    reason: str
    asked: bool

    def __repr__(self) -> str:
        return "TakingBack(<sealed>)"


def who_can(thread: DeskThread, known: Referral, state: ReferralState | None) -> Back | None:
    """None where there is nothing to take back. Pure."""
    if known.consent is None or known.withdrawn or state in OVER:
        return None
    return Back.HERE if unreachable(thread) else Back.ASKED


class StaffTakingBack:
    """`by_web`: whether a thread goes on by web, where the student can do it."""

    def __init__(
        self,
        ground: Ground,
        pen: DeskPen,
        *,
        counter: ReferralCounter,
        by_web: Callable[[DeskThread], bool],
    ) -> None:
        self._ground = ground
        self._pen = pen
        self._counter = counter
        self._by_web = by_web

    def may(self, thread: DeskThread, known: Referral, state: ReferralState | None) -> Back | None:
        return None if self._by_web(thread) else who_can(thread, known, state)

    def take_back(self, session: StaffSession, reference: str, submission: bytes, said: TakingBack) -> None:
        """From now on the partner opens nothing; what was read, was read.

        Raises NoSuchThread, NotAllowed, NotSendable, ReasonMissing, NotAskedFor, TooLong, NothingStored.
        """
        doing = self._pen.begin(session, reference, Act.NOTE)
        ground, thread = self._ground, doing.thread
        known = next((one for one in referrals_of(thread.opened) if one.offer.id == said.offer), None)
        if known is None:
            raise NotSendable
        packet = known.packet
        row, category = None, ""
        if packet is not None:
            with ground.database.read() as conn:
                row = packets.by_id(conn, ground.district, packet)
                count = packet_counts.of(conn, ground.district, packet)
            category = read_tag(known.answer_key, packet, count.tag).category if count else ""
        may = self.may(thread, known, row.state if row else None)
        if may is None:
            raise NotSendable
        self._check(said, may)
        params = {"offer": known.offer.id, "asked": "yes" if said.asked else "no"}
        note = self._pen.note(doing, submission, said.reason.strip(), code=TAKEN_BACK, params=params)
        told = self._pen.system(doing, TAKEN_BACK, params=params)
        ended = False

        def effect(conn: Connection) -> None:
            nonlocal ended
            if packet is not None:
                ended = packets.end(conn, ground.district, packet, ReferralState.WITHDRAWN)
            if known.side is not None:
                sides.end(conn, ground.district, known.side[0])

        self._pen.write(doing, "referral_taken_back", [note, told], effect=effect)
        if ended:
            count_of(ground, self._counter, thread.row, category, (Step.TAKEN_BACK,))
        gone = [one for one in (packet, known.side[0] if known.side else None) if one is not None]
        if gone:
            # The rows are over already; a key that stays a moment longer goes with the next sweep.
            with suppress(StoreError, ResidueRemains):
                ground.shred.erase(gone)

    @staticmethod
    def _check(said: TakingBack, may: Back) -> None:
        if len(said.reason) > LONGEST:
            raise TooLong(LONGEST)
        if not said.reason.strip():
            raise ReasonMissing
        if may is Back.ASKED and not said.asked:
            raise NotAskedFor
