"""What the worker does for the vigil: writes down what turned, tells registrars, and lets an outside monitor know."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from notify.ports import CarrierError, Mailer
from reporting.model.clock import Clock
from reporting.model.ids import DistrictId
from reporting.store import heartbeats, vigils
from reporting.store.database import Database
from reporting.store.errors import StoreError
from reporting.store.vigils import Told
from reporting.vigil.beats import Beats
from reporting.vigil.ping import NotHeard, Ping
from reporting.vigil.verdict import PULSE, Verdict
from reporting.vigil.vigil import Vigil
from reporting.vigil.wording import failing_text, well_text

_log = logging.getLogger("reporting.vigil")

BEAT_S = 15
# What is over before anybody could read a mail about it is not written about.
TELL_AFTER = timedelta(minutes=2)

# A monitor's own grace is mostly shorter: by then it has called somebody, for nothing.
UNHEARD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Registrar:
    address: str
    lang: str


@dataclass(slots=True)
class Keeper:
    """`registrars` are asked anew each time. `link`: the page that shows the tests."""

    database: Database
    district: DistrictId
    clock: Clock
    beats: Beats
    vigil: Vigil
    registrars: Callable[[], Iterable[Registrar]]
    link: str
    mailer: Mailer | None = None
    ping: Ping | None = None
    _failing: datetime | None = field(default=None, init=False)
    # Registrars were written to while nothing could be written down.
    _told_alone: bool = field(default=False, init=False)

    def beat(self) -> None:
        """Writing it down proves at the same time that the database takes something. Raises StoreError."""
        now = self.clock()
        self.beats.note(PULSE, BEAT_S)
        try:
            seen = self.beats.seen()
            self.database.write(lambda conn: heartbeats.put(conn, self.district, seen))
        finally:
            self.vigil.look(now)
            self._tell(self.vigil.verdict(now), now)

    def well(self) -> bool:
        """For the clock, each minute: tell the outside monitor, while all is well. Whether it heard."""
        now = self.clock()
        if self.ping is None or not self.vigil.monitored(now):
            return False
        try:
            self.ping.send()
        except NotHeard as error:
            _log.warning("the outside monitor was not reached", exc_info=error)
            return False
        self.database.write(lambda conn: vigils.pinged(conn, self.district, now))
        return True

    def unheard(self, told: Told, now: datetime) -> bool:
        """Whether an outside monitor should have heard of us and did not, though all is well."""
        if self.ping is None or not self.vigil.monitored(now):
            return False
        return told.pinged_at is None or now - told.pinged_at >= UNHEARD

    def _tell(self, verdict: Verdict, now: datetime) -> None:
        """By mail and not through the outbox, which may be what is stuck. Once a failure, and once when it is over."""
        failing = not verdict.healthy
        self._failing = (self._failing or now) if failing else None
        if self._noted(now, failing=failing):
            self._write_to_registrars(verdict)

    def _noted(self, now: datetime, *, failing: bool) -> bool:
        """Write down what is known; whether it is this process's turn to write to people."""
        lasting = self._failing is not None and now - self._failing >= TELL_AFTER

        def unit(conn: Connection) -> bool:
            vigils.note(conn, self.district, now, failing=failing)
            if self.mailer is None or (failing and not lasting):
                return False
            return vigils.take_telling(conn, self.district, now, failing=failing)

        try:
            mine = self.database.write(unit)
        except StoreError:
            # Of several processes each writes then: rather two mails than none.
            mine = lasting and not self._told_alone
            self._told_alone = self._told_alone or mine
            return mine
        mine = mine or (self._told_alone and not failing)
        self._told_alone = self._told_alone and failing
        return mine

    def _write_to_registrars(self, verdict: Verdict) -> None:
        if self.mailer is None:
            return
        for number, one in enumerate(self.registrars()):
            subject, body = (
                failing_text(verdict.causes, one.lang, self.link)
                if verdict.causes
                else well_text(one.lang, self.link)
            )
            reference = f"vigil.{int(self.clock().timestamp())}.{number}"
            try:
                self.mailer.send_mail(to=one.address, subject=subject, body=body, reference=reference)
            except CarrierError as error:
                _log.warning("a registrar could not be written to: %s", type(error).__name__)
