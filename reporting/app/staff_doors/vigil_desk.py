"""How the line watches itself, between its page and the house."""

from collections.abc import Iterator
from datetime import timedelta

from reporting.app.house import House
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.vigil_view import CauseLine, LineTest, StageLine, TaskLine, VigilPage
from reporting.store import self_tests, vigils
from reporting.store.errors import StoreError
from reporting.store.self_tests import SelfTest
from reporting.store.vigils import Told
from reporting.vigil.stages import ORDER
from reporting.vigil.verdict import PULSE, VITAL, Facts, Verdict

SHOWN = 100


class VigilDesk:
    """Satisfies the staff site's `Vigils`."""

    def __init__(self, house: House) -> None:
        self._house = house

    def page(self, session: StaffSession) -> VigilPage:
        house, now = self._house, self._house.ground.clock()
        verdict, facts = house.vigil.verdict(now), house.vigil.facts(now)
        told, tests = self._kept()
        rhythm = house.rhythm
        return VigilPage(
            causes=tuple(CauseLine(one.why.value, one.about) for one in verdict.causes),
            failing_since=told.failing_since if verdict.causes else None,
            tests=tests,
            tasks=tuple(_tasks(facts, verdict)),
            oldest_due=facts.oldest_due if facts and facts.oldest_due and facts.oldest_due < now else None,
            outside=house.foundation.settings.ping_url is not None,
            pinged_at=told.pinged_at,
            every_min=round(rhythm.every / timedelta(minutes=1)),
            interval_min=round(rhythm.interval / timedelta(minutes=1)),
            may=session.principal.registrar,
            unreadable=facts is None,
        )

    def ask(self, session: StaffSession) -> None:
        if not session.principal.registrar:
            raise Refused("not_registrar", "Ask a registrar to test the line.")
        self._house.self_test.ask()

    def _kept(self) -> tuple[Told, tuple[LineTest, ...]]:
        """Where they cannot be read the page says so, and shows the rest."""
        ground = self._house.ground
        try:
            with ground.database.read() as conn:
                tests = self_tests.newest(conn, ground.district, SHOWN)
                return vigils.told(conn, ground.district), tuple(_test(one) for one in tests)
        except StoreError:
            return Told(), ()


def _test(kept: SelfTest) -> LineTest:
    return LineTest(kept.began, kept.outcome, kept.stage, tuple(_stages(kept)))


def _stages(kept: SelfTest) -> Iterator[StageLine]:
    before = 0
    for stage in ORDER:
        until = kept.spans.get(stage.value)
        yield StageLine(stage.value, before, until)
        before = before if until is None else until


def _tasks(facts: Facts | None, verdict: Verdict) -> Iterator[TaskLine]:
    silent = {one.about for one in verdict.causes if one.about} | set(verdict.late)
    for name, beat in sorted(facts.beats.items()) if facts else ():
        vital = name in VITAL or name == PULSE
        yield TaskLine(name, beat.at, round(beat.every.total_seconds()), vital, name in silent)
