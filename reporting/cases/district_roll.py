"""Who there is, for the use-cases: keys and members from the signed roster, names and places from the directory."""

from zoneinfo import ZoneInfo

from reporting.cases.new_thread import Readers
from reporting.cases.opened_message import Believed
from reporting.cases.placing import QueueFacts
from reporting.cases.tip import SchoolOption, StaffOption
from reporting.model.ids import MemberId, QueueId, SchoolId
from reporting.people.directory import Directory
from reporting.people.roster_book import RosterBook


class DistrictRoll:
    """Satisfies `ground.Roll`. Asked with every message; nothing here opens a key."""

    def __init__(self, book: RosterBook, directory: Directory) -> None:
        self._book = book
        self._directory = directory

    def queues(self) -> tuple[QueueFacts, ...]:
        """Queues with a key that somebody holds. Before the district is opened: none."""
        roster = self._book.current
        if not roster.opened:
            return ()
        return tuple(
            QueueFacts(queue.id, queue.kind, queue.school, queue.team, roster.queues[queue.id].members)
            for queue in self._directory.queues()
            if self._book.open_for_tips(queue.id)
        )

    def readers(self) -> Readers:
        roster = self._book.current
        return Readers(
            queues={queue.id: queue.public for queue in roster.queues.values() if queue.members},
            members={member.id: member.public for member in roster.members.values() if member.active},
        )

    def named_in(self, text: str) -> frozenset[MemberId]:
        return self._directory.named_in(text)

    def schools(self) -> tuple[SchoolOption, ...]:
        return tuple(SchoolOption(school.id.hex(), school.name) for school in self._directory.schools())

    def tickable_staff(self) -> tuple[StaffOption, ...]:
        """Everybody who could ever read: the invited too, for they may be in by the evening."""
        return tuple(
            StaffOption(person.id.hex(), person.name, person.title)
            for person in self._directory.staff()
            if person.state != "gone"
        )

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._directory.district().zone)

    def line_name(self) -> str:
        return self._directory.district().line_name

    def lang(self) -> str:
        return self._directory.district().lang

    def opened(self) -> bool:
        return self._book.current.opened

    def staff_name(self, member: MemberId) -> str:
        return self._directory.name_of(member)

    def roster_entry(self) -> int:
        return self._book.current.length - 1

    def queue_name(self, queue: bytes) -> str:
        found = self._directory.queue(QueueId(queue))
        return found.name if found else ""

    def school_name(self, school: SchoolId) -> str:
        return next((one.name for one in self._directory.schools() if one.id == school), "")

    def believed(self) -> Believed:
        roster = self._book.current
        return Believed(roster.signer_at, roster.system_keys)
