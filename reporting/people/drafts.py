"""Words that were under somebody's hand when the session locked: sealed to their writer, given back at the same place."""

from collections.abc import Mapping

from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.store import drafts
from reporting.vault.kept_drafts import open_draft, seal_draft
from reporting.vault.notation import Unreadable, hmac256, label, lp

KEPT_MINUTES = 24 * 60
MOST = 32  # places of one person; what would come beyond is not kept


class Drafts:
    def __init__(self, ground: Ground, book: RosterBook, server_key: bytes) -> None:
        self._ground = ground
        self._book = book
        self._server_key = server_key

    def keep(self, member: MemberId, place: str, fields: Mapping[str, str]) -> None:
        """`place`: the path of the page on which they are given back. Empty fields: nothing is kept there any more.

        Needs no key of the writer's: a form may come after the lock.
        """
        ground, named = self._ground, self._place(member, place)
        said = {name: text for name, text in fields.items() if text.strip()}
        keys = self._book.member(member)
        if not said or keys is None:
            ground.database.write(lambda conn: drafts.drop(conn, ground.district, member, named))
            return
        try:
            sealed = seal_draft(ground.district, member, named, keys.public, said)
        except ValueError:  # longer than any form that is taken
            return
        with ground.database.read() as conn:
            known = drafts.find(conn, ground.district, member, named) is not None
            full = drafts.count(conn, ground.district, member) >= MOST
        if known or not full:
            minute = ground.minute()
            ground.database.write(
                lambda conn: drafts.put(conn, ground.district, member, named, minute=minute, sealed=sealed)
            )

    def of(self, session: StaffSession, place: str) -> dict[str, str]:
        """What is kept for this page; empty where nothing is, or where it does not open."""
        ground, named = self._ground, self._place(session.member, place)
        with ground.database.read() as conn:
            sealed = drafts.find(conn, ground.district, session.member, named)
        if sealed is None:
            return {}
        try:
            return open_draft(ground.district, session.member, named, session.unlocked.x, sealed)
        except Unreadable:  # its writer got new keys meanwhile
            return {}

    def drop(self, session: StaffSession, place: str) -> None:
        """They were sent, or are not wanted any more."""
        ground, named = self._ground, self._place(session.member, place)
        with ground.database.read() as conn:
            if drafts.find(conn, ground.district, session.member, named) is None:
                return
        ground.database.write(lambda conn: drafts.drop(conn, ground.district, session.member, named))

    def sweep(self) -> int:
        """Forget what nobody came back for within a day; how many. For the clock."""
        ground = self._ground
        before = ground.minute() - KEPT_MINUTES
        return ground.database.write(lambda conn: drafts.drop_before(conn, ground.district, before))

    def _place(self, member: MemberId, place: str) -> bytes:
        # Keyed: the path holds a thread's reference, and who answers which thread is nobody's business.
        parts = lp(label("draft-place"), self._ground.district, member, place.encode())
        return hmac256(self._server_key, parts)[:16]
