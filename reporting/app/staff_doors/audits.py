"""What was done, as far as this reader may know of it, with names in place of ids."""

from collections.abc import Iterable

from reporting.app.house import House
from reporting.audit.reading import Line
from reporting.audit.walk import ChainWalk
from reporting.cases.knowing import Knowing
from reporting.model.ids import MemberId, OrganizationId, QueueId, ThreadId
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import AuditPage, AuditRow
from reporting.store import threads


class ChainAudits:
    """Satisfies the staff site's `Audits`."""

    def __init__(self, house: House, knowing: Knowing, walk: ChainWalk) -> None:
        self._house = house
        self._people = house.people
        self._knowing = knowing
        self._walk = walk

    def page(self, session: StaffSession, cursor: str | None) -> AuditPage:
        found = self._house.audit.page(session.principal, cursor)
        references = self._references(session, found.lines)
        return AuditPage(
            rows=tuple(
                AuditRow(
                    at=line.at,
                    actor=self._people.directory.name_of(line.actor) or None if line.actor else None,
                    act=line.act,
                    about=self._about(line, references),
                    queue=self._queue(line.queue) if line.queue else None,
                )
                for line in found.lines
            ),
            cursor=found.cursor,
            intact=self._walk.intact(),
        )

    def _about(self, line: Line, references: dict[bytes, str]) -> str | None:
        """A thread's reference, or the name of a person, queue, team, organization or district. None: the actor alone, or
        nothing.
        """
        about = line.about
        if about is None or about == line.actor:
            return None
        organization = self._house.help.read().organization(OrganizationId(about))
        names: dict[bytes, str] = {
            self._people.ground.district: self._people.book.current.name,
            **{team.id: team.name for team in self._people.directory.teams()},
        }
        return (
            references.get(about)
            or names.get(about)
            or (organization.name if organization else None)
            or self._people.directory.name_of(MemberId(about))
            or self._queue(QueueId(about))
            or self._house.referring.partner_desk.name_of(about)
            or None
        )

    def _references(self, session: StaffSession, lines: Iterable[Line]) -> dict[bytes, str]:
        """Of threads alone that this person may know of today, whatever they did to them once."""
        ground = self._people.ground
        wanted = {ThreadId(line.about) for line in lines if line.about is not None}
        with ground.database.read() as conn:
            found = threads.by_ids(conn, ground.district, wanted)
        return {
            thread.id: thread.reference
            for thread in found.values()
            if self._knowing.may_know(session.principal, thread.id)
        }

    def _queue(self, queue: QueueId) -> str | None:
        found = self._people.directory.queue(queue)
        return None if found is None else found.name
