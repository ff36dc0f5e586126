"""Earlier texts appear in the thread by web that goes on from them: copied by the session of whoever can open them.

A copy is signed by the system, because its place is another one than the one its writer signed for; it says who wrote
it. Notes of staff stay where they are. A message is copied once, whoever does it: its id follows from the one it copies.
"""

import logging
from dataclasses import replace

from sqlalchemy import Connection

from reporting.cases.certified import CertifiedKeys, ThreadSwapped, certified
from reporting.cases.desk_thread import Desks, DeskThread
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
from reporting.store import bridges, listings, messages, threads
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


class BringingOver:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._desks = Desks(ground)

    def run(self, session: StaffSession) -> int:
        """A few of the threads that wait for it and that this person can open; how many. Raises StoreError.

        One that cannot be brought over now keeps nobody from their page, and is tried again.
        """
        ground = self._ground
        with ground.database.read() as conn:
            found = bridges.waiting(conn, ground.district, Keyring(session).holders, A_TIME)
        return sum(self._tried(session, one) for one in found)

    def _tried(self, session: StaffSession, bridge: Bridge) -> bool:
        try:
            return self._bring(session, bridge)
        except (ShredKeyMissing, messages.NoSuchThread) as error:
            _log.warning("texts could not be brought over: %s", type(error).__name__)
            return False

    def _bring(self, session: StaffSession, bridge: Bridge) -> bool:
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
        drafts = self._drafts(earlier, to, keys, bridge.seq)
        last = earlier.stored[-1].seq

        def unit(conn: Connection) -> None:
            messages.append(conn, ground.district, to.id, drafts, ground.chain.of(to.id))
            if not bridges.move(conn, ground.district, bridge, last):
                raise _SomebodyElse

        try:
            ground.database.write(unit)
        except _SomebodyElse:
            return False
        if drafts:
            with ground.database.read() as conn:
                holders = listings.holders(conn, ground.district, to.id)
            ground.feed.tell(holders, urgent=False)
        return bool(drafts)

    def _drafts(self, earlier: DeskThread, to: Thread, keys: CertifiedKeys, after: int) -> list[Draft]:
        ground, now = self._ground, self._ground.clock()
        place = Place(ground.district, to.id, ground.shred.get(to.id, 0))
        exact = to.severity == Severity.URGENT.value
        drafts = []
        for one in earlier.opened:
            if one.stored.seq <= after or one.payload is None or one.failure is not None:
                continue
            name = _copy_id(to.id, one.stored.id)
            if one.stored.kind in BY and one.text:
                payload = Payload(
                    one.payload.at,
                    one.text,
                    one.payload.lang,
                    code=EARLIER,
                    params={"by": BY[one.stored.kind]},
                )
                drafts.append(
                    place.seal(
                        name, Kind.SYSTEM, payload, [keys.talk], BySystem(ground.system), now=now, exact=exact
                    )
                )
            elif one.stored.kind is Kind.TRIAGE:
                record = TriageRecord.from_members(one.payload.more, one.payload.lang or "en")
                copied = replace(record, message=_copy_id(to.id, bytes.fromhex(record.message)).hex())
                drafts.append(
                    triage_draft(place, ground.system, copied, [keys.case], name, now=now, exact=exact)
                )
        return [*drafts, *self._summary(earlier, to, place, after, exact=exact)]

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


def _copy_id(thread: ThreadId, message: bytes) -> bytes:
    return sha256(lp(label("earlier"), thread, message))[:16]
