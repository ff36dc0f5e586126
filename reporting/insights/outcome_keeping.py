"""Sums from the district's own system: looked at first, then kept for good."""

from collections.abc import Iterable

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.insights.cube import BAND, Outline
from reporting.insights.outcomes import Looked, Outcome, Sum, look
from reporting.insights.releasing import place_of
from reporting.insights.report import may_read
from reporting.model.clock import minute_of
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import outcomes, releases, schools
from reporting.store.outcomes import KeptSum


class Outcomes:
    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness

    def may(self, session: StaffSession) -> bool:
        return session.principal.registrar

    def all(self, session: StaffSession) -> tuple[Sum, ...]:
        """The newest year first. Raises NotAllowed."""
        if not may_read(session):
            raise NotAllowed
        with self._ground.database.read() as conn:
            return _sums(outcomes.all_of(conn, self._ground.district))

    def names(self) -> dict[str, str]:
        """Of schools, by place."""
        with self._ground.database.read() as conn:
            return {place_of(one.id): one.name for one in schools.schools(conn, self._ground.district)}

    def look(self, session: StaffSession, text: str) -> Looked:
        """What the file would do; nothing is kept. Raises NotAllowed."""
        self._must(session)
        with self._ground.database.read() as conn:
            return self._look(conn, text)

    def take(self, session: StaffSession, text: str) -> Looked:
        """Looked at again within the transaction that keeps it. Raises NotAllowed."""
        self._must(session)
        ground = self._ground
        minute = minute_of(ground.clock(), exact=True)

        def unit(conn: Connection) -> Looked:
            found = self._look(conn, text)
            if not found.wrong:
                kept = [
                    KeptSum(one.year, one.place, one.outcome.value, one.students, one.count)
                    for one in found.sums
                ]
                outcomes.add(conn, ground.district, kept)
                self._witness.record(conn, minute=minute, act="took_outcomes", actor=session.member)
            return found

        return ground.database.write(unit)

    def _look(self, conn: Connection, text: str) -> Looked:
        ground = self._ground
        bands = releases.bands(conn, ground.district)
        all_schools = schools.schools(conn, ground.district)
        outline = Outline(
            {place_of(one.id): BAND + bands[one.id].value if one.id in bands else None for one in all_schools}
        )
        names = {one.name.casefold(): place_of(one.id) for one in all_schools}
        return look(text, names, outline, _sums(outcomes.all_of(conn, ground.district)))

    def _must(self, session: StaffSession) -> None:
        if not self.may(session):
            raise NotAllowed


def _sums(kept: Iterable[KeptSum]) -> tuple[Sum, ...]:
    return tuple(Sum(one.year, one.place, Outcome(one.outcome), one.students, one.n) for one in kept)
