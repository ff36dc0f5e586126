"""Sends what is due: claim, re-check, call the carrier outside every transaction, write the outcome down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from notify.outbox import lanes
from notify.outbox.claims import Claim, claim, finish, hand, known_sids
from notify.outbox.hanging_up import hang_up
from notify.outbox.outcomes import not_taken, taken
from notify.outbox.states import Class, HeldBecause, State
from notify.pacing import Rates
from notify.ports import (
    Carrier,
    CarrierError,
    Channel,
    Clock,
    Database,
    Mailer,
    Misconfigured,
    Pusher,
    Refused,
    Sealer,
    Sent,
    Unopenable,
)
from notify.splitting import segments
from notify.statuses import NOT_FOUND

SETTLE_S = 120  # how long a taken text may hide from the carrier's own list


@dataclass(slots=True)
class Dispatcher:
    """Safe to run in any number of threads and processes.

    `sealers` maps the names in the rows ("service", "out") to keys; one that is missing opens nothing.
    `unopenable` are the exceptions by which those sealers say that their key is gone. `rates`: how fast a number
    may send; None: a carrier that takes any number at once.
    """

    database: Database
    carrier: Carrier
    sealers: Mapping[str, Sealer]
    clock: Clock
    mailer: Mailer | None = None
    pusher: Pusher | None = None
    rates: Rates | None = None
    lease_s: int = 60
    unopenable: tuple[type[Exception], ...] = field(default=(Unopenable,))

    def run_once(self, limit: int = 50) -> int:
        """Work off up to `limit` due rows, pages first. Returns how many were taken."""
        done = 0
        while done < limit and self.send_next():
            done += 1
        return done

    def send_next(self) -> bool:
        now = self._now()
        mine = self.database.write(self._claim)
        if mine is None:
            return False
        if mine.needless_at is not None:
            hang_up(self.database, self.carrier, mine, now)
        elif mine.handed_at is not None and (mine.class_ is not Class.PAGE or mine.sid):
            self._reconcile(mine)
        elif mine.hold_at is not None and now >= mine.hold_at:
            self._hold(mine, HeldBecause.LATE)
        else:
            self._send(mine)
        return True

    def _now(self) -> int:
        return int(self.clock().timestamp())

    def _now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def _claim(self, conn: Connection) -> Claim | None:
        """The most urgent row among those whose number may send."""
        now_ms = self._now_ms()
        free = None if self.rates is None else lanes.open_to(conn, now_ms)
        return claim(conn, now_ms // 1000, self.lease_s, free)

    def _hand(self, conn: Connection, mine: Claim, body: str) -> bool:
        """Re-check, and occupy the lane. A row that another overtook on the way here goes back and waits."""
        now, now_ms, page = self._now(), self._now_ms(), mine.class_ is Class.PAGE
        cost_ms = 0 if self.rates is None else self.rates.cost_ms(mine.channel, segments(body))
        lane = lanes.Name(mine.district, mine.channel, mine.sender)
        if cost_ms and not lanes.take(conn, lane, now_ms, cost_ms, page=page):
            finish(conn, mine, now, state=State.PENDING, due_at=now)
            return False
        return hand(conn, mine, now)

    def _send(self, mine: Claim) -> None:
        try:
            to, body = self._open(mine)
        except self.unopenable:
            self._hold(mine, HeldBecause.UNOPENABLE)
            return
        if not self.database.write(lambda conn: self._hand(conn, mine, body)):
            return
        try:
            sent = self._call(mine, to, body)
        except CarrierError as error:
            self._not_taken(mine, error)
        else:
            self._note(mine, sent)

    def _open(self, mine: Claim) -> tuple[str, str]:
        sealer = self.sealers.get(mine.sealer)
        if sealer is None:
            raise Unopenable
        return sealer.open(mine.recipient, mine.row).decode(), sealer.open(mine.body, mine.row).decode()

    def _call(self, mine: Claim, to: str, body: str) -> Sent:
        if mine.channel is Channel.SMS:
            return self.carrier.send_text(
                to=to, sender=mine.sender, body=body, reference=mine.reference, validity_s=mine.validity_s
            )
        if mine.channel is Channel.VOICE:
            return self.carrier.place_call(
                to=to, sender=mine.sender, reference=mine.reference, ring_s=min(mine.validity_s, 30)
            )
        subject, _, text = body.partition("\n\n")
        if mine.channel is Channel.PUSH:
            if self.pusher is None:
                raise Misconfigured
            return self.pusher.push(
                to=to, subject=subject, body=text, reference=mine.reference, ttl_s=mine.validity_s
            )
        if self.mailer is None:
            raise Misconfigured
        return self.mailer.send_mail(to=to, subject=subject, body=text, reference=mine.reference)

    def _note(self, mine: Claim, sent: Sent) -> None:
        now = self._now()
        self.database.write(lambda conn: taken(conn, mine, sent, now))

    def _not_taken(self, mine: Claim, error: CarrierError) -> None:
        now, now_ms = self._now(), self._now_ms()
        self.database.write(lambda conn: not_taken(conn, mine, error, now, now_ms))

    def _reconcile(self, mine: Claim) -> None:
        """The carrier may have it. Ask, and never send a reply twice."""
        now, handed = self._now(), mine.handed_at or 0
        try:
            seen = self._look(mine, datetime.fromtimestamp(handed, UTC) - timedelta(seconds=60))
        except self.unopenable:
            self._hold(mine, HeldBecause.UNOPENABLE)
            return
        except CarrierError as error:
            if isinstance(error, Refused) and error.code == NOT_FOUND and mine.sid:
                # Deleted there: it will say no more.
                self.database.write(lambda conn: finish(conn, mine, now, state=State.SENT, due_at=None))
                return
            self._look_again(mine, now)
            return
        if seen is not None:
            self._note(mine, seen)
        elif now - handed < SETTLE_S:
            self._look_again(mine, now)
        else:
            self._hold(mine, HeldBecause.UNKNOWN)

    def _look(self, mine: Claim, since: datetime) -> Sent | None:
        if mine.sid:
            return self.carrier.fetch_status(mine.sid)
        to, body = self._open(mine)
        if mine.channel is not Channel.SMS:
            return None
        with self.database.read() as conn:
            others = known_sids(conn, mine, int(since.timestamp()))
        return self.carrier.find_text(to=to, sender=mine.sender, body=body, since=since, known=others)

    def _look_again(self, mine: Claim, now: int) -> None:
        if mine.sid is None and mine.hold_at is not None and now >= mine.hold_at:
            self._hold(mine, HeldBecause.UNKNOWN)
            return
        state = State.SENT if mine.sid else State.UNKNOWN
        self.database.write(lambda conn: finish(conn, mine, now, state=state, due_at=now + 30))

    def _hold(self, mine: Claim, because: HeldBecause) -> None:
        now = self._now()
        self.database.write(
            lambda conn: finish(conn, mine, now, state=State.HELD, held_because=because, due_at=None)
        )
