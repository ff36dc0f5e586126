"""Sends what is due: claim, re-check, call the carrier outside every transaction, write the outcome down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from notify.outbox.claims import Claim, claim, finish, hand
from notify.outbox.deliveries import notice_refusal, record
from notify.outbox.states import Class, HeldBecause, State
from notify.ports import (
    Busy,
    Carrier,
    CarrierError,
    Channel,
    Clock,
    Database,
    Mailer,
    Misconfigured,
    Refused,
    Sealer,
    Sent,
    Unopenable,
    Unsure,
)
from notify.tables import Attempt
from notify.troubles import MISCONFIGURED, clear_trouble, trouble

SETTLE_S = 120  # how long a taken text may hide from the carrier's own list
LOOK_UNTIL_S = 3600  # after that the carrier will say no more


@dataclass(slots=True)
class Dispatcher:
    """Safe to run in any number of threads and processes.

    `sealers` maps the names in the rows ("service", "out") to keys; one that is missing opens nothing.
    `unopenable` are the exceptions by which those sealers say that their key is gone.
    """

    database: Database
    carrier: Carrier
    sealers: Mapping[str, Sealer]
    clock: Clock
    mailer: Mailer | None = None
    lease_s: int = 60
    unopenable: tuple[type[Exception], ...] = field(default=(Unopenable,))

    def run_once(self, limit: int = 50) -> int:
        """Work off up to `limit` due rows, pages first. Returns how many were taken."""
        taken = 0
        while taken < limit and self.send_next():
            taken += 1
        return taken

    def send_next(self) -> bool:
        now = self._now()
        mine = self.database.write(lambda conn: claim(conn, now, self.lease_s))
        if mine is None:
            return False
        if mine.handed_at is not None and (mine.class_ is not Class.PAGE or mine.sid):
            self._reconcile(mine)
        elif mine.hold_at is not None and now >= mine.hold_at:
            self._hold(mine, HeldBecause.LATE)
        else:
            self._send(mine)
        return True

    def _now(self) -> int:
        return int(self.clock().timestamp())

    def _send(self, mine: Claim) -> None:
        try:
            to, body = self._open(mine)
        except self.unopenable:
            self._hold(mine, HeldBecause.UNOPENABLE)
            return
        if not self.database.write(lambda conn: hand(conn, mine, self._now())):
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
        if self.mailer is None:
            raise Misconfigured
        subject, _, text = body.partition("\n\n")
        return self.mailer.send_mail(to=to, subject=subject, body=text, reference=mine.reference)

    def _note(self, mine: Claim, sent: Sent) -> None:
        """Callbacks are best effort, so an unconfirmed message is looked at again, less and less often."""
        now = self._now()
        patience = max(45, 2 * (now - (mine.handed_at or now)))
        look_at = now + patience if patience <= LOOK_UNTIL_S and mine.channel is not Channel.EMAIL else None

        def unit(conn: Connection) -> None:
            fence = _fence_of_attempt(conn, mine)
            record(
                conn, district=mine.district, row=mine.row, fence=fence, seen=sent, now=now, due_at=look_at
            )
            # The channel works again: nobody needs to be told any more, and the line is watched again.
            clear_trouble(conn, district=mine.district, kind=MISCONFIGURED, subject=_of(mine.channel))

        self.database.write(unit)

    def _not_taken(self, mine: Claim, error: CarrierError) -> None:
        now = self._now()
        backoff = min(30, 2**mine.tries)
        values: dict[str, Any]
        if isinstance(error, Refused):
            values = {"state": State.FAILED, "due_at": None, "error": error.code}
        elif isinstance(error, Unsure):
            again = now + (backoff if mine.class_ is Class.PAGE else 30)
            values = {"state": State.UNKNOWN, "due_at": again, "error": error.code}
        else:  # certainly not taken
            wait = max(backoff, error.retry_after_s) if isinstance(error, Busy) else 60
            again = now + wait if mine.hold_at is None else min(now + wait, mine.hold_at)
            values = {"state": State.PENDING, "due_at": again, "error": error.code, "handed_at": None}

        def unit(conn: Connection) -> None:
            conn.execute(
                update(Attempt)
                .where(Attempt.district == mine.district, Attempt.row == mine.row)
                .where(Attempt.fence == mine.fence)
                .values(outcome=type(error).__name__.lower(), error=error.code)
            )
            if not finish(conn, mine, now, **values):
                return
            if isinstance(error, Refused) and mine.class_ is Class.PAGE:
                notice_refusal(conn, district=mine.district, row=mine.row, code=error.code, now=now)
            if isinstance(error, Misconfigured):
                trouble(
                    conn,
                    district=mine.district,
                    kind=MISCONFIGURED,
                    subject=_of(mine.channel),
                    code=error.code,
                    now=now,
                )

        self.database.write(unit)

    def _reconcile(self, mine: Claim) -> None:
        """The carrier may have it. Ask, and never send a reply twice."""
        now, handed = self._now(), mine.handed_at or 0
        try:
            seen = self._look(mine, datetime.fromtimestamp(handed, UTC) - timedelta(seconds=60))
        except self.unopenable:
            self._hold(mine, HeldBecause.UNOPENABLE)
            return
        except CarrierError:
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
        return self.carrier.find_text(to=to, sender=mine.sender, body=body, since=since)

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


def _of(channel: Channel) -> bytes:
    """The subject of a trouble with a channel as a whole: its name."""
    return channel.encode().ljust(16, b"\0")


def _fence_of_attempt(conn: Connection, mine: Claim) -> int:
    """The attempt that the carrier speaks of: this claim's own, or the last one made before it."""
    fence: int = conn.execute(
        select(func.max(Attempt.fence)).where(
            Attempt.district == mine.district, Attempt.row == mine.row, Attempt.fence <= mine.fence
        )
    ).scalar_one()
    return fence
