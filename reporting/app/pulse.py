"""The dead-man's switch of this house: a beat that finds everything alive extends the lease to be "monitored".

Nothing withdraws it but time: a worker that died extends nothing, and the public page says so by itself.
"""

from datetime import timedelta

from notify.outbox.queue_age import oldest_due_page
from notify.troubles import MISCONFIGURED, troubles
from reporting.app.house import House
from reporting.model.ids import TeamId
from reporting.model.queue import QueueKind

STUCK = timedelta(minutes=2)


class Pulse:
    def __init__(self, house: House) -> None:
        self._house = house

    def beat(self) -> bool:
        """Whether a page would reach a person now: the lease is extended if so."""
        alive = self._pages_leave() and self._someone_on_call()
        if alive:
            self._house.lease.extend(self._house.ground.clock())
        return alive

    def _pages_leave(self) -> bool:
        ground, now = self._house.ground, self._house.ground.clock()
        if self._house.wires.hotline is None:
            return False
        with ground.database.read() as conn:
            oldest = oldest_due_page(conn, district=ground.district)
            broken = any(one.kind == MISCONFIGURED for one in troubles(conn, district=ground.district))
        return not broken and (oldest is None or now - oldest < STUCK)

    def _someone_on_call(self) -> bool:
        """Every team that is paged for something urgent has a reachable person on call."""
        ground, now = self._house.ground, self._house.ground.clock()
        queues = [queue for queue in ground.roll.queues() if queue.kind is QueueKind.CRISIS]
        teams: set[TeamId | None] = {queue.team for queue in queues}
        if not teams:
            return False
        with ground.database.read() as conn:
            return all(team is not None and ground.paging.covered(conn, team, now) for team in teams)
