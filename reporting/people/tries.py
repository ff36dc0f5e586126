"""Counts tries at a password before the password is looked at, so that guesses made at once count as well."""

import threading
from collections import OrderedDict
from datetime import datetime

from sqlalchemy import Connection

from reporting.model.clock import moment_of
from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.lockout import wait_after
from reporting.store import staff

STRANGERS_REMEMBERED = 4096


class Tries:
    """`spend` says until when the account waits, or None when this try may go on.

    An address that nobody has is counted too, in RAM: it must answer like one that somebody has.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._strangers: OrderedDict[bytes, tuple[int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, member: MemberId) -> datetime | None:
        ground, now = self._ground, self._ground.minute()

        def unit(conn: Connection) -> int | None:
            person = staff.by_id(conn, ground.district, member)
            if person is not None and (person.locked_until_minute or 0) > now:
                return person.locked_until_minute
            wait = wait_after(staff.count_try(conn, ground.district, member))
            if wait:  # stands while this very try is looked at; a right password lifts it
                staff.lock_until(conn, ground.district, member, now + wait)
            return None

        until = ground.database.write(unit)
        return moment_of(until)

    def spend_stranger(self, email_hash: bytes) -> datetime | None:
        now = self._ground.minute()
        with self._lock:
            count, until = self._strangers.pop(email_hash, (0, 0))
            if until > now:
                self._strangers[email_hash] = (count, until)
                return moment_of(until)
            wait = wait_after(count + 1)
            self._strangers[email_hash] = (count + 1, now + wait if wait else 0)
            while len(self._strangers) > STRANGERS_REMEMBERED:
                self._strangers.popitem(last=False)
        return None

    def forgive(self, member: MemberId) -> None:
        ground = self._ground
        ground.database.write(lambda conn: staff.clear_tries(conn, ground.district, member))
