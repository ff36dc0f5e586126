"""What drills measured, for those who may see it: seconds to delivered, taken and answered, and who did not answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import Connection, delete, select

from notify.drill_tables import Drill, DrillPerson
from notify.drills.planned import ANNOUNCED

MOST = 24


@dataclass(frozen=True, slots=True)
class Reached:
    """One person in one drill, of which they were told or for which they were rung. Times in unix seconds, or None."""

    person: bytes
    rung: int | None
    delivered: int | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Drilled:
    """One drill as far as it has come. Times in unix seconds."""

    drill: bytes
    team: bytes
    kind: str
    state: str
    reference: str
    starts: int
    began: int | None
    delivered: int | None
    acknowledged: int | None
    acknowledged_by: str | None
    holder: bytes | None
    replied: int | None
    persons: tuple[Reached, ...]

    def after(self, moment: int | None) -> int | None:
        """Seconds from the beginning to one of the moments."""
        return None if moment is None or self.began is None else max(0, moment - self.began)


@dataclass(frozen=True, slots=True)
class Medians:
    """In seconds, over the drills that came so far; None where none did."""

    delivered: float | None
    acknowledged: float | None
    replied: float | None


def of_team(conn: Connection, *, district: bytes, team: bytes) -> tuple[Drilled, ...]:
    """The newest first. Of what is still to come, and of drawn drills that gave way before they began: nothing."""
    rows = _rows(
        conn,
        Drill.district == district,
        Drill.team == team,
        Drill.state != "planned",
        (Drill.kind == ANNOUNCED) | Drill.began.is_not(None),
    )
    return tuple(rows[:MOST])


def named(conn: Connection, *, district: bytes, reference: str) -> Drilled | None:
    """One that has begun, or of which people were told."""
    found = _rows(
        conn,
        Drill.district == district,
        Drill.reference == reference,
        (Drill.kind == ANNOUNCED) | Drill.began.is_not(None),
    )
    return found[0] if found else None


def medians(drills: Iterable[Drilled]) -> Medians:
    """Of those that were not called off: what was cut short measured nothing."""
    counted = [each for each in drills if each.state not in {"called_off", "running"}]

    def middle(values: Iterable[int | None]) -> float | None:
        known = [value for value in values if value is not None]
        return median(known) if known else None

    return Medians(
        middle(each.after(each.delivered) for each in counted),
        middle(each.after(each.acknowledged) for each in counted),
        middle(each.after(each.replied) for each in counted),
    )


def forget(conn: Connection, *, district: bytes, before: datetime) -> None:
    """Drills that were to begin before this instant, with whom they reached."""
    old = select(Drill.drill).where(Drill.district == district, Drill.starts < int(before.timestamp()))
    conn.execute(
        delete(DrillPerson).where(
            DrillPerson.district == district, DrillPerson.drill.in_(old.scalar_subquery())
        )
    )
    conn.execute(delete(Drill).where(Drill.district == district, Drill.starts < int(before.timestamp())))


def _rows(conn: Connection, *where: Any) -> Sequence[Drilled]:
    columns = (
        Drill.drill,
        Drill.team,
        Drill.kind,
        Drill.state,
        Drill.reference,
        Drill.starts,
        Drill.began,
        Drill.delivered,
        Drill.acknowledged,
        Drill.acknowledged_by,
        Drill.holder,
        Drill.replied,
    )
    rows = conn.execute(
        select(Drill.district, *columns).where(*where).order_by(Drill.starts.desc(), Drill.drill).limit(MOST)
    ).all()
    table = DrillPerson
    persons = conn.execute(
        select(table.drill, table.person, table.rung, table.delivered, table.missed)
        .where(
            table.district.in_({row.district for row in rows}), table.drill.in_([row.drill for row in rows])
        )
        .order_by(table.rung, table.person)
    ).all()
    return [
        Drilled(
            **dict(zip(Drilled.__slots__, row[1:], strict=False)),
            persons=tuple(
                Reached(each.person, each.rung, each.delivered, each.missed)
                for each in persons
                if each.drill == row.drill
            ),
        )
        for row in rows
    ]
