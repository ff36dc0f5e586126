"""The root's key in the hands of the one who holds it until it goes on paper."""

from sqlalchemy import Connection

from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.refused import SetUpRefused
from reporting.people.roster_book import RosterBook, Signer
from reporting.people.staff_session import StaffSession
from reporting.store import root_wraps
from reporting.vault.notation import Unreadable
from reporting.vault.queues import unwrap_root, wrap_root


class RootKeeper:
    def __init__(self, ground: Ground, book: RosterBook) -> None:
        self._ground = ground
        self._book = book

    def signer(self, session: StaffSession) -> Signer:
        """Raises: SetUpRefused("not_root") for everybody who does not hold it."""
        x = session.unlocked.x
        with self._ground.database.read() as conn:
            sealed = root_wraps.of_member(conn, self._ground.district, session.member, x.public.kid)
        refusal = SetUpRefused("not_root", "Only the first administrator can do this.")
        if sealed is None:
            raise refusal
        try:
            return Signer(None, unwrap_root(self._ground.district, session.member, x, sealed))
        except Unreadable:
            raise refusal from None

    def share(self, session: StaffSession, member: MemberId) -> None:
        """A second holder, who must be a registrar: a root that one password opens is lost with that password.

        Raises: SetUpRefused("not_root" | "not_registrar"), StepUpRefused("needed").
        """
        session.must_be_stepped_up(self._ground.clock())
        root = self.signer(session).key
        person = self._book.member(member)
        if person is None or not person.registrar:
            raise SetUpRefused("not_registrar", "Choose an active registrar.")
        sealed = wrap_root(self._ground.district, member, person.public, root)

        def unit(conn: Connection) -> None:
            root_wraps.remove_of_member(conn, self._ground.district, member)
            root_wraps.add(conn, self._ground.district, member, person.public.kid, sealed)
            self._ground.witness.record(
                conn, minute=self._ground.minute(), act="shared_root", actor=session.member, about=member
            )

        self._ground.database.write(unit)

    def held_by(self) -> frozenset[MemberId]:
        with self._ground.database.read() as conn:
            return root_wraps.holders(conn, self._ground.district)
