"""Everybody between the invitation and the key, with the step that is next and whether this reader can take it."""

from datetime import UTC, datetime

from reporting.model.ids import MemberId, QueueId
from reporting.people.admissions import Proposal
from reporting.people.awaited import Awaited
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import Waiting


class WaitingPeople:
    def __init__(self, people: PeopleDoors) -> None:
        self._people = people

    def rows(self, session: StaffSession) -> tuple[Waiting, ...]:
        """A registrar sees all; a queue's member sees who would enter that queue; others see nobody."""
        before_the_door = self._people.awaited.all() if session.principal.registrar else ()
        # Until the district opens the root lets people in, and few hold it.
        admits = self._people.book.current.opened or session.member in self._people.root.held_by()
        return (
            *(self._awaited(one, admits=admits) for one in before_the_door),
            *(self._proposal(one) for one in self._people.admissions.pending(session)),
        )

    def _awaited(self, one: Awaited, *, admits: bool) -> Waiting:
        return Waiting(
            value=one.invite.hex(),
            name=one.name,
            title=one.title,
            email=self._email(one.member),
            stage="admit" if one.stage == "joined" else "invited",
            queue=None,
            may=one.stage == "joined" and admits,
            since=one.invited,
        )

    def _proposal(self, one: Proposal) -> Waiting:
        proposed = self._people.book.current.pending.get(one.entry)
        since = datetime.fromtimestamp(proposed.at, UTC) if proposed else self._people.ground.clock()
        return Waiting(
            value=str(one.entry),
            name=one.name,
            title=one.title,
            email=self._email(one.member),
            stage="confirm",
            queue=self._queue_name(one.queue),
            may=one.may,
            since=since,
            words=one.words,
            until=datetime.fromtimestamp(one.until - 1, UTC) if one.until else None,
        )

    def _email(self, member: MemberId) -> str:
        person = next((one for one in self._people.directory.staff() if one.id == member), None)
        return "" if person is None else self._people.directory.email_of(person)

    def _queue_name(self, queue: QueueId) -> str:
        found = self._people.directory.queue(queue)
        return "" if found is None else found.name
