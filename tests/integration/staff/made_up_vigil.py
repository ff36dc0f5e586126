"""How a made-up line watches itself, in memory."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.vigil_view import CauseLine, LineTest, StageLine, TaskLine, VigilPage

STAGES = ("rules", "routes", "stored", "opened", "rung", "sent", "answered", "removed")
ENDS = (120, 140, 410, 430, 980, 1190, 1600, 1720)


def passed(began: datetime) -> LineTest:
    starts = (0, *ENDS)
    stages = (StageLine(stage, starts[at], ENDS[at]) for at, stage in enumerate(STAGES))
    return LineTest(began, "passed", None, tuple(stages))


def failed(began: datetime, at: str) -> LineTest:
    """It came as far as before `at`."""
    reached = STAGES.index(at)
    stages = tuple(
        one if place < reached else replace(one, from_ms=ENDS[reached - 1] if reached else 0, until_ms=None)
        for place, one in enumerate(passed(began).stages)
    )
    return LineTest(began, "failed", at, stages)


def well(now: datetime) -> VigilPage:
    """The last of a day of tests passed; one in the night failed."""
    tests = [passed(now - timedelta(minutes=4 + 13 * number)) for number in range(30)]
    tests[7] = failed(tests[7].began, "sent")
    return VigilPage(
        causes=(),
        failing_since=None,
        tests=tuple(tests),
        tasks=(
            TaskLine("climb", now - timedelta(seconds=1), 1, vital=True, late=False),
            TaskLine("forget", now - timedelta(hours=2), 21600, vital=False, late=False),
            TaskLine("rotas", now - timedelta(hours=1), 600, vital=False, late=True),
        ),
        oldest_due=None,
        outside=True,
        pinged_at=now - timedelta(seconds=40),
        every_min=13,
        interval_min=15,
        may=True,
    )


def ill(now: datetime) -> VigilPage:
    """The last test did not reach its phone, and a task stands still."""
    return replace(
        well(now),
        causes=(CauseLine("task_silent", "send"), CauseLine("stuck", ""), CauseLine("test_failed", "sent")),
        failing_since=now - timedelta(minutes=9),
        tests=(failed(now - timedelta(minutes=1), "sent"), *well(now).tests),
        oldest_due=now - timedelta(minutes=11),
        outside=False,
    )


class MadeUpVigil:
    """Satisfies the staff site's `Vigils`."""

    def __init__(self, house: Any) -> None:
        self._house = house

    def page(self, session: StaffSession) -> VigilPage:
        del session
        page: VigilPage = self._house.vigil
        return page

    def ask(self, session: StaffSession) -> None:
        del session
        if not self._house.vigil.may:
            raise Refused("not_registrar", "Ask a registrar.")
        self._house.acts.append(("tested",))
