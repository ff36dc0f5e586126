"""Staff hear of their own shifts: that one changed, begins, or is offered. By text, else by mail; never a name.

At night nobody is woken for what can wait until morning.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from notify.offers import Offer
from notify.oncall import ladder
from notify.roster import Interval
from notify.rota_tables import BegunShift
from notify.rotas import Turned, joined
from notify.shift_post import Notices, Post, told_at
from notify.tables import Shift, insert_if_absent

# A change of what comes within this time is told at once, at any hour.
SOON = timedelta(hours=12)
# Whoever was on call in the hours before knows that they are, and is not told at each handoff of the day.
SAME_TURN = timedelta(hours=24)
LATE = timedelta(hours=2)
AHEAD = timedelta(hours=14)


def tell_changes(
    conn: Connection,
    notices: Notices,
    *,
    district: bytes,
    team: bytes,
    act: bytes,
    turned: Sequence[Turned],
    now: datetime,
    but: Collection[bytes] = (),
) -> int:
    """To everybody whose shifts an act changed, `but` those who did it. `act` is its random id. How many."""
    told, post = 0, Post(conn, notices, district, team, now)
    for each in turned:
        if each.person in but:
            continue
        first = min((*each.won, *each.lost), key=lambda one: one.starts).starts
        told += post.put(
            each.person,
            hashlib.sha256(b"shift changed" + act + each.person).digest()[:16],
            [("won", each.won), ("lost", each.lost)],
            post.not_before(urgent=first - now < SOON),
        )
        for shift in each.won:
            if told_at(shift.starts, post.zone) <= now:
                # That it begins has just been said.
                _claimed(conn, district, team, each.person, int(shift.starts.timestamp()))
    return told


def tell_offer(conn: Connection, notices: Notices, *, district: bytes, offer: Offer, now: datetime) -> int:
    """To everybody else of the team. How many."""
    rules = ladder(conn, district=district, team=offer.team)
    post = Post(conn, notices, district, offer.team, now)
    when = post.not_before(urgent=offer.starts - now < SOON)
    shift = Interval(offer.starts, offer.ends, offer.person, offer.position)
    return sum(
        post.put(
            person,
            hashlib.sha256(b"shift offered" + offer.offer + person).digest()[:16],
            [("offered", (shift,))],
            when,
        )
        for person in (rules.persons if rules else ())
        if person != offer.person
    )


def tell_begins(conn: Connection, notices: Notices, *, district: bytes, team: bytes, now: datetime) -> int:
    """To whoever comes on call, once a shift: when it begins, or the evening before if that is in the night."""
    told, post = 0, Post(conn, notices, district, team, now)
    for shift in _near(conn, district, team, now):
        if not told_at(shift.starts, post.zone) <= now < shift.starts + LATE or _goes_on(
            conn, district, team, shift
        ):
            continue
        starts = int(shift.starts.timestamp())
        if not _claimed(conn, district, team, shift.person, starts):
            continue
        row = hashlib.sha256(b"shift begins" + team + shift.person + starts.to_bytes(8, "big")).digest()[:16]
        told += post.put(shift.person, row, [("begins", (shift,))], now)
    return told


def _near(conn: Connection, district: bytes, team: bytes, now: datetime) -> tuple[Interval, ...]:
    """Shifts of which any part is near, each person's neighbours joined across positions and causes."""
    found = conn.execute(
        select(Shift.starts, Shift.ends, Shift.person)
        .where(Shift.district == district, Shift.team == team)
        .where(Shift.starts < int((now + AHEAD).timestamp()), Shift.ends > int((now - LATE).timestamp()))
    )
    zone = now.tzinfo
    return joined(
        [
            Interval(
                datetime.fromtimestamp(each.starts, zone),
                datetime.fromtimestamp(each.ends, zone),
                each.person,
            )
            for each in found
        ]
    )


def _goes_on(conn: Connection, district: bytes, team: bytes, shift: Interval) -> bool:
    starts = int(shift.starts.timestamp())
    return bool(
        conn.execute(
            select(func.count())
            .select_from(Shift)
            .where(Shift.district == district, Shift.team == team, Shift.person == shift.person)
            .where(Shift.starts < starts, Shift.ends > starts - int(SAME_TURN.total_seconds()))
        ).scalar_one()
    )


def _claimed(conn: Connection, district: bytes, team: bytes, person: bytes, starts: int) -> bool:
    """Whether this process is the one that tells it: the row's key is unique."""
    mine = {"district": district, "team": team, "person": person, "starts": starts}
    known = conn.execute(select(func.count()).select_from(BegunShift).filter_by(**mine)).scalar_one()
    if known:
        return False
    return insert_if_absent(conn, BegunShift, mine)
