"""The alarm of a team's next hole: thirty days, seven days, a day ahead, and now. It goes when the hole is closed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from notify import rota_tables as kept
from notify.coverage import Hole, Stage, Why, holes, stage
from notify.declared import declared, spans
from notify.oncall import intervals
from notify.ports import CanRely
from notify.reliance import reliance
from notify.rotas import AHEAD, lock

# Rows are brought up to thirty days ahead every ten minutes: what is not made yet is no hole.
LOOKED = AHEAD - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GapAlarm:
    """`ends` is None where no end is in sight. `since`: when this stage was reached."""

    team: bytes
    starts: datetime
    ends: datetime | None
    why: tuple[Why, ...]
    stage: Stage
    since: datetime


def coverage(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime, can_act: CanRely
) -> tuple[Hole, ...]:
    """The undeclared holes between two instants, as the rows are. Look no further ahead than `LOOKED`."""
    return holes(
        intervals(conn, district=district, team=team, start=start, end=end),
        start,
        end,
        reliance(conn, district=district, team=team, start=start, end=end, can_act=can_act),
        spans(declared(conn, district=district, team=team, start=start, end=end)),
    )


def look(
    conn: Connection, *, district: bytes, team: bytes, now: datetime, can_act: CanRely
) -> GapAlarm | None:
    """Raise, carry on or clear the team's alarm; returns it where it is news: another hole, or another stage of it."""
    now = now.astimezone(UTC).replace(microsecond=0)
    lock(conn, district=district, team=team)
    end = now + LOOKED
    found = coverage(conn, district=district, team=team, start=now, end=end, can_act=can_act)
    before = next((one for one in standing(conn, district=district) if one.team == team), None)
    alarm = _alarm(team, found[0], before, now, end) if found else None
    if alarm == before:
        return None
    table = kept.GapAlarm
    conn.execute(delete(table).where(table.district == district, table.team == team))
    if alarm is None:
        return None
    conn.execute(
        insert(table).values(
            district=district,
            team=team,
            starts=int(alarm.starts.timestamp()),
            ends=None if alarm.ends is None else int(alarm.ends.timestamp()),
            why=" ".join(alarm.why),
            stage=alarm.stage.value,
            since=int(alarm.since.timestamp()),
        )
    )
    known = before is not None and (alarm.starts, alarm.stage) == (before.starts, before.stage)
    return None if known else alarm


def standing(conn: Connection, *, district: bytes) -> tuple[GapAlarm, ...]:
    """At most one a team, by team."""
    table = kept.GapAlarm
    rows = conn.execute(
        select(table.team, table.starts, table.ends, table.why, table.stage, table.since)
        .where(table.district == district)
        .order_by(table.team)
    )
    return tuple(
        GapAlarm(
            row.team,
            datetime.fromtimestamp(row.starts, UTC),
            None if row.ends is None else datetime.fromtimestamp(row.ends, UTC),
            tuple(Why(word) for word in row.why.split()),
            Stage(row.stage),
            datetime.fromtimestamp(row.since, UTC),
        )
        for row in rows
    )


def _alarm(team: bytes, hole: Hole, before: GapAlarm | None, now: datetime, end: datetime) -> GapAlarm:
    """A hole that has begun is looked at from now on, and is still the one that began earlier."""
    goes_on = (
        before is not None
        and hole.starts == now
        and before.starts <= now
        and (before.ends is None or before.ends >= now)
    )
    starts = before.starts if before is not None and goes_on else hole.starts
    near = stage(starts, now)
    same = before is not None and (before.starts, before.stage) == (starts, near)
    since = before.since if before is not None and same else now
    return GapAlarm(team, starts, None if hole.ends >= end else hole.ends, hole.why, near, since)
