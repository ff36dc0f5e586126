"""Who there is, for the use-cases: keys and members from the signed roster, names and places from the directory."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reporting.cases.new_thread import Readers
from reporting.cases.opened_message import Believed
from reporting.cases.placing import QueueFacts
from reporting.cases.school_time import SchoolTime
from reporting.cases.tip import SchoolOption, StaffOption
from reporting.model.ids import MemberId, QueueId, SchoolId
from reporting.model.queue import QueueKind
from reporting.people.directory import NOTHING_TOLD, Directory, Picture
from reporting.people.roster_book import RosterBook
from reporting.store.school_context import SchoolContext
from reporting.vault.roster import Roster

_ARTICLES = frozenset({"the", "el", "la", "los", "las"})

_NEARNESS = {QueueKind.DISTRICT: 0, QueueKind.DESIGNEE: 1}


class _Drawn:
    """What one roster and one picture of the directory say together. Neither changes: a new one takes its place."""

    def __init__(self, roster: Roster, picture: Picture) -> None:
        self.roster = roster
        self.picture = picture
        self.queues = tuple(
            QueueFacts(
                queue.id,
                queue.kind,
                queue.school,
                queue.team,
                roster.queues[queue.id].members,
                # The picture is taken anew every half minute, and with it ends whose time is over.
                roster.queues[queue.id].standing_in(picture.taken),
            )
            for queue in picture.queues
            if roster.opened and queue.id in roster.queues and roster.queues[queue.id].members
        )
        self.readers = Readers(
            queues={queue.id: queue.public for queue in roster.queues.values() if queue.members},
            members={member.id: member.public for member in roster.members.values() if member.active},
        )
        self.schools = tuple(
            SchoolOption(school.id.hex(), school.name) for school in picture.schools if school.active
        )
        self.tickable_staff = tuple(
            StaffOption(person.id.hex(), person.name, person.title)
            for person in picture.staff
            if person.state != "gone"
        )
        self.zone = ZoneInfo(picture.district.zone)
        # Asked for each row of a list: a district may have hundreds of either.
        self.school_names = {one.id: one.name for one in picture.schools if one.active}
        self.queue_names = {one.id: one.name for one in picture.queues}
        # By school, as they are asked for.
        self.places: dict[SchoolId | None, tuple[str, ...]] = {}
        self.times: dict[SchoolId | None, SchoolTime] = {}

    def contexts(self, school: SchoolId | None) -> tuple[SchoolContext, ...]:
        """Of this school; of all where none is named."""
        meant = (
            (school,) if school is not None else tuple(one.id for one in self.picture.schools if one.active)
        )
        return tuple(self.picture.contexts.get(one, NOTHING_TOLD) for one in meant)


class DistrictRoll:
    """Satisfies `ground.Roll`. Asked with every message, so it is drawn once for each change; nothing here opens a key."""

    def __init__(self, book: RosterBook, directory: Directory) -> None:
        self._book = book
        self._directory = directory
        self._held: _Drawn | None = None

    def _now(self) -> _Drawn:
        roster, picture, held = self._book.current, self._directory.picture(), self._held
        if held is None or held.roster is not roster or held.picture is not picture:
            held = self._held = _Drawn(roster, picture)
        return held

    def queues(self) -> tuple[QueueFacts, ...]:
        """Queues with a key that somebody holds. Before the district is opened: none."""
        return self._now().queues

    def readers(self) -> Readers:
        return self._now().readers

    def named_in(self, text: str) -> frozenset[MemberId]:
        return self._directory.named_in(text)

    def schools(self) -> tuple[SchoolOption, ...]:
        return self._now().schools

    def tickable_staff(self) -> tuple[StaffOption, ...]:
        """Everybody who could ever read: the invited too, for they may be in by the evening."""
        return self._now().tickable_staff

    def zone(self) -> ZoneInfo:
        return self._now().zone

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
        return self._now().queue_names.get(QueueId(queue), "")

    def covering_until(self, member: MemberId) -> date | None:
        """The last day, in the district's zone, of somebody who stands in from outside."""
        now = self._now()
        ends = [
            one.until
            for queue in now.roster.queues.values()
            for one in queue.covers
            if one.member == member and one.until > now.picture.taken
        ]
        return datetime.fromtimestamp(max(ends) - 1, now.zone).date() if ends else None

    def leads(self) -> tuple[MemberId, ...]:
        """Whoever leads a queue: of the district's first, then of the designee's, then of a school's."""
        kinds = {queue.id: queue.kind for queue in self._directory.queues()}
        nearest: dict[MemberId, int] = {}
        for queue in self._book.current.queues.values():
            place = _NEARNESS.get(kinds.get(queue.id, QueueKind.COUNSELOR), len(_NEARNESS))
            for one in queue.leads:
                nearest[one] = min(place, nearest.get(one, place))
        return tuple(sorted(nearest, key=lambda one: (nearest[one], one)))

    def school_name(self, school: SchoolId) -> str:
        return self._now().school_names.get(school, "")

    def places(self, school: SchoolId | None) -> tuple[str, ...]:
        """A school's own names for places, as they are written and without their article; of all schools where none is named."""
        now = self._now()
        # A district may have hundreds of names: they are gathered once for each picture, not once a message.
        if school not in now.places:
            told = (one for context in now.contexts(school) for one in context.places)
            now.places[school] = tuple(dict.fromkeys(name for one in told for name in _spoken(one)))
        return now.places[school]

    def school_time(self, school: SchoolId | None) -> SchoolTime:
        """The hours that count for this school; those of all where none is named."""
        now = self._now()
        if school not in now.times:
            now.times[school] = SchoolTime(now.zone, tuple(one.timetable for one in now.contexts(school)))
        return now.times[school]

    def believed(self) -> Believed:
        roster = self._book.current
        return Believed(roster.signer_at, roster.system_keys)


def _spoken(place: str) -> tuple[str, ...]:
    """Students say "in annex" of what is called "the annex"."""
    first, _, rest = place.partition(" ")
    return (place, rest) if rest and first.casefold() in _ARTICLES else (place,)
