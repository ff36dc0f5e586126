"""What a team does with a page, and who is on call: final intervals in UTC, made ahead of time by `notify.rotas`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from notify.escalation import Policy
from notify.roster import Interval, who
from notify.tables import Ladder, LadderPerson, Shift, insert_if_absent


@dataclass(frozen=True, slots=True)
class TeamLadder:
    team: bytes
    zone: str
    sender: str
    policy: Policy
    last_resort: bytes | None
    persons: tuple[bytes, ...]


def save_ladder(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    zone: str,
    sender: str,
    persons: Sequence[bytes],
    last_resort: bytes | None,
    policy: Policy | None = None,
) -> None:
    """Create or change what a team does with a page. `persons` are everyone; the last resort always exists in use."""
    values = {
        "zone": zone,
        "sender": sender,
        "last_resort": last_resort,
        "policy": (policy or Policy()).to_json(),
    }
    mine = (Ladder.district == district, Ladder.team == team)
    if conn.execute(update(Ladder).where(*mine).values(values)).rowcount == 0:
        conn.execute(insert(Ladder).values(district=district, team=team, **values))
    conn.execute(delete(LadderPerson).where(LadderPerson.district == district, LadderPerson.team == team))
    for person in dict.fromkeys(persons):
        conn.execute(insert(LadderPerson).values(district=district, team=team, person=person))


def join_team(conn: Connection, *, district: bytes, team: bytes, persons: Sequence[bytes]) -> None:
    """Whoever takes turns belongs to the team: the step `everyone` calls them too."""
    for person in dict.fromkeys(persons):
        insert_if_absent(conn, LadderPerson, {"district": district, "team": team, "person": person})


def save_last_resort(conn: Connection, *, district: bytes, team: bytes, person: bytes | None) -> None:
    """Who is called after everybody who is on call."""
    conn.execute(
        update(Ladder).where(Ladder.district == district, Ladder.team == team).values(last_resort=person)
    )


def ladder(conn: Connection, *, district: bytes, team: bytes) -> TeamLadder | None:
    found = conn.execute(
        select(Ladder.zone, Ladder.sender, Ladder.policy, Ladder.last_resort).where(
            Ladder.district == district, Ladder.team == team
        )
    ).one_or_none()
    if found is None:
        return None
    members = conn.execute(
        select(LadderPerson.person)
        .where(LadderPerson.district == district, LadderPerson.team == team)
        .order_by(LadderPerson.person)
    ).scalars()
    policy = Policy.from_json(found.policy)
    return TeamLadder(team, found.zone, found.sender, policy, found.last_resort, tuple(members))


_INTERVALS = (
    select(Shift.starts, Shift.ends, Shift.person, Shift.position, Shift.layer)
    .where(Shift.district == bindparam("district"), Shift.team == bindparam("team"))
    .where(Shift.starts < bindparam("end"), Shift.ends > bindparam("start"))
    .order_by(Shift.starts, Shift.position)
)


def intervals(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime
) -> tuple[Interval, ...]:
    """The final intervals that touch the time between two instants, by start."""
    span = {"start": int(start.timestamp()), "end": int(end.timestamp())}
    found = conn.execute(_INTERVALS, {"district": district, "team": team, **span})
    return tuple(
        Interval(
            datetime.fromtimestamp(each.starts, UTC),
            datetime.fromtimestamp(each.ends, UTC),
            each.person,
            each.position,
            each.layer,
        )
        for each in found
    )


def on_call(conn: Connection, *, district: bytes, team: bytes, now: datetime) -> tuple[bytes, ...]:
    """Who is called now, in order, without the last resort."""
    near = intervals(conn, district=district, team=team, start=now, end=now + timedelta(seconds=1))
    return who(near, now)
