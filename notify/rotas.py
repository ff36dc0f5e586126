"""Who will be on call, made thirty days ahead: plans become rows of intervals, and only what differs is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from notify import rota_tables as kept
from notify.plan import materialise
from notify.plans import Calendars, no_calendars, plan_of
from notify.roster import Interval
from notify.tables import Ladder, Shift

AHEAD = timedelta(days=30)
TOLD = AHEAD - timedelta(days=1)  # changes in this time are told; what is newly made at the end is no change

_Key = tuple[int, int]
_Held = tuple[int, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Turned:
    """What a change of the rota took from a person, and gave them."""

    person: bytes
    lost: tuple[Interval, ...]
    won: tuple[Interval, ...]


def refresh(
    conn: Connection, *, district: bytes, team: bytes, now: datetime, calendars: Calendars = no_calendars
) -> None:
    """Bring the rows from now to 30 days ahead up to the plan, inside the caller's transaction.

    What is past stays as it was. A shift that goes on keeps its row and its beginning. A reader sees the rows
    before or after, never between.
    """
    lock(conn, district=district, team=team)
    start = now.astimezone(UTC).replace(microsecond=0)
    at, end = int(start.timestamp()), start + AHEAD
    mine = (Shift.district == district, Shift.team == team)
    rows = conn.execute(
        select(Shift.position, Shift.starts, Shift.ends, Shift.person, Shift.layer).where(
            *mine, Shift.ends > at
        )
    )
    have: dict[_Key, _Held] = {(row.position, row.starts): (row.ends, row.person, row.layer) for row in rows}
    plan = plan_of(conn, district=district, team=team, start=start, end=end, calendars=calendars)
    want = _continued(materialise(plan, start, end), have, at)
    for key in have.keys() - want.keys():
        this = (*mine, Shift.position == key[0], Shift.starts == key[1])
        if key[1] < at:
            conn.execute(update(Shift).where(*this).values(ends=at))
        else:
            conn.execute(delete(Shift).where(*this))
    for key, (ends, person, layer) in want.items():
        values = {"ends": ends, "person": person, "layer": layer}
        this = (*mine, Shift.position == key[0], Shift.starts == key[1])
        if key not in have:
            conn.execute(
                insert(Shift).values(district=district, team=team, position=key[0], starts=key[1], **values)
            )
        elif have[key] != (ends, person, layer):
            conn.execute(update(Shift).where(*this).values(values))


def _continued(wanted: Sequence[Interval], have: Mapping[_Key, _Held], at: int) -> dict[_Key, _Held]:
    """The wanted rows; one that holds now and held already begins when it began."""
    began = {
        (position, person, layer): starts
        for (position, starts), (_, person, layer) in have.items()
        if starts < at
    }
    found: dict[_Key, _Held] = {}
    for each in wanted:
        starts = int(each.starts.timestamp())
        if starts == at:
            starts = began.get((each.position, each.person, each.layer), at)
        found[each.position, starts] = (int(each.ends.timestamp()), each.person, each.layer)
    return found


def lock(conn: Connection, *, district: bytes, team: bytes) -> None:
    """Until the transaction ends, nobody else changes this team's rota."""
    conn.execute(
        select(Ladder.team).where(Ladder.district == district, Ladder.team == team).with_for_update()
    )


def change(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    now: datetime,
    calendars: Calendars,
    act: Callable[[], object],
) -> tuple[Turned, ...]:
    """Do something to the rota, bring the rows up to it, and say for whom what changed in the weeks ahead."""
    now = now.replace(microsecond=0)
    refresh(conn, district=district, team=team, now=now, calendars=calendars)
    before = held(conn, district=district, team=team, start=now, end=now + TOLD)
    act()
    refresh(conn, district=district, team=team, now=now, calendars=calendars)
    return differences(before, held(conn, district=district, team=team, start=now, end=now + TOLD))


def renew(
    conn: Connection, *, district: bytes, team: bytes, now: datetime, calendars: Calendars
) -> tuple[Turned, ...]:
    """As `refresh`, for the clock: whom what changed for that was made already (a school's hours did, say)."""
    now = now.replace(microsecond=0)
    before = held(conn, district=district, team=team, start=now, end=now + TOLD)
    refresh(conn, district=district, team=team, now=now, calendars=calendars)
    known_until = max((each.ends for each in before), default=now)
    return differences(before, held(conn, district=district, team=team, start=now, end=known_until))


def held(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime
) -> tuple[Interval, ...]:
    """The rows that touch the time between two instants, cut at both."""
    rows = conn.execute(
        select(Shift.starts, Shift.ends, Shift.person, Shift.position, Shift.layer)
        .where(Shift.district == district, Shift.team == team)
        .where(Shift.starts < int(end.timestamp()), Shift.ends > int(start.timestamp()))
    )
    return tuple(
        Interval(
            max(start, datetime.fromtimestamp(each.starts, UTC)),
            min(end, datetime.fromtimestamp(each.ends, UTC)),
            each.person,
            each.position,
            each.layer,
        )
        for each in rows
    )


def differences(before: Sequence[Interval], after: Sequence[Interval]) -> tuple[Turned, ...]:
    """Per person, the times that only one of two plans gives them, whatever the layer. Pure."""
    found = []
    for person in dict.fromkeys(each.person for each in (*before, *after)):
        was = [each for each in before if each.person == person]
        is_ = [each for each in after if each.person == person]
        lost, won = _less(was, is_), _less(is_, was)
        if lost or won:
            found.append(Turned(person, lost, won))
    return tuple(found)


def _less(these: Sequence[Interval], those: Sequence[Interval]) -> tuple[Interval, ...]:
    """What of these intervals no one of those covers in the same position; neighbours joined."""
    left: list[Interval] = []
    for each in these:
        free = each.starts
        for other in sorted(
            (one for one in those if one.position == each.position), key=lambda one: one.starts
        ):
            if other.ends <= free or other.starts >= each.ends:
                continue
            if other.starts > free:
                left.append(Interval(free, other.starts, each.person, each.position))
            free = other.ends
        if free < each.ends:
            left.append(Interval(free, each.ends, each.person, each.position))
    return joined(left)


def joined(these: Sequence[Interval]) -> tuple[Interval, ...]:
    """Neighbours of one person in one position, whatever the cause, as one; by start."""
    found: list[Interval] = []
    for each in sorted(these, key=lambda one: (one.position, one.person, one.starts)):
        before = found[-1] if found else None
        if before and (before.position, before.person, before.ends) == (
            each.position,
            each.person,
            each.starts,
        ):
            found[-1] = Interval(before.starts, each.ends, each.person, each.position)
        else:
            found.append(Interval(each.starts, each.ends, each.person, each.position))
    return tuple(sorted(found, key=lambda one: (one.starts, one.position)))


def shifts_of(
    conn: Connection, *, district: bytes, person: bytes, start: datetime, end: datetime
) -> Mapping[bytes, tuple[Interval, ...]]:
    """A person's shifts that touch the time between two instants, by team; neighbours joined."""
    rows: dict[bytes, list[Interval]] = {}
    for each in conn.execute(
        select(Shift.team, Shift.starts, Shift.ends, Shift.position)
        .where(Shift.district == district, Shift.person == person)
        .where(Shift.starts < int(end.timestamp()), Shift.ends > int(start.timestamp()))
        .order_by(Shift.starts)
    ):
        rows.setdefault(each.team, []).append(
            Interval(
                datetime.fromtimestamp(each.starts, UTC),
                datetime.fromtimestamp(each.ends, UTC),
                person,
                each.position,
            )
        )
    return {team: joined(found) for team, found in rows.items()}


def forget(conn: Connection, *, district: bytes, before: datetime) -> None:
    """Delete shifts and whatever else of rotas ended before this instant. Call it with 30 days ago."""
    at = int(before.timestamp())
    for table in (Shift, kept.Override, kept.Offer, kept.DeclaredGap, kept.Absence, kept.SourceEvent):
        conn.execute(delete(table).where(table.district == district, table.ends < at))
    conn.execute(
        delete(kept.BegunShift).where(
            kept.BegunShift.district == district, kept.BegunShift.starts < at - int(AHEAD.total_seconds())
        )
    )
