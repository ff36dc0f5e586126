"""Each queue with those who hold its key: the same card on the pages of people and of places."""

from collections.abc import Iterable

from reporting.model.ids import MemberId, QueueId
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import QueueCard
from reporting.store import queue_wraps


class QueueCards:
    def __init__(self, people: PeopleDoors) -> None:
        self._people = people

    def of(self, session: StaffSession) -> tuple[QueueCard, ...]:
        """All queues of the plan, those whose key is not born yet included: then nobody holds it."""
        picture = self._people.directory.picture()
        schools = {school.id: school.name for school in picture.schools}
        teams = {team.id: team.name for team in picture.teams}
        holders = self._holders()
        return tuple(
            QueueCard(
                value=queue.id.hex(),
                name=queue.name,
                kind=queue.kind,
                school=schools.get(queue.school) if queue.school else None,
                team=teams.get(queue.team) if queue.team else None,
                holders=self._names(holders.get(queue.id, ())),
                leads=self._names(self._leads(queue.id)),
                mine=session.member in holders.get(queue.id, ()),
                open=self._people.book.open_for_tips(queue.id),
            )
            for queue in picture.queues
        )

    def _holders(self) -> dict[QueueId, frozenset[MemberId]]:
        """Members by the roster who have the present key as well: both are needed to read. One question for all queues."""
        ground = self._people.ground
        with ground.database.read() as conn:
            wraps = queue_wraps.holders(conn, ground.district)
        return {
            queue.id: frozenset(one for one in queue.members if (queue.id, queue.epoch, one) in wraps)
            for queue in self._people.book.current.queues.values()
        }

    def _leads(self, queue: QueueId) -> frozenset[MemberId]:
        known = self._people.book.queue(queue)
        return known.leads if known is not None else frozenset()

    def _names(self, members: Iterable[MemberId]) -> tuple[str, ...]:
        return tuple(sorted(self._people.directory.name_of(member) for member in members))
