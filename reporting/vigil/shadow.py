"""A district that exists for one test. Every table has the district in its key, so what belongs to this one is in no
inbox, figure, rate or sample of the real one, and goes without a trace.

Its keys are made for the test and live in its process alone. The rules, the routes, the hours and the clock are the
real district's: they are what is tested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, delete, select

import notify.rota_tables  # importing it fills the metadata
import notify.tables
from notify import oncall
from notify.contacts import save_contact
from notify.policy import Policy, Try
from notify.ports import Channel, PhoneHash, Sealer, Unopenable
from notify.sink import NUMBER
from reporting.cases.change_feed import ChangeFeed
from reporting.cases.ground import Ground, Roll
from reporting.cases.linking import Chain
from reporting.cases.new_thread import Readers
from reporting.cases.opened_message import Believed, ThreadOpener
from reporting.cases.paging import Paging
from reporting.cases.placing import QueueFacts
from reporting.cases.readings import Readings
from reporting.cases.school_time import SchoolTime
from reporting.cases.tip import SchoolOption, StaffOption
from reporting.cases.trying import TrialCounter
from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.store.tables.base import Base
from reporting.store.tables.schools import DistrictRow
from reporting.vault.notation import label, lp, sha256
from reporting.vault.service_box import OutboxBox
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey

# One text to one phone, again each half minute: what carries it has two minutes.
LADDER = Policy(tries=(Try(Channel.SMS, 30, 30),), everyone=(), fallback=(), throttle_s=0)


class _NotAsked:
    """Of a shadow nobody asks whether it is watched."""

    def monitored(self, now: datetime) -> bool:  # noqa: ARG002 -- the port's names
        return False


NOT_ASKED = _NotAsked()


class NotAShadow(ValueError):
    """A real district's rows are never removed like this."""


def shadow_of(district: DistrictId) -> DistrictId:
    """The same in each process, so that what one left behind another one finds."""
    return DistrictId(sha256(lp(label("self-test"), district))[:16])


@dataclass(frozen=True, slots=True, repr=False)
class Shadow:
    """`key` opens the queue of urgent messages. `person` is the test phone's owner."""

    district: DistrictId
    team: TeamId
    person: MemberId
    queues: tuple[QueueFacts, ...]
    keys: tuple[PrivateKey, ...]
    system: SigningKey

    @property
    def key(self) -> PrivateKey:
        return self.keys[0]

    @classmethod
    def draw(cls, district: DistrictId, random: Callable[[int], bytes]) -> "Shadow":
        """A district with one team of one phone, a queue of urgent messages and an everyday one."""
        team, person = TeamId(random(16)), MemberId(random(16))
        kinds = (QueueKind.CRISIS, QueueKind.DISTRICT)
        return cls(
            district=shadow_of(district),
            team=team,
            person=person,
            queues=tuple(
                QueueFacts(QueueId(random(16)), kind, None, team, frozenset({person})) for kind in kinds
            ),
            keys=tuple(PrivateKey(random(32)) for _ in kinds),
            system=SigningKey(random(32)),
        )

    def ground(self, real: Ground) -> Ground:
        """The real one's rules, routes, clock and databases; nothing else that the real one keeps or counts."""
        chain_key = real.random(32)
        return replace(
            real,
            district=self.district,
            roll=ShadowRoll(real.roll, self),
            paging=Paging(real.database, self.district, OutboxBox(real.random(32), Unopenable), NOT_ASKED),
            trials=TrialCounter(real.database, self.district),
            chain=Chain(self.district, chain_key),
            opener=ThreadOpener(chain_key, lambda: self.believed),
            system=self.system,
            feed=ChangeFeed(0),
            # A reading that is remembered tests no rule.
            readings=Readings(real.clock, real.random(32)),
        )

    @property
    def believed(self) -> Believed:
        return Believed(_nobody, (self.system.public,))

    def furnish(
        self, conn: Connection, *, sealer: Sealer, phone_hash: PhoneHash, line: str, real: Ground
    ) -> None:
        """The team's ladder and its one phone, in the caller's transaction."""
        now = real.clock()
        save_contact(
            conn,
            district=self.district,
            person=self.person,
            name="",
            lang=real.roll.lang(),
            phone=NUMBER,
            email=None,
            sealer=sealer,
            phone_hash=phone_hash,
            now=now,
            verified=True,
        )
        oncall.save_ladder(
            conn,
            district=self.district,
            team=self.team,
            zone=real.roll.zone().key,
            sender=line,
            persons=[self.person],
            last_resort=self.person,
            policy=LADDER,
        )


@dataclass(frozen=True, slots=True)
class ShadowRoll:
    """Satisfies `ground.Roll`: the places and hours of the real district, and none of its people."""

    real: Roll
    shadow: Shadow

    def queues(self) -> Sequence[QueueFacts]:
        return self.shadow.queues

    def readers(self) -> Readers:
        pairs = zip(self.shadow.queues, self.shadow.keys, strict=True)
        return Readers(queues={queue.id: key.public for queue, key in pairs}, members={})

    def named_in(self, text: str) -> frozenset[MemberId]:  # noqa: ARG002 -- the port's names
        return frozenset()

    def schools(self) -> Sequence[SchoolOption]:
        return ()

    def tickable_staff(self) -> Sequence[StaffOption]:
        return ()

    def zone(self) -> ZoneInfo:
        return self.real.zone()

    def line_name(self) -> str:
        return self.real.line_name()

    def lang(self) -> str:
        return self.real.lang()

    def opened(self) -> bool:
        return True

    def staff_name(self, member: MemberId) -> str:  # noqa: ARG002 -- the port's names
        return ""

    def roster_entry(self) -> int:
        return 0

    def queue_name(self, queue: bytes) -> str:  # noqa: ARG002 -- the port's names
        return ""

    def covering_until(self, member: MemberId) -> date | None:  # noqa: ARG002 -- the roll's names
        return None

    def leads(self) -> Sequence[MemberId]:
        return ()

    def believed(self) -> Believed:
        return self.shadow.believed

    def school_name(self, school: SchoolId) -> str:  # noqa: ARG002 -- the port's names
        return ""

    def places(self, school: SchoolId | None) -> Sequence[str]:
        return self.real.places(school)

    def school_time(self, school: SchoolId | None) -> SchoolTime:
        return self.real.school_time(school)


def sweep(conn: Connection, shadow: DistrictId) -> None:
    """Remove every row of a shadow, in the caller's transaction. Raises NotAShadow for a district that was founded."""
    if conn.execute(select(DistrictRow.district).where(DistrictRow.district == shadow)).first() is not None:
        raise NotAShadow("This district is real; nothing was removed.")
    for table in all_tables():
        conn.execute(delete(table).where(table.c.district == shadow))


@cache
def all_tables() -> tuple[Table, ...]:
    """Of both rooms, each after those that refer to it. Asked for late, when every module has declared its own."""
    rooms = (Base.metadata, notify.tables.metadata)
    return tuple(table for room in rooms for table in reversed(room.sorted_tables))


def _nobody(member: MemberId, entry: int) -> bytes:
    raise LookupError(f"{member.hex()} of entry {entry} signs nothing here")
