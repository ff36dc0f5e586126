"""The district as its pages and its routing know it: places from the database, readers from the verified roster."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId
from reporting.model.queue import QueueKind
from reporting.people.ground import Ground
from reporting.people.names import NameBook, Named
from reporting.people.queue_keys import QueueKeys
from reporting.people.roster_book import RosterBook
from reporting.store import school_context, schools, staff
from reporting.store.errors import NestedWrite, StoreError
from reporting.store.school_context import SchoolContext
from reporting.store.schools import District, Queue, School, Team
from reporting.store.staff import Staff
from reporting.vault.service_box import ServiceBox

FRESH_SECONDS, SOON_SECONDS = 30, 2
LATELY_DAYS = 30
NOTHING_TOLD = SchoolContext()


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it at one moment. Intake asks with every message, so it is kept in RAM for half a minute."""

    district: District
    schools: tuple[School, ...]
    teams: tuple[Team, ...]
    queues: tuple[Queue, ...]
    staff: tuple[Staff, ...]
    names: NameBook
    contexts: Mapping[SchoolId, SchoolContext]
    unlocked: Mapping[bytes, int]
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

    def school_context(self, school: SchoolId) -> SchoolContext:
        """What the school told of its places and hours; empty where it told nothing."""
        return self.picture().contexts.get(school, NOTHING_TOLD)

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

    def lately(self, person: bytes) -> bool:
        """Whether this person's own keys were opened within thirty days. Satisfies notify's CanRely, from RAM."""
        # Who signs in a moment after being missed is not missed for half a minute more.
        return self._was_here(person, FRESH_SECONDS) or self._was_here(person, SOON_SECONDS)

    def picture(self, fresh: int = FRESH_SECONDS) -> Picture:
        """At most half a minute old, or `fresh` seconds; older only while the store does not answer, or inside a unit of work."""
        now = self._ground.second()
        held = self._picture
        if held is not None and now - held.taken < fresh:
            return held
        with self._lock:
            held = self._picture
            if held is None or now - held.taken >= fresh:
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
                school_context.of_district(conn, which),
                staff.unlocked_days(conn, which),
                now,
            )

    def _was_here(self, person: bytes, fresh: int) -> bool:
        day = self.picture(fresh).unlocked.get(person)
        return day is not None and self._ground.day() - day <= LATELY_DAYS

    def _queues_behind(self, route: bytes) -> tuple[QueueId, ...]:
        of_team = [queue for queue in self.queues() if queue.team == route]
        crisis = tuple(queue.id for queue in of_team if queue.kind is QueueKind.CRISIS)
        return crisis or tuple(queue.id for queue in of_team) or (QueueId(route),)
