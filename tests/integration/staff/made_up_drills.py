"""Made-up drills behind the staff site's doors: true shapes, long names, and each act is only noted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from reporting.people.refused import Refused
from reporting.staff.drill_view import DrillRow, DrillScreen, HabitForm, MedianRow, StartForm, TeamDrills

LONG = "Maximiliana Alexandrina Wolkenstein-Fernandez de la Vega y Trastamara"
NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def row(reference: str, days: int, **more: Any) -> DrillRow:
    given: dict[str, Any] = {
        "kind": "unannounced",
        "state": "done",
        "began": True,
        "delivered_s": 4,
        "acknowledged_s": 71,
        "replied_s": 305,
        "by": "code",
        "holder": "Ana Ruiz",
        "missed": (),
        **more,
    }
    return DrillRow(reference=reference, at=NOW - timedelta(days=days), **given)


NONE = {"acknowledged_s": None, "replied_s": None, "by": None, "holder": ""}
ROWS = (
    row("DRILL-4821", 0, state="practising", replied_s=None, by="digit"),
    row("DRILL-4822", 30, state="unanswered", missed=("Ana Ruiz", "Ben Osei", LONG), **NONE),
    row("DRILL-4823", 61, missed=("Ben Osei",), holder=LONG, by="inbox"),
    row("DRILL-4824", 92, state="called_off", kind="announced", began=False, delivered_s=None, **NONE),
)
TEAM = TeamDrills(
    value="aa",
    name="Northside on-call",
    zone="America/Chicago",
    rows=ROWS,
    medians=MedianRow(4, 71, 305),
    missed=(("Ben Osei", 2, 3), (LONG, 1, 1)),
    ahead=None,
    on=None,
    habit=HabitForm("1", "09:00", "17:00", weekdays=True, nights=True),
)


class MadeUpDrillDesk:
    """`state` is that of the one drill; `refuses`: the code that the next act meets."""

    def __init__(self, house: Any) -> None:
        self._house = house
        self.begin()

    def begin(self) -> None:
        self.refuses: str | None = None
        self.team_shown = TEAM
        self.drill = DrillScreen(
            reference="DRILL-4821",
            team=TEAM.name,
            state="practising",
            zone=TEAM.zone,
            starts=NOW,
            mine=True,
            rung=True,
            holder="Ana Ruiz",
            delivered_s=4,
            acknowledged_s=71,
            replied_s=None,
        )

    def teams(self, session: Any) -> tuple[TeamDrills, ...]:
        bare = replace(TEAM, value="bb", rows=(), medians=MedianRow(None, None, None), name=LONG, ahead=NOW)
        return (self.team_shown, bare)

    def team(self, session: Any, team: str) -> TeamDrills:
        return self.team_shown

    def start(self, session: Any, team: str, form: StartForm) -> None:
        self._act("start", form)

    def keep(self, session: Any, team: str, form: HabitForm) -> None:
        self._act("keep", form)

    def call_off(self, session: Any, team: str) -> None:
        self._act("call_off", None)

    def screen(self, session: Any, reference: str) -> DrillScreen:
        return replace(self.drill, reference=reference)

    def take(self, session: Any, reference: str) -> None:
        self._act("take", reference)

    def reply(self, session: Any, reference: str, text: str) -> None:
        if not text.strip():
            raise Refused("empty_text", "Write something first.")
        self._act("reply", None)

    def _act(self, name: str, what: Any) -> None:
        if self.refuses:
            raise Refused(self.refuses, "made up")
        self._house.acts.append((f"drill_{name}", what))
