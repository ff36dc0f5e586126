"""Queues that too few people can open. It alarms, every day anew, and never stops a message from coming in."""

from sqlalchemy import Connection

from reporting.model.ids import QueueId
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.people.queue_keys import QueueKeys
from reporting.people.queue_plan import MEMBERS_AT_BIRTH
from reporting.people.roster_book import RosterBook

DAILY_MINUTES = 24 * 60


class QueueHealth:
    def __init__(self, ground: Ground, book: RosterBook, queue_keys: QueueKeys, alarms: Alarms) -> None:
        self._ground = ground
        self._book = book
        self._queue_keys = queue_keys
        self._alarms = alarms

    def look(self) -> tuple[tuple[str, QueueId], ...]:
        """Raise and clear; returns (kind, queue) of what is new, or has stood another day, for mail to registrars.

        For the clock. Before the district opens there is nothing to look after.
        """
        if not self._book.current.opened:
            return ()
        wrong = {(queue, kind) for queue in self._book.current.queues for kind in self._troubles(queue)}
        kinds = ("queue_of_none", "queue_of_one", "queue_epoch_due")

        def unit(conn: Connection) -> list[tuple[str, QueueId]]:
            said: list[tuple[str, QueueId]] = []
            for queue in self._book.current.queues:
                for kind in kinds:
                    if (queue, kind) not in wrong:
                        self._alarms.clear_in(conn, kind, queue=queue)
                    elif self._alarms.stand_in(conn, kind, queue=queue, again_after=DAILY_MINUTES):
                        said.append((kind, queue))
            return said

        return tuple(self._ground.database.write(unit))

    def _troubles(self, queue: QueueId) -> list[str]:
        found = []
        readers = len(self._queue_keys.can_open(queue))
        if readers < MEMBERS_AT_BIRTH:
            found.append("queue_of_one" if readers else "queue_of_none")
        if queue in self._book.epochs_due:
            found.append("queue_epoch_due")
        return found
