"""The seam to notify: pages are asked for by reference, texts are handed over sealed. Notify knows nothing of tips."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from notify import oncall, outbox, pages
from notify.contacts import contacts
from notify.outbox import Class, Trigger
from notify.pages import Contingent, NoSuchPage, NotYours, Seen
from reporting.cases.monitoring import MonitoredLease
from reporting.model.ids import DistrictId, MemberId, TeamId, ThreadId
from reporting.store.database import Database
from reporting.vault.service_box import OutboxBox


@dataclass(frozen=True, slots=True)
class Told:
    """A text that waits for what becomes of a page: made while the number is at hand, sealed under a key in RAM."""

    trigger: Trigger
    row: bytes
    number: str
    line: str
    body: str

    def __repr__(self) -> str:
        return f"Told({self.trigger.value!r})"


class Paging:
    def __init__(
        self, database: Database, district: DistrictId, box: OutboxBox, lease: MonitoredLease
    ) -> None:
        self._database = database
        self._district = district
        self._box = box
        self._lease = lease

    def page(
        self,
        conn: Connection,
        *,
        page: bytes,
        thread: ThreadId,
        reference: str,
        team: TeamId,
        excluded: Iterable[MemberId],
        able: Iterable[MemberId],
        coalesce: bytes | None,
        now: datetime,
        told: Sequence[Told],
    ) -> None:
        """Inside the caller's transaction; there is no parameter for text. `able`: who can open it."""
        pages.page(
            conn,
            district=self._district,
            page_id=page,
            reference=reference,
            team=team,
            now=now,
            excluded=tuple(excluded),
            able=tuple(able),
            contingent=[self._contingent(one, thread) for one in told],
            coalesce_key=lane_key(team, coalesce),
            about=thread,
        )

    def text(
        self, conn: Connection, *, row: bytes, number: str, line: str, body: str, about: bytes, now: datetime
    ) -> None:
        """A reply by text, sealed under the key in RAM. `about`: the message it carries."""
        outbox.enqueue(
            conn,
            district=self._district,
            row_id=row,
            class_=Class.REPLY,
            sealed_to=self._box.seal(number.encode(), row),
            sealed_body=self._box.seal(body.encode(), row),
            sealer="out",
            sender=line,
            now=now,
            about=about,
        )

    def of_thread(self, thread: ThreadId) -> Sequence[Seen]:
        with self._database.read() as conn:
            return pages.pages_about(conn, district=self._district, about=thread)

    def called(self, thread: ThreadId) -> tuple[MemberId, ...]:
        """Who was rung for it so far, the first one first."""
        with self._database.read() as conn:
            return tuple(MemberId(one) for one in pages.called(conn, district=self._district, about=thread))

    def acknowledge(self, conn: Connection, thread: ThreadId, member: MemberId, now: datetime) -> bool:
        """In the caller's transaction: all open pages of a thread are this person's. False when none was open,
        somebody else has them, or this person is excluded from them.
        """
        taken = False
        for one in pages.pages_about(conn, district=self._district, about=thread):
            if one.state != "open":
                continue
            try:
                found = pages.acknowledge(
                    conn, district=self._district, page_id=one.page, person=member, now=now, by="inbox"
                )
            except NoSuchPage:
                continue
            taken = taken or bool(found.pages)
        return taken

    def hand_back(self, conn: Connection, thread: ThreadId, member: MemberId, now: datetime) -> bool:
        """In the caller's transaction: who holds pages of this thread cannot take them, the next is called at once."""
        given = False
        for one in pages.pages_about(conn, district=self._district, about=thread):
            if one.state != "acknowledged" or one.holder != member:
                continue
            try:
                pages.hand_back(conn, district=self._district, page_id=one.page, person=member, now=now)
            except (NoSuchPage, NotYours):
                continue
            given = True
        return given

    def monitored(self, now: datetime) -> bool:
        return self._lease.monitored(now)

    def covered(self, conn: Connection, team: TeamId, now: datetime) -> bool:
        """Whether somebody with a reachable phone is on call for this team at this moment."""
        persons = oncall.on_call(conn, district=self._district, team=team, now=now)
        known = contacts(conn, district=self._district, persons=persons)
        return any(person in known and known[person].reachable for person in persons)

    def _contingent(self, told: Told, thread: ThreadId) -> Contingent:
        return Contingent(
            row_id=told.row,
            trigger=told.trigger,
            sealed_to=self._box.seal(told.number.encode(), told.row),
            sealed_body=self._box.seal(told.body.encode(), told.row),
            sender=told.line,
            about=thread,
        )


def lane_key(team: bytes, coalesce: bytes | None) -> bytes:
    """One open urgent matter a ladder; a flood from one address climbs apart, so that it hides nobody else's."""
    if coalesce is None:
        return team
    return hashlib.sha256(team + coalesce).digest()[:16]
