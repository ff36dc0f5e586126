"""Drills that are to come: announced by a person for a moment, or drawn for a team's habit."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, insert, select, update

from notify.drill_moments import QUARTER, Habit, draw, is_night, period
from notify.drill_tables import Drill, DrillHabit
from notify.oncall import ladder
from notify.pages.drilled import HAND, ON
from notify.ports import Digits
from notify.tables import insert_if_absent

ANNOUNCED, UNANNOUNCED = "announced", "unannounced"
REFERENCE = "DRILL-"
# Whoever is on call hears of a drill this long before it at least, also of one that begins "now".
NOTICE = timedelta(minutes=5)
FURTHEST = timedelta(days=60)
# Of one period: how often a drill that gave way to a real page is drawn anew.
MOST_DRAWS = 4
_MINUTES = 60

Below = Callable[[int], int]


class DrillRefused(RuntimeError):
    """`code`: soon, far, night, planned or window."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(remedy)
        self.code = code


@dataclass(frozen=True, slots=True)
class Coming:
    """A drill that is planned. `starts` in unix seconds."""

    drill: bytes
    team: bytes
    kind: str
    starts: int


def announce(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    drill: bytes,
    starts: datetime | None,
    by: bytes,
    digits: Digits,
    now: datetime,
) -> None:
    """Plan a drill of which those on call are told. `starts` None: as soon as they can be told. Raises DrillRefused."""
    starts = starts or now + NOTICE
    if starts < now + NOTICE:
        raise DrillRefused("soon", "Those on call are told five minutes before. Choose a later time, or now.")
    if starts > now + FURTHEST:
        raise DrillRefused("far", "Choose a time within the next sixty days.")
    if _team_has(conn, district, team, Drill.kind == ANNOUNCED, Drill.state.in_(("planned", *ON))):
        raise DrillRefused("planned", "This team has a drill ahead already. Call it off first.")
    zone = _zone(conn, district, team)
    if is_night(starts, zone) and not _night_is_free(conn, district, team, starts, zone):
        raise DrillRefused(
            "night", "This team was drilled at night within three months. Choose a time of the day."
        )
    coming = Coming(drill, team, ANNOUNCED, int(starts.timestamp()))
    fresh = _fresh(coming, district, _reference(conn, district, digits))
    conn.execute(insert(Drill).values(fresh | {"started_by": by}))


def withdraw(conn: Connection, *, district: bytes, team: bytes, now: datetime) -> int:
    """Call off the team's announced drill before it began. Those who were told of it are told. How many."""
    done = conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.team == team)
        .where(Drill.kind == ANNOUNCED, Drill.state == "planned")
        .values(state="called_off", because=HAND, ended=int(now.timestamp()), notice_due=True)
    )
    return done.rowcount


def due(conn: Connection, *, district: bytes, now: datetime) -> tuple[Coming, ...]:
    """Planned drills whose time has come, the longest due first."""
    return _coming(conn, district, Drill.starts <= int(now.timestamp()))


def announced(conn: Connection, *, district: bytes, team: bytes | None = None) -> tuple[Coming, ...]:
    """What is announced and has not begun. Drawn moments are nobody's to read."""
    return _coming(
        conn, district, Drill.kind == ANNOUNCED, *([Drill.team == team] if team is not None else [])
    )


def save_habit(conn: Connection, *, district: bytes, team: bytes, habit: Habit | None) -> None:
    """How often a team is drilled unannounced; None: not at all. What was drawn and has not begun is drawn anew.

    Raises DrillRefused.
    """
    if habit is not None and not time(6) <= habit.opens < habit.closes <= time(22):
        raise DrillRefused("window", "Choose hours between 06:00 and 22:00, the first before the last.")
    mine = (DrillHabit.district == district, DrillHabit.team == team)
    conn.execute(delete(DrillHabit).where(*mine))
    conn.execute(
        delete(Drill).where(
            Drill.district == district,
            Drill.team == team,
            Drill.kind == UNANNOUNCED,
            Drill.state == "planned",
        )
    )
    if habit is not None:
        conn.execute(
            insert(DrillHabit).values(
                district=district,
                team=team,
                months=habit.months,
                opens=_minute(habit.opens),
                closes=_minute(habit.closes),
                weekdays=habit.weekdays,
                nights=habit.nights,
            )
        )


def habit_of(conn: Connection, *, district: bytes, team: bytes) -> Habit | None:
    return dict(habits(conn, district=district)).get(team)


def habits(conn: Connection, *, district: bytes) -> tuple[tuple[bytes, Habit], ...]:
    table = DrillHabit
    rows = conn.execute(
        select(table.team, table.months, table.opens, table.closes, table.weekdays, table.nights)
        .where(table.district == district)
        .order_by(table.team)
    )
    return tuple(
        (row.team, Habit(row.months, _clock(row.opens), _clock(row.closes), row.weekdays, row.nights))
        for row in rows
    )


def draw_due(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    habit: Habit,
    digits: Digits,
    below: Below,
    now: datetime,
) -> bool:
    """Draw this period's drill, if it has none: whether one was drawn. Of two processes that draw at once, one counts."""
    zone = _zone(conn, district, team)
    begins, _ = period(now, habit.months, zone)
    ids = [
        hashlib.sha256(
            b"drill" + team + begins.isoformat().encode() + bytes([habit.months, number])
        ).digest()[:16]
        for number in range(MOST_DRAWS)
    ]
    rows = conn.execute(
        select(Drill.drill, Drill.because).where(Drill.district == district, Drill.drill.in_(ids))
    )
    drawn = {row.drill: row.because for row in rows}
    # One that gave way to a real page, or that no worker was there to begin, is made up for.
    if any(because in {None, HAND} for because in drawn.values()) or len(drawn) == MOST_DRAWS:
        return False
    moment = draw(
        habit,
        now,
        zone,
        night_is_free=_night_is_free(conn, district, team, now, zone),
        below=below,
    )
    if moment is None:
        return False
    coming = Coming(ids[len(drawn)], team, UNANNOUNCED, int(moment.timestamp()))
    return insert_if_absent(conn, Drill, _fresh(coming, district, _reference(conn, district, digits)))


def _fresh(coming: Coming, district: bytes, reference: str) -> dict[str, Any]:
    return {
        "district": district,
        "drill": coming.drill,
        "team": coming.team,
        "kind": coming.kind,
        "state": "planned",
        "reference": reference,
        "starts": coming.starts,
        "notice_due": False,
    }


def _reference(conn: Connection, district: bytes, digits: Digits) -> str:
    """One that no kept drill has."""
    used = set(conn.execute(select(Drill.reference).where(Drill.district == district)).scalars())
    start = int(digits(4))
    return next(
        name
        for step in range(10_000)
        if (name := f"{REFERENCE}{(start + step * 7) % 10_000:04d}") not in used
    )


def _coming(conn: Connection, district: bytes, *where: Any) -> tuple[Coming, ...]:
    rows = conn.execute(
        select(Drill.drill, Drill.team, Drill.kind, Drill.starts)
        .where(Drill.district == district, Drill.state == "planned", *where)
        .order_by(Drill.starts, Drill.drill)
    )
    return tuple(Coming(row.drill, row.team, row.kind, row.starts) for row in rows)


def _team_has(conn: Connection, district: bytes, team: bytes, *where: Any) -> bool:
    found = (
        select(func.count()).select_from(Drill).where(Drill.district == district, Drill.team == team, *where)
    )
    return conn.execute(found).scalar_one() > 0


def _night_is_free(conn: Connection, district: bytes, team: bytes, near: datetime, zone: ZoneInfo) -> bool:
    """Whether no drill of this team began, or is to begin, at night within a quarter of this moment."""
    around = (int((near - QUARTER).timestamp()), int((near + QUARTER).timestamp()))
    rows = conn.execute(
        select(Drill.starts)
        .where(Drill.district == district, Drill.team == team, Drill.starts.between(*around))
        .where(Drill.began.is_not(None) | (Drill.state == "planned"))
    ).scalars()
    return not any(is_night(datetime.fromtimestamp(starts, UTC), zone) for starts in rows)


def _zone(conn: Connection, district: bytes, team: bytes) -> ZoneInfo:
    rules = ladder(conn, district=district, team=team)
    return ZoneInfo(rules.zone if rules else "UTC")


def _minute(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute


def _clock(minute: int) -> time:
    return time(minute // _MINUTES, minute % _MINUTES)
