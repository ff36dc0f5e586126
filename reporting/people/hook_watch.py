"""Sees that something changed and draws when it is said. It looks at totals alone: nothing that one student did is an event.

The directory and published figures are public. Of referrals it is said that at least ten moved since it was last said,
at most once a day, and hours later by chance.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.hook import HookEvent
from reporting.people.ground import Ground
from reporting.store import hooks
from reporting.store.hooks import HookMessage
from reporting.vault.service_box import ServiceBox

FEWEST_MOVED = 10
HOUR_S = 3600
# From, to: seconds after it was seen.
DELAY_S: Mapping[HookEvent, tuple[int, int]] = {
    HookEvent.DIRECTORY: (600, HOUR_S),
    HookEvent.FIGURES: (600, HOUR_S),
    HookEvent.REFERRALS: (6 * HOUR_S, 30 * HOUR_S),
}
Mark = Callable[[], str]
Counts = Callable[[Connection], Mapping[str, int]]


class HookWatch:
    """`marks`: what public things look like now, as a text that changes with them; `counts`: referrals by state."""

    def __init__(
        self,
        ground: Ground,
        service: ServiceBox,
        marks: Mapping[HookEvent, Mark],
        counts: Counts,
        *,
        below: Callable[[int], int],
    ) -> None:
        self._ground = ground
        self._service = service
        self._marks = marks
        self._counts = counts
        self._below = below

    def look(self) -> None:
        """What nobody wants to know is not looked at."""
        ground = self._ground
        with ground.database.read() as conn:
            live = [one for one in hooks.all_of(conn, ground.district) if one.ended is None]
            moved = dict(self._counts(conn)) if live else {}
        if not live:
            return
        for event, mark in self._marks.items():
            self._compare(event, sha256(mark().encode()).hexdigest(), changed=lambda old, new: old != new)
        self._compare(HookEvent.REFERRALS, json.dumps(moved, sort_keys=True), changed=self._enough)

    def _compare(self, event: HookEvent, now: str, *, changed: Callable[[str, str], bool]) -> None:
        ground, today = self._ground, self._ground.day()

        def unit(conn: Connection) -> None:
            known = hooks.mark(conn, ground.district, event)
            before = None if known is None else self._open(event, known[0])
            if before is not None and not changed(before, now):
                return
            too_soon = event is HookEvent.REFERRALS and known is not None and known[1] >= today
            if before is not None and too_soon:
                return
            hooks.put_mark(conn, ground.district, event, self._service.seal(now.encode(), _row(event)), today)
            if before is None:
                return  # the first look is what later ones are compared with
            first, last = DELAY_S[event]
            at = ground.second() + first + self._below(last - first)
            hooks.add(
                conn,
                ground.district,
                [
                    HookMessage(ground.random(16), one.id, event, at // 86_400, at)
                    for one in hooks.all_of(conn, ground.district)
                    if one.ended is None and event.value in one.events.split()
                ],
            )

        ground.database.write(unit)

    def _open(self, event: HookEvent, sealed: bytes) -> str | None:
        """None under another service key: then this look is the first."""
        try:
            return self._service.open(sealed, _row(event)).decode()
        except Unopenable:
            return None

    @staticmethod
    def _enough(before: str, now: str) -> bool:
        """At least ten referrals stand elsewhere. Pure."""
        old, new = json.loads(before), json.loads(now)
        changes = [new.get(state, 0) - old.get(state, 0) for state in {*old, *new}]
        gained: int = sum(n for n in changes if n > 0)
        lost: int = -sum(n for n in changes if n < 0)
        return max(gained, lost) >= FEWEST_MOVED


def _row(event: HookEvent) -> bytes:
    return sha256(event.value.encode()).digest()[:16]
