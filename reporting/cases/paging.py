"""The seam to notify: pages are asked for by reference, texts are handed over sealed. Notify knows nothing of tips."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from notify import outbox, pages
from notify.outbox import Class, Trigger
from notify.pages import Contingent, NoSuchPage, NotYours, Seen
from notify.splitting import split
from reporting.cases.monitoring import Monitored
from reporting.model.ids import DistrictId, MemberId, TeamId, ThreadId
from reporting.store import live_pages, threads
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
    def __init__(self, database: Database, district: DistrictId, box: OutboxBox, vigil: Monitored) -> None:
        self._database = database
        self._district = district
        self._box = box
        self._vigil = vigil

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
        """A reply by text, sealed under the key in RAM. `about`: the message it carries.

        A long one is several messages, each of which goes at most once.
        """
        for at, part in enumerate(split(body)):
            each = row if at == 0 else hashlib.sha256(row + bytes([at])).digest()[:16]
            outbox.enqueue(
                conn,
                district=self._district,
                row_id=each,
                class_=Class.REPLY,
                sealed_to=self._box.seal(number.encode(), each),
                sealed_body=self._box.seal(part.encode(), each),
                sealer="out",
                sender=line,
                now=now,
                not_before=now + at * timedelta(seconds=1),  # so that they leave in order
                about=about,
            )

    def notice(
        self, conn: Connection, *, row: bytes, number: str, line: str, body: str, now: datetime
    ) -> None:
        """What the service itself tells a phone, once for each `row`. Nobody is asked to send it again."""
        if outbox.is_known(conn, district=self._district, row=row):
            return
        outbox.enqueue(
            conn,
            district=self._district,
            row_id=row,
            class_=Class.DIGEST,
            sealed_to=self._box.seal(number.encode(), row),
            sealed_body=self._box.seal(body.encode(), row),
            sealer="out",
            sender=line,
            now=now,
        )

    def note(
        self,
        conn: Connection,
        *,
        row: bytes,
        number: str,
        line: str,
        body: str,
        about: bytes,
        now: datetime,
        not_before: datetime,
        not_after: datetime,
    ) -> None:
        """A short text that is worth something in its time only: a code, a nudge. Goes at most once, behind all others."""
        outbox.enqueue(
            conn,
            district=self._district,
            row_id=row,
            class_=Class.DIGEST,
            sealed_to=self._box.seal(number.encode(), row),
            sealed_body=self._box.seal(body.encode(), row),
            sealer="out",
            sender=line,
            now=now,
            not_before=not_before,
            not_after=not_after,
            validity_s=max(60, int((not_after - max(now, not_before)).total_seconds())),
            about=about,
        )

    def take_back_notes(self, conn: Connection, about: bytes, now: datetime) -> None:
        """In the caller's transaction: what is not on its way yet is not sent."""
        outbox.withdraw(conn, district=self._district, about=about, class_=Class.DIGEST, now=now)

    def forget(self, conn: Connection, about: Iterable[bytes], now: datetime) -> None:
        """In the caller's transaction: number and words of these texts are destroyed, and none of them leaves."""
        outbox.forget(conn, district=self._district, about=tuple(about), now=now)

    def keep(self, row: bytes, number: str, line: str, body: str) -> bytes:
        """A text that leaves later, sealed under the key in RAM."""
        return self._box.seal(json.dumps([number, line, body]).encode(), row)

    def kept(self, row: bytes, sealed: bytes) -> tuple[str, str, str]:
        """(number, number of ours, words). Raises Unopenable after a restart."""
        number, line, body = json.loads(self._box.open(sealed, row))
        return number, line, body

    def of_thread(self, thread: ThreadId) -> Sequence[Seen]:
        with self._database.read() as conn:
            return pages.pages_about(conn, district=self._district, about=thread)

    def rings(self, conn: Connection, thread: ThreadId) -> bool:
        """In the caller's transaction: whether a page of this thread waits for somebody."""
        found = pages.pages_about(conn, district=self._district, about=thread)
        return any(one.state == "open" for one in found)

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

    def replied(self, conn: Connection, thread: ThreadId, now: datetime) -> None:
        """In the caller's transaction: the student heard from a person, so nobody is reminded."""
        for one in self._conversation(conn, thread):
            pages.replied(conn, district=self._district, about=one, now=now)

    def over(self, conn: Connection, thread: ThreadId) -> None:
        """In the caller's transaction: closed, or not urgent after all; nothing more is asked of who has its pages."""
        pages.close(conn, district=self._district, about=thread)

    def news(self, conn: Connection, thread: ThreadId, now: datetime) -> None:
        """In the caller's transaction: the student wrote again, and no page begins for it. Whoever has it is told."""
        for one in self._conversation(conn, thread):
            if live_pages.any_about(conn, self._district, one):
                pages.news(conn, district=self._district, about=one, now=now)

    def _conversation(self, conn: Connection, thread: ThreadId) -> tuple[ThreadId, ...]:
        """Its page may have begun in the thread that this one goes on from."""
        return (thread, *threads.continued_by(conn, self._district, thread))

    def opened(self, thread: ThreadId, member: MemberId, now: datetime) -> None:
        """Whoever has it looked."""
        if not any(one.news and one.holder == member for one in self.of_thread(thread)):
            return
        self._database.write(
            lambda conn: pages.opened(conn, district=self._district, about=thread, person=member, now=now)
        )

    def monitored(self, now: datetime) -> bool:
        return self._vigil.monitored(now)

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
