"""Earlier texts and files appear in the thread by web that goes on from them: copied by the session of whoever can open them.

A copy is signed by the system, because its place is another one than the one its writer signed for; it says who wrote
it. Notes of staff stay where they are. A message is copied once, whoever does it: its id follows from the one it copies.
Words come first: a file that has no room in this turn comes with the next, in its own place of the old thread's order.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from reporting.cases.certified import CertifiedKeys, ThreadSwapped, certified
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.earlier_files import AT_ONCE, EarlierFiles, Turn
from reporting.cases.file_keeping import KeptFile
from reporting.cases.ground import Ground
from reporting.cases.keyring import Keyring
from reporting.cases.new_thread import summary_draft, triage_draft
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.refusals import NoSuchThread
from reporting.cases.sealing import Place
from reporting.cases.triage_record import TriageRecord
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import bridges, files, listings, messages, threads
from reporting.store.bridges import Bridge
from reporting.store.messages import Draft
from reporting.store.shred import ShredKeyMissing
from reporting.store.threads import Thread
from reporting.vault.authorship import BySystem
from reporting.vault.notation import label, lp, sha256
from reporting.vault.payload import Payload
from triage.decision import Severity

# What pressing the button says, as words of the student: staff read it, and lists show it.
GOES_ON = {
    "en": "I go on here from my text messages.",
    "es": "Sigo aquí desde mis mensajes de texto.",
}
EARLIER = "earlier"
BY = {Kind.WEB: "reporter", Kind.SMS: "reporter", Kind.STAFF_REPLY: "staff"}
A_TIME = 5
# What was proposed by text stands on the page as well, with what became of it: the same proposal, by the same number.
PROPOSED = "referral_proposed"
NOTED = frozenset(
    {
        "referral_agreed",
        "referral_refused",
        "referral_withdrawn",
        "referral_sent",
        "referral_met",
        "referral_taken_back",
    }
)

_log = logging.getLogger("quietline.bringing_over")


class _SomebodyElse(Exception):
    """Raised in a unit of work to undo it: another session brought them over in this moment."""


def is_copy(one: OpenedMessage) -> bool:
    """Of an earlier text, with the system's word for it."""
    payload = one.payload
    return one.stored.kind is Kind.SYSTEM and payload is not None and payload.code == EARLIER


def said_by(one: OpenedMessage) -> str:
    """Who wrote what this copies: "reporter" or "staff"."""
    by = one.payload.params.get("by", "") if one.payload else ""
    return by if by in BY.values() else "staff"


@dataclass(slots=True)
class _Copies:
    """`upto`: the last message of which nothing is left to bring over."""

    upto: int
    drafts: list[Draft] = field(default_factory=list)
    kept: list[KeptFile] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"_Copies({self.upto})"


class BringingOver:
    """`room`: whether the disk has any left for files; `at_once`: bytes of files that one request brings over."""

    def __init__(self, ground: Ground, room: Callable[[], bool], at_once: int = AT_ONCE) -> None:
        self._ground = ground
        self._desks = Desks(ground)
        self._files = EarlierFiles(ground, room)
        self._at_once = at_once
        # A page that asks while another one's files are copied does not copy them once more.
        self._turn = threading.Lock()

    def run(self, session: StaffSession) -> int:
        """A few of the threads that wait for it and that this person can open; how many. Raises StoreError.

        One that cannot be brought over now keeps nobody from their page, and is tried again.
        """
        if not self._turn.acquire(blocking=False):
            return 0
        try:
            ground, turn = self._ground, Turn(self._at_once)
            with ground.database.read() as conn:
                found = bridges.waiting(conn, ground.district, Keyring(session).holders, A_TIME)
            return sum(self._tried(session, one, turn) for one in found)
        finally:
            self._turn.release()

    def _tried(self, session: StaffSession, bridge: Bridge, turn: Turn) -> bool:
        try:
            return self._bring(session, bridge, turn)
        except (ShredKeyMissing, messages.NoSuchThread) as error:
            _log.warning("texts could not be brought over: %s", type(error).__name__)
            return False

    def _bring(self, session: StaffSession, bridge: Bridge, turn: Turn) -> bool:
        ground = self._ground
        with ground.database.read() as conn:
            rows = threads.by_ids(conn, ground.district, [bridge.thread, bridge.continues])
        to, row = rows.get(bridge.thread), rows.get(bridge.continues)
        if to is None or row is None:
            return False
        try:
            earlier, keys = self._desks.load(session, row.reference), certified(to)
        except (NoSuchThread, ThreadSwapped):
            return False
        if earlier.keys is None:
            return False
        copies = self._copies(earlier, to, keys, bridge.seq, turn)
        if copies.upto == bridge.seq and not copies.drafts:
            return False
        stored = False
        try:
            stored = self._store(bridge, copies)
        finally:
            if not stored:
                self._files.drop(copies.kept)
        if stored and copies.drafts:
            with ground.database.read() as conn:
                holders = listings.holders(conn, ground.district, to.id)
            ground.feed.tell(holders, urgent=False)
        return stored and bool(copies.drafts)

    def _store(self, bridge: Bridge, copies: _Copies) -> bool:
        """False where another session was faster. Raises StoreError."""
        ground = self._ground

        def unit(conn: Connection) -> None:
            appended = messages.append(
                conn, ground.district, bridge.thread, copies.drafts, ground.chain.of(bridge.thread)
            )
            if any(one.repeated for one in appended):
                raise _SomebodyElse
            for one in copies.kept:
                files.add(conn, ground.district, one.attachment)
            if not bridges.move(conn, ground.district, bridge, copies.upto):
                raise _SomebodyElse

        try:
            ground.database.write(unit)
        except _SomebodyElse:
            return False
        return True

    def _copies(
        self, earlier: DeskThread, to: Thread, keys: CertifiedKeys, after: int, turn: Turn
    ) -> _Copies:
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            there = {one.id for one in messages.of_thread(conn, ground.district, to.id)}
        place = Place(ground.district, to.id, ground.shred.get(to.id, 0))
        exact = to.severity == Severity.URGENT.value
        copies = _Copies(earlier.stored[-1].seq)
        for one in earlier.opened:
            name = _copy_id(to.id, one.stored.id)
            if one.stored.seq <= after or name in there or one.payload is None or one.failure is not None:
                continue
            if one.stored.kind in BY and (one.text or one.payload.files):
                found = self._files.brought(
                    earlier, one.payload.files, to.id, keys.talk, turn, there=len(copies.kept)
                )
                if found is None:
                    copies.upto = min(copies.upto, one.stored.seq - 1)
                    continue
                copies.kept += found
                if not (one.text or found):
                    continue
                payload = Payload(
                    one.payload.at,
                    one.text,
                    one.payload.lang,
                    files=tuple(each.file for each in found),
                    code=EARLIER,
                    params={"by": BY[one.stored.kind], **_carried(one)},
                )
                copies.drafts.append(self._copy(place, keys, name, payload, exact=exact))
            elif one.stored.kind is Kind.SYSTEM and one.payload.code in NOTED:
                copies.drafts.append(self._copy(place, keys, name, one.payload, exact=exact))
            elif one.stored.kind is Kind.TRIAGE:
                record = TriageRecord.from_members(one.payload.more, one.payload.lang or "en")
                copied = replace(record, message=_copy_id(to.id, bytes.fromhex(record.message)).hex())
                copies.drafts.append(
                    triage_draft(place, ground.system, copied, [keys.case], name, now=now, exact=exact)
                )
        if _copy_id(to.id, earlier.row.id) not in there:
            copies.drafts += self._summary(earlier, to, place, after, exact=exact)
        return copies

    def _copy(
        self, place: Place, keys: CertifiedKeys, name: bytes, payload: Payload, *, exact: bool
    ) -> Draft:
        ground, by = self._ground, BySystem(self._ground.system)
        return place.seal(name, Kind.SYSTEM, payload, [keys.talk], by, now=ground.clock(), exact=exact)

    def _summary(
        self, earlier: DeskThread, to: Thread, place: Place, after: int, *, exact: bool
    ) -> list[Draft]:
        """The first time lists learn what it is about; later only what the student writes changes that."""
        ground, records = self._ground, earlier.records()
        if after or not records:
            return []
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, to.id)
        readers = ground.roll.readers().of_holders(holders)
        leading = max(records, key=lambda one: one.decision.severity.rank)
        words = {one.stored.id.hex(): one.text for one in earlier.opened if one.stored.kind in BY}
        if not readers:
            return []
        return [
            summary_draft(
                place,
                leading,
                words.get(leading.message, ""),
                readers,
                _copy_id(to.id, earlier.row.id),
                now=ground.clock(),
                exact=exact,
                standing=earlier.standing(),
            )
        ]


def _carried(one: OpenedMessage) -> Mapping[str, str]:
    """What stands beside the words of a proposal."""
    payload = one.payload
    if payload is None or payload.code != PROPOSED or one.stored.kind is not Kind.STAFF_REPLY:
        return {}
    return {**payload.params, "was": PROPOSED, "copy_of": one.stored.id.hex()}


def _copy_id(thread: ThreadId, message: bytes) -> bytes:
    return sha256(lp(label("earlier"), thread, message))[:16]
