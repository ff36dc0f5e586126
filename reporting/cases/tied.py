"""A guardian's thread and the student's that it belongs to, looked at again each time somebody wants to answer in it."""

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.first_writer import bond_of
from reporting.cases.ground import Ground
from reporting.cases.home import home_reasons, stands_out
from reporting.cases.refusals import NoSuchThread
from reporting.cases.staff_view import TiedView
from reporting.model.ids import MessageId
from reporting.model.writer import Writer
from reporting.people.staff_session import StaffSession
from reporting.store import bonds, messages, threads
from reporting.store.shred import ShredKeyMissing


class Ties:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._desks = Desks(ground)

    def of(self, session: StaffSession, thread: DeskThread) -> TiedView | None:
        """None for a thread that is no guardian's."""
        if thread.writer is not Writer.GUARDIAN:
            return None
        ground = self._ground
        with ground.database.read() as conn:
            stands = bonds.stands(conn, ground.district, bond_of(thread.opened))
        other = self._beside(session, thread)
        if other is None:
            return TiedView("", stands, against=False)
        against = stands_out(home_reasons(other.opened, other.records()))
        return TiedView(other.row.reference, stands, against)

    def _beside(self, session: StaffSession, thread: DeskThread) -> DeskThread | None:
        named = next((one.beside for one in thread.records() if one.beside), "")
        ground = self._ground
        with ground.database.read() as conn:
            try:
                found = messages.find(conn, ground.district, MessageId(bytes.fromhex(named)))
            except ValueError:
                return None
            row = threads.by_id(conn, ground.district, found.thread) if found else None
        try:
            return self._desks.load(session, row.reference) if row else None
        except (NoSuchThread, ShredKeyMissing):
            # Not theirs to know, or destroyed: what it would have said is not known.
            return None
