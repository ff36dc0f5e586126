"""What needs a person's hand in the service itself. An alarm stands until its cause is gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from reporting.model.clock import moment_of
from reporting.model.ids import MemberId, QueueId
from reporting.people.ground import Ground
from reporting.store import alarms
from reporting.vault.notation import lp, sha256

KINDS = (
    "roster_differs",  # the database's copy is behind the log, or not the same
    "queue_of_one",  # one member left: tips still come in, a second reader is needed
    "queue_of_none",  # nobody can open what is sealed here
    "queue_epoch_due",  # somebody left and the key has not been changed yet
    "keys_replaced",  # a member's row opened to keys that the roster does not know
    "rules_not_verified",  # the rules in the database are not those that were signed
    "rules_do_not_fit",  # the shipped rules changed under the district's own
    "glass_broken",  # two people opened what nobody of a queue could, or one asked to
    "rules_rolled_back",  # one lead took a version out of force; a second person must look
    "too_many_links",  # the partners' pages asked for more new links than people need
)


@dataclass(frozen=True, slots=True)
class Alarm:
    kind: str
    queue: QueueId | None
    member: MemberId | None
    since: datetime


class Alarms:
    """Raising what stands already changes nothing, so the clock may ask as often as it likes."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def stand(self, kind: str, *, queue: QueueId | None = None, member: MemberId | None = None) -> None:
        """Raise it now, unless it stands."""
        self._ground.database.write(lambda conn: self.stand_in(conn, kind, queue=queue, member=member))

    def clear(self, kind: str, *, queue: QueueId | None = None, member: MemberId | None = None) -> None:
        """Its cause is gone."""
        self._ground.database.write(lambda conn: self.clear_in(conn, kind, queue=queue, member=member))

    def stand_in(
        self,
        conn: Connection,
        kind: str,
        *,
        queue: QueueId | None = None,
        member: MemberId | None = None,
        again_after: int | None = None,
    ) -> bool:
        """The same, inside a unit of work; whether it is news. `again_after` minutes it is news once more."""
        ground, now = self._ground, self._ground.minute()
        row = alarms.Alarm(_id(kind, queue, member), kind, now, queue, member)
        if alarms.raise_alarm(conn, ground.district, row):
            return True
        stands = next((one for one in alarms.standing(conn, ground.district) if one.id == row.id), None)
        if again_after is None or stands is None or now - stands.raised_minute < again_after:
            return False
        alarms.clear(conn, ground.district, row.id, now)
        return alarms.raise_alarm(conn, ground.district, row)

    def clear_in(
        self, conn: Connection, kind: str, *, queue: QueueId | None = None, member: MemberId | None = None
    ) -> None:
        ground = self._ground
        alarms.clear(conn, ground.district, _id(kind, queue, member), ground.minute())

    def standing(self) -> tuple[Alarm, ...]:
        """All that stand, oldest first."""
        with self._ground.database.read() as conn:
            rows = alarms.standing(conn, self._ground.district)
        return tuple(
            Alarm(row.kind, row.queue, row.member, moment_of(row.raised_minute))
            for row in rows
            if row.kind in KINDS
        )


def _id(kind: str, queue: QueueId | None, member: MemberId | None) -> bytes:
    return sha256(lp(kind.encode(), queue or b"", member or b""))[:16]
