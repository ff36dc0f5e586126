"""A channel that fails is passed over for a while: the ladder goes straight to the next one, and looks again.

Three failures in a row open the circuit for a minute. Messages that wait in the outbox go on trying, so the
first that gets through closes it; after the minute the ladder itself tries again. What a phone does (off, busy,
a voicemail) is no failure of the channel.
"""

from sqlalchemy import Connection, delete, select, update

from notify.ports import Channel
from notify.tables import Circuit, Escalation, insert_if_absent
from notify.troubles import CHANNEL_DOWN, clear_trouble, trouble

FAILURES = 3
PROBE_S = 60
QUIET_S = 3600
# What the carrier says of messages that it took and lost, whatever the phone: a full queue, a suspended or
# unregistered account, a filter, an unknown fault (Twilio, "Error and warning dictionary").
LOST_ON_THE_WAY = frozenset({30001, 30002, 30007, 30008, 30034})


def failed(
    conn: Connection, *, district: bytes, channel: Channel, now: int, on_the_way: bool = False
) -> None:
    """One more failure. The third in a row opens the circuit, and all open climbs are looked at at once."""
    mine = (Circuit.district == district, Circuit.channel == channel)
    fresh = {
        "district": district,
        "channel": channel,
        "failures": 0,
        "on_the_way": False,
        "probe_at": None,
    }
    insert_if_absent(conn, Circuit, fresh)
    before = conn.execute(
        select(Circuit.failures, Circuit.on_the_way, Circuit.probe_at).where(*mine).with_for_update()
    ).one()
    failures = min(before.failures + 1, FAILURES)  # the number says no more than "often"
    passed_over = failures >= FAILURES
    conn.execute(
        update(Circuit)
        .where(*mine)
        .values(
            failures=failures,
            on_the_way=before.on_the_way or on_the_way,
            probe_at=now + PROBE_S if passed_over else None,
        )
    )
    if not passed_over:
        return
    trouble(conn, district=district, kind=CHANNEL_DOWN, subject=subject_of(channel), code=0, now=now)
    if before.probe_at is None or before.probe_at <= now:
        # Once, not with each failure that follows: a thousand open climbs are not looked at for every lost request.
        conn.execute(
            update(Escalation)
            .where(Escalation.district == district, Escalation.state == "open", Escalation.due_at > now)
            .values(due_at=now)
        )


def worked(conn: Connection, *, district: bytes, channel: Channel, arrived: bool = False) -> None:
    """A message was taken, or has `arrived`: the circuit closes. Taken is not enough where messages get lost later."""
    mine = [Circuit.district == district, Circuit.channel == channel]
    if not arrived:
        mine.append(Circuit.on_the_way.is_(False))
    if conn.execute(delete(Circuit).where(*mine)).rowcount:
        clear_trouble(conn, district=district, kind=CHANNEL_DOWN, subject=subject_of(channel))


def forget_quiet(conn: Connection, *, district: bytes, now: int) -> None:
    """After an hour without any message nobody knows how a channel is: the next message tells."""
    old = (Circuit.district == district, Circuit.probe_at < now - QUIET_S)
    for channel in conn.execute(select(Circuit.channel).where(*old)).scalars().all():
        conn.execute(delete(Circuit).where(*old, Circuit.channel == channel))
        clear_trouble(conn, district=district, kind=CHANNEL_DOWN, subject=subject_of(Channel(channel)))


def broken(conn: Connection, *, district: bytes, now: int) -> frozenset[Channel]:
    """The channels that are passed over now."""
    found = conn.execute(
        select(Circuit.channel).where(Circuit.district == district, Circuit.probe_at > now)
    ).scalars()
    return frozenset(Channel(each) for each in found)


def subject_of(channel: Channel) -> bytes:
    """The subject of a trouble with a channel as a whole: its name."""
    return channel.encode().ljust(16, b"\0")
