"""The line tests itself: an invented message through intake, rules, routes, ladder and sender to a phone that is none,
which answers; then nothing of it is left. One process at a time, a quarter of an hour apart.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from notify import pages
from notify.outbox import State
from notify.outbox.progress import of_pages
from notify.ports import LinkFor, PhoneHash, Sealer
from notify.sink import NUMBER, Sink
from reporting.cases.ground import Ground
from reporting.model.ids import ThreadId
from reporting.store import self_tests, threads
from reporting.store.self_tests import FAILED, PASSED, RUNNING
from reporting.store.self_tests import SelfTest as Kept
from reporting.store.shred import ResidueRemains
from reporting.vigil.rhythm import Rhythm
from reporting.vigil.shadow import Shadow, shadow_of, sweep
from reporting.vigil.stages import ORDER, Stage
from reporting.vigil.tip import SENTENCES, InventedTip

_log = logging.getLogger("reporting.vigil")

KEPT = timedelta(days=7)
GLANCE = timedelta(seconds=5)
# A test that runs for longer than it may has been left alone by a process that died.
LEFT_ALONE = timedelta(seconds=5)


class Late(Exception):
    """The test did not come to its end in time."""


@dataclass(slots=True)
class _Running:
    id: bytes
    began: datetime
    spans: dict[Stage, int] = field(default_factory=dict)
    thread: ThreadId | None = None


class SelfTest:
    """`tick` is for the clock, twice a second. It begins what is due, answers for the phone, and follows what runs."""

    def __init__(
        self,
        ground: Ground,
        sink: Sink,
        *,
        sealer: Sealer,
        phone_hash: PhoneHash,
        link: LinkFor,
        rhythm: Rhythm,
    ) -> None:
        self._ground = ground
        self._sink = sink
        self._sealer = sealer
        self._phone_hash = phone_hash
        self._link = link
        self._rhythm = rhythm
        self._shadow = shadow_of(ground.district)
        self._running: _Running | None = None
        self._looked: datetime | None = None
        self._again: datetime | None = None
        self._count = 0

    def tick(self) -> None:
        """Raises StoreError where not even the outcome can be written: then the last test that passed runs out."""
        self._answer()
        if self._running is not None:
            self._follow(self._running)
        elif self._is_due():
            self._begin()

    def ask(self) -> None:
        """The next one is due now."""
        ground = self._ground
        ground.database.write(lambda conn: self_tests.set_due(conn, ground.district, ground.clock()))
        self._looked = None

    def _is_due(self) -> bool:
        ground, now = self._ground, self._ground.clock()
        if not self._sink.line:
            return False  # nothing could be sent from nowhere
        if self._looked is not None and timedelta() <= now - self._looked < GLANCE:
            return False
        self._looked = now
        left = now - self._rhythm.deadline - LEFT_ALONE
        again = self._again is not None and now >= self._again
        with ground.database.read() as conn:
            if not again and not self_tests.is_due(conn, ground.district, now, left):
                return False
        due = now + self._rhythm.every

        def unit(conn: Connection) -> bool:
            if again:
                self_tests.set_due(conn, ground.district, now)
            return self_tests.claim(conn, ground.district, now, due, left)

        mine = ground.database.write(unit)
        self._again = None
        return mine

    def _begin(self) -> None:
        ground = self._ground
        run = self._running = _Running(ground.random(16), ground.clock())
        lang, body = SENTENCES[self._count % len(SENTENCES)]
        self._count += 1
        try:
            self._remove()
            shadow = Shadow.draw(ground.district, ground.random)
            kept = self._kept(run, RUNNING)

            def unit(conn: Connection) -> None:
                self_tests.begin(conn, ground.district, kept)
                shadow.furnish(
                    conn,
                    sealer=self._sealer,
                    phone_hash=self._phone_hash,
                    line=self._sink.line,
                    real=ground,
                )

            ground.database.write(unit)
            tip = InventedTip(shadow, shadow.ground(ground), lang, body, lambda stage: self._pass(run, stage))
            run.thread = tip.send()
        except Exception as error:  # noqa: BLE001 -- whatever goes wrong on the way is what the test is there to find
            self._fail(run, error)

    def _answer(self) -> None:
        """The test phone texts back what it was asked for, through the same door as any phone of staff."""
        ground, phone = self._ground, self._phone_hash(NUMBER)
        for code in self._sink.codes():
            now = ground.clock()

            def unit(conn: Connection, code: str = code, now: datetime = now) -> None:
                pages.hear(
                    conn, district=self._shadow, phone=phone, text=f"ACK {code}", now=now, link=self._link
                )

            ground.database.write(unit)

    def _follow(self, run: _Running) -> None:
        ground = self._ground
        with ground.database.read() as conn:
            rows = of_pages(conn, district=self._shadow)
            about = pages.pages_about(conn, district=self._shadow, about=run.thread) if run.thread else ()
        if rows:
            self._pass(run, Stage.RUNG)
        if State.DELIVERED in rows:
            self._pass(run, Stage.SENT)
        if State.DELIVERED in rows and about and all(one.state != "open" for one in about):
            self._pass(run, Stage.ANSWERED)
            self._finish(run)
        elif ground.clock() - run.began >= self._rhythm.deadline:
            self._fail(run, Late())

    def _finish(self, run: _Running) -> None:
        try:
            self._remove()
        except Exception as error:  # noqa: BLE001 -- the same
            self._fail(run, error)
            return
        self._pass(run, Stage.REMOVED)
        self._end(run, PASSED)

    def _fail(self, run: _Running, error: Exception) -> None:
        """Said by its stage; what an error says may hold what a line must not, so its kind alone is logged."""
        stage = next((one for one in ORDER if one not in run.spans), Stage.REMOVED)
        _log.error("the line's own test failed at %s: %s", stage.value, type(error).__name__)
        try:
            self._remove()
        except Exception as left:  # noqa: BLE001 -- the outcome is told in any case
            _log.warning("the test's rows are removed with the next one", exc_info=left)
        # Kept here as well: what could not be written down must not put the next try off for a quarter of an hour.
        self._again = self._ground.clock() + self._rhythm.again
        self._end(run, FAILED, stage)

    def _remove(self) -> None:
        """The keys first: without them the rest says nothing to anybody. Also what a process that died left behind."""
        ground = self._ground
        with ground.database.read() as conn:
            left = threads.all_ids(conn, self._shadow)
        try:
            if left:
                ground.shred.erase(left)
        except ResidueRemains as error:
            # The words are our own; the next erasure empties the log.
            _log.warning("the test's key is still in the log of the shred store", exc_info=error)
        ground.database.write(lambda conn: sweep(conn, self._shadow))

    def _end(self, run: _Running, outcome: str, stage: Stage | None = None) -> None:
        ground, kept = self._ground, self._kept(run, outcome, stage)
        self._running = None
        now = ground.clock()

        def unit(conn: Connection) -> None:
            self_tests.end(conn, ground.district, kept)
            self_tests.forget(conn, ground.district, now - KEPT)
            if outcome == FAILED:
                self_tests.set_due(conn, ground.district, now + self._rhythm.again)

        ground.database.write(unit)

    def _pass(self, run: _Running, stage: Stage) -> None:
        taken = self._ground.clock() - run.began
        run.spans.setdefault(stage, round(taken.total_seconds() * 1000))

    def _kept(self, run: _Running, outcome: str, stage: Stage | None = None) -> Kept:
        return Kept(
            run.id,
            round(run.began.timestamp() * 1000),
            outcome,
            stage.value if stage else None,
            {each.value: ms for each, ms in run.spans.items()},
        )
