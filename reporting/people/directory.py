"""The district as its pages and its routing know it: places from the database, readers from the verified roster."""

import threading
from dataclasses import dataclass

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.people.ground import Ground
from reporting.people.names import NameBook, Named
from reporting.people.queue_keys import QueueKeys
from reporting.people.roster_book import RosterBook
from reporting.store import schools, staff
from reporting.store.errors import NestedWrite, StoreError
from reporting.store.schools import District, Queue, School, Team
from reporting.store.staff import Staff
from reporting.vault.service_box import ServiceBox

FRESH_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it at one moment. Intake asks with every message, so it is kept in RAM for half a minute."""

    district: District
    schools: tuple[School, ...]
    teams: tuple[Team, ...]
    queues: tuple[Queue, ...]
    staff: tuple[Staff, ...]
    names: NameBook
    taken: int


class Directory:
    def __init__(self, ground: Ground, book: RosterBook, queue_keys: QueueKeys, service: ServiceBox) -> None:
        self._ground = ground
        self._book = book
        self._queue_keys = queue_keys
        self._service = service
        self._picture: Picture | None = None
        self._lock = threading.Lock()
        self.refresh()  # so that what asks inside a unit of work finds an answer in RAM

    def district(self) -> District:
        """Raises LookupError before set-up."""
        return self.picture().district

    def schools(self) -> tuple[School, ...]:
        """Those that the public form offers, in its order."""
        return tuple(school for school in self.picture().schools if school.active)

    def teams(self) -> tuple[Team, ...]:
        return self.picture().teams

    def queues(self) -> tuple[Queue, ...]:
        """Those that have a key, by position; before their birth none."""
        known = self._book.current.queues
        return tuple(queue for queue in self.picture().queues if queue.id in known)

    def queue(self, queue: QueueId) -> Queue | None:
        return next((one for one in self.picture().queues if one.id == queue), None)

    def staff(self) -> tuple[Staff, ...]:
        """Everybody, the invited and the departed included, by name."""
        return self.picture().staff

    def name_of(self, member: MemberId) -> str:
        """As the roster signed it; for those not yet in it, as invited; else ""."""
        known = self._book.current.members.get(member)
        if known is not None:
            return known.name
        return next((person.name for person in self.picture().staff if person.id == member), "")

    def email_of(self, person: Staff) -> str:
        """In clear, for the pages of registrars. Empty for somebody who left."""
        return self._service.open(person.email_sealed, person.id).decode() if person.email_sealed else ""

    def named_in(self, text: str) -> frozenset[MemberId]:
        """Staff whom a text names: they must not get its key. The departed do not count, the invited do."""
        return self.picture().names.named_in(text)

    def everyday_queue(self, school: SchoolId | None) -> QueueId | None:
        """Where a school's routine messages go: its counselors, or the district where they are too few."""
        own = self._one(QueueKind.COUNSELOR, school) if school is not None else None
        return own or self._one(QueueKind.DISTRICT, None)

    def crisis_queue(self, school: SchoolId | None) -> QueueId | None:
        """Where a school's urgent messages go: its own crisis queue, else the district's."""
        return self._one(QueueKind.CRISIS, school) or self._one(QueueKind.CRISIS, None)

    def designee_queue(self) -> QueueId | None:
        """Where words about staff go."""
        return self._one(QueueKind.DESIGNEE, None)

    def team_of(self, queue: QueueId) -> TeamId | None:
        """Who is paged for a queue."""
        found = self.queue(queue)
        return None if found is None else found.team

    def readers(self, queue: QueueId) -> tuple[str, ...]:
        """The names behind "N people can open this", sorted."""
        return tuple(sorted(self.name_of(member) for member in self._queue_keys.can_open(queue)))

    def can_act(self, person: bytes, route: bytes) -> bool:
        """Whether this person is in the queue, or in a crisis queue that the team is paged for, by the roster.

        `route` is a queue or a team. Satisfies notify's CanAct: who cannot read need not be woken. Answered from RAM,
        because a ladder asks in the middle of its transaction.
        """
        queues = self._book.current.queues
        return any(person in queues[queue].members for queue in self._queues_behind(route) if queue in queues)

    def picture(self) -> Picture:
        """At most half a minute old; older only while the store does not answer, or inside a unit of work."""
        now = self._ground.second()
        held = self._picture
        if held is not None and now - held.taken < FRESH_SECONDS:
            return held
        with self._lock:
            held = self._picture
            if held is None or now - held.taken >= FRESH_SECONDS:
                try:
                    held = self._picture = self._take(now)
                except (NestedWrite, StoreError):
                    if held is None:
                        raise
        return held

    def refresh(self) -> None:
        """Places or staff were changed in this process: look again now."""
        with self._lock:
            self._picture = self._take(self._ground.second())

    def _take(self, now: int) -> Picture:
        which: DistrictId = self._ground.district
        with self._ground.database.read() as conn:
            district = next((one for one in schools.districts(conn) if one.district == which), None)
            people = staff.of_district(conn, which)
            if district is None:
                raise LookupError("this database holds no such district; restore it or set the service up")
            names = NameBook(Named(person.id, person.name) for person in people if person.state != "gone")
            return Picture(
                district,
                schools.schools(conn, which),
                schools.teams(conn, which),
                schools.queues(conn, which),
                people,
                names,
                now,
            )

    def _one(self, kind: QueueKind, school: SchoolId | None) -> QueueId | None:
        return next(
            (queue.id for queue in self.queues() if queue.kind is kind and queue.school == school), None
        )

    def _queues_behind(self, route: bytes) -> tuple[QueueId, ...]:
        of_team = [queue for queue in self.queues() if queue.team == route]
        crisis = tuple(queue.id for queue in of_team if queue.kind is QueueKind.CRISIS)
        return crisis or tuple(queue.id for queue in of_team) or (QueueId(route),)
