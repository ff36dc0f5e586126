"""What every use-case stands on. Made once by the composition root; nothing here is looked up elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from reporting.beside.companions import Companions
from reporting.beside.second_reader import SecondReader
from reporting.cases.change_feed import ChangeFeed
from reporting.cases.heard_lately import HeardLately
from reporting.cases.linking import Chain
from reporting.cases.new_thread import Readers
from reporting.cases.opened_message import Believed, ThreadOpener
from reporting.cases.paging import Paging
from reporting.cases.placing import QueueFacts
from reporting.cases.readings import Readings
from reporting.cases.school_time import SchoolTime
from reporting.cases.tip import SchoolOption, StaffOption
from reporting.cases.trying import RulesInForce, TrialCounter
from reporting.model.clock import Clock
from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.store.database import Database
from reporting.store.shred import ShredStore
from reporting.vault.signing import SigningKey
from triage.context import Context
from triage.decision import Decision
from triage.routing import RouteTree
from triage.rulebook import Rulebook

Random = Callable[[int], bytes]


class Roll(Protocol):
    """Who there is: queues with their keys from the signed roster, names from the directory."""

    def queues(self) -> Sequence[QueueFacts]: ...

    def readers(self) -> Readers: ...

    def named_in(self, text: str) -> frozenset[MemberId]: ...

    def schools(self) -> Sequence[SchoolOption]: ...

    def tickable_staff(self) -> Sequence[StaffOption]: ...

    def zone(self) -> ZoneInfo: ...

    def line_name(self) -> str: ...

    def lang(self) -> str: ...

    def opened(self) -> bool: ...

    def staff_name(self, member: MemberId) -> str: ...

    def roster_entry(self) -> int:
        """The number of the newest roster entry: what a signature of now is verified by later."""
        ...

    def queue_name(self, queue: bytes) -> str: ...

    def covering_until(self, member: MemberId) -> date | None:
        """The last day of somebody who stands in from outside; None for everybody else."""
        ...

    def leads(self) -> Sequence[MemberId]:
        """Whoever leads a queue, those of the whole district first."""
        ...

    def believed(self) -> Believed:
        """Whose signatures count."""
        ...

    def school_name(self, school: SchoolId) -> str: ...

    def places(self, school: SchoolId | None) -> Sequence[str]:
        """A school's own names for places; those of all schools where none is named."""
        ...

    def school_time(self, school: SchoolId | None) -> SchoolTime:
        """Which hours count, by the same rule."""
        ...


@dataclass(frozen=True, slots=True)
class Ground:
    district: DistrictId
    database: Database
    shred: ShredStore
    clock: Clock
    random: Random
    roll: Roll
    paging: Paging
    rules: RulesInForce
    trials: TrialCounter
    routes: RouteTree
    chain: Chain
    opener: ThreadOpener
    system: SigningKey
    feed: ChangeFeed
    choose: Callable[[str], str]
    readings: Readings
    second: SecondReader
    heard: HeardLately = field(default_factory=HeardLately)
    companions: Companions = field(default_factory=Companions)

    @property
    def rulebook(self) -> Rulebook:
        """What decides now. Read it once for one message: it may be replaced at any moment."""
        return self.rules.active

    def judge(self, text: str, context: Context) -> Decision:
        """By the rules in force, here or in the second process."""
        return self.second.assess(text, self.rules.active, context, read=self.readings)

    def id(self) -> bytes:
        return self.random(16)
