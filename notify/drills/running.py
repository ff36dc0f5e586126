"""A drill from its beginning to its end: begun when nothing real is open, measured, ended, and told when called off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from notify.drill_tables import Drill, DrillPerson
from notify.drills.planned import ANNOUNCED, Coming
from notify.escalation import Kind
from notify.outbox import State
from notify.pages.drilled import LATE, ON, PAGE, real_page_open
from notify.pages.opening import begin
from notify.tables import Outbox, Ring, insert_if_absent

# A drill that nobody began in this time is not begun: its hour is another one by now.
TOO_LATE = timedelta(minutes=15)
# How long whoever took it may write the practice reply.
PRACTICE = timedelta(minutes=30)
# How long after its end a drill's deliveries are still looked at: carriers confirm late.
SETTLE = timedelta(minutes=15)


def begin_due(conn: Connection, *, district: bytes, coming: Coming, now: datetime) -> bool:
    """Begin a planned drill whose time has come. False: it gives way, waits for another one, or somebody was faster."""
    at = int(now.timestamp())
    if real_page_open(conn, district=district):
        _drop(conn, district, coming, at, PAGE)
        return False
    if at - coming.starts > TOO_LATE.total_seconds():
        _drop(conn, district, coming, at, LATE)
        return False
    if conn.execute(select(Drill.drill).where(Drill.district == district, Drill.state.in_(ON))).first():
        return False
    row: Any = conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.drill == coming.drill, Drill.state == "planned")
        .values(state="running", began=at)
        .returning(Drill.reference)
    ).one_or_none()
    if row is None:
        return False
    climb = begin(
        conn,
        district=district,
        page_id=coming.drill,
        reference=row.reference,
        team=coming.team,
        now=now,
        severity="drill",
        # A lane of its own: nothing real joins it.
        coalesce_key=coming.drill,
    )
    conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.drill == coming.drill)
        .values(escalation=climb.escalation)
    )
    return True


def measure(conn: Connection, *, district: bytes, now: datetime) -> None:
    """Write down whom the drills that are on, or just were, reached and when; end practice that nobody wrote."""
    at = int(now.timestamp())
    conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.state == "practising")
        .where(Drill.acknowledged <= at - int(PRACTICE.total_seconds()))
        .values(state="done", ended=at)
    )
    columns = (Drill.drill, Drill.escalation, Drill.state, Drill.holder, Drill.acknowledged, Drill.delivered)
    found = conn.execute(
        select(*columns).where(
            Drill.district == district,
            Drill.escalation.is_not(None),
            Drill.ended.is_(None) | (Drill.ended > at - int(SETTLE.total_seconds())),
        )
    ).all()
    for each in found:
        _measure(conn, district, each)


# Asked each second: put together once.
_ANYTHING = (
    select(Drill.drill)
    .where(
        Drill.district == bindparam("of"),
        Drill.state.in_(ON)
        | ((Drill.state == "planned") & (Drill.starts <= bindparam("at")))
        | Drill.notice_due
        | (Drill.ended > bindparam("settling")),
    )
    .limit(1)
)


def anything(conn: Connection, *, district: bytes, now: datetime) -> bool:
    """Whether there is a drill to begin, to measure or to speak of: asked each second."""
    at = int(now.timestamp())
    asked = {"of": district, "at": at, "settling": at - int(SETTLE.total_seconds())}
    return conn.execute(_ANYTHING, asked).first() is not None


def reply(conn: Connection, *, district: bytes, drill: bytes, person: bytes, now: datetime) -> bool:
    """The holder wrote a practice reply, of which nothing but this moment is kept. False: it is theirs no more."""
    at = int(now.timestamp())
    done = conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.drill == drill)
        .where(Drill.state == "practising", Drill.holder == person)
        .values(state="done", replied=at, ended=at)
    )
    return done.rowcount == 1


def _drop(conn: Connection, district: bytes, coming: Coming, at: int, because: str) -> None:
    conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.drill == coming.drill, Drill.state == "planned")
        .values(state="called_off", because=because, ended=at, notice_due=coming.kind == ANNOUNCED)
    )


def _measure(conn: Connection, district: bytes, drill: Any) -> None:
    rings = conn.execute(
        select(Ring.person, Ring.kind, Ring.step, Ring.at, Outbox.state, Outbox.handed_at, Outbox.changed_at)
        .outerjoin(Outbox, (Outbox.district == Ring.district) & (Outbox.row == Ring.ring))
        .where(Ring.district == district, Ring.escalation == drill.escalation)
        .order_by(Ring.step)
    ).all()
    table = DrillPerson
    mine = (table.district == district, table.drill == drill.drill)
    before = {
        row.person: (row.rung, row.delivered, row.missed)
        for row in conn.execute(select(table.person, table.rung, table.delivered, table.missed).where(*mine))
    }
    missed = _missed(rings, drill)
    for person in dict.fromkeys(each.person for each in rings):
        theirs = [each for each in rings if each.person == person]
        known = before.get(person, (None, None, False))
        # What never left for the carrier woke nobody.
        rung = min((each.at for each in theirs if each.handed_at is not None), default=None)
        # The first word stays: a callback that comes twice would make it look late.
        arrived = known[1] or min(
            (each.changed_at for each in theirs if each.state == State.DELIVERED), default=None
        )
        if known == (rung, arrived, person in missed):
            continue
        row = {"district": district, "drill": drill.drill, "person": person, "missed": False}
        insert_if_absent(conn, table, row)
        conn.execute(
            update(table)
            .where(*mine, table.person == person)
            .values(rung=rung, delivered=arrived, missed=person in missed)
        )
    if drill.delivered is None:
        first = select(func.min(table.delivered)).where(*mine).scalar_subquery()
        conn.execute(
            update(Drill)
            .where(Drill.district == district, Drill.drill == drill.drill, Drill.delivered.is_(None))
            .values(delivered=first)
        )


def _missed(rings: Sequence[Any], drill: Any) -> frozenset[bytes]:
    """Who was rung by themselves and did not answer before the ladder went on; of a drill that nobody took, all.

    Whoever was rung when all were, and was not the fastest, missed nothing; nor did anybody in one called off.
    """
    if drill.state == "unanswered":
        return frozenset(each.person for each in rings)
    if drill.acknowledged is None:
        return frozenset()
    alone = {each.person: each.step for each in rings if each.kind == Kind.PERSON}
    return frozenset(
        person
        for person, step in alone.items()
        if person != drill.holder and any(each.step > step for each in rings if each.person != person)
    )
