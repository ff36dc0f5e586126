"""Reads the facts from the database and from what this process knows. Any process can: the worker need not live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from notify import circuit, oncall
from notify.outbox.queue_age import oldest_due_page
from notify.ports import CanRely, Channel
from notify.reliance import reliance
from notify.troubles import MISCONFIGURED, troubles
from reporting.cases.placing import QueueFacts, paged_teams
from reporting.model.clock import Clock
from reporting.model.ids import DistrictId
from reporting.model.queue import QueueKind
from reporting.store import heartbeats, self_tests
from reporting.store.database import Database
from reporting.store.self_tests import FAILED, PASSED
from reporting.vigil.shadow import shadow_of
from reporting.vigil.verdict import Beat, Facts, LastTest

_MOMENT = timedelta(seconds=1)
BESIDE = frozenset(circuit.subject_of(one) for one in (Channel.EMAIL, Channel.PUSH))


class Queues(Protocol):
    """The roll, as far as it is asked here."""

    def queues(self) -> Sequence[QueueFacts]: ...


@dataclass(frozen=True, slots=True)
class Looking:
    """`line`: whether the district has a number to call people from."""

    database: Database
    district: DistrictId
    clock: Clock
    roll: Queues
    can_act: CanRely
    line: bool

    def facts(self) -> Facts:
        """Raises StoreError, and whatever else keeps the facts from being known."""
        now = self.clock()
        with self.database.read() as conn:
            failed, passed = (self_tests.last(conn, self.district, one) for one in (FAILED, PASSED))
            ended = max(filter(None, (failed, passed)), key=lambda one: one.began_ms, default=None)
            return Facts(
                line=self.line,
                covered=self._covered(conn, now),
                refused=self._refused(conn),
                down=circuit.broken(conn, district=self.district, now=int(now.timestamp())),
                oldest_due=self._oldest(conn),
                beats={
                    name: Beat(one.at, timedelta(seconds=one.every_s))
                    for name, one in heartbeats.all_of(conn, self.district).items()
                },
                tested=LastTest(ended.began, ended.stage) if ended else None,
                passed=passed.began if passed else None,
            )

    def _covered(self, conn: Connection, now: datetime) -> bool:
        """Every team that something urgent would wake has somebody on call on whom one can rely."""
        queues = self.roll.queues()
        teams = {queue.team for queue in queues if queue.kind is QueueKind.CRISIS} | paged_teams(queues)
        return all(team is not None and self._held(conn, team, now) for team in teams)

    def _held(self, conn: Connection, team: bytes, now: datetime) -> bool:
        persons = oncall.on_call(conn, district=self.district, team=team, now=now)
        known = reliance(
            conn, district=self.district, team=team, start=now, end=now + _MOMENT, can_act=self.can_act
        )
        # In whatever language: somebody does read.
        return any(known.trouble(person, now) is None for person in persons)

    def _refused(self, conn: Connection) -> bool:
        # A mail server that refuses us keeps nobody from being woken; texts and calls together do.
        known = troubles(conn, district=self.district)
        return any(one.kind == MISCONFIGURED and one.subject not in BESIDE for one in known)

    def _oldest(self, conn: Connection) -> datetime | None:
        """The test's own messages count too: so nobody learns from a late one that there is a real page."""
        each = (oldest_due_page(conn, district=one) for one in (self.district, shadow_of(self.district)))
        return min(filter(None, each), default=None)
