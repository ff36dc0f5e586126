"""The list that a search walks through, read stretch by stretch: places in their order, and what lies sealed there."""

from collections.abc import Sequence

from reporting.cases.ground import Ground
from reporting.cases.inbox import SUMMARY_PART
from reporting.cases.search_candidate import Read
from reporting.cases.searched_thread import TEXTS, WITH_SUMMARY
from reporting.model.ids import ThreadId
from reporting.model.thread import ThreadState
from reporting.store import listings, messages, newest, threads, wraps
from reporting.store.messages import Message
from reporting.store.newest import ChangedPlace
from reporting.store.threads import Thread

STATES = {
    "all": tuple(ThreadState),
    "open": listings.OPEN,
    "closed": (ThreadState.CLOSED,),
}
# Conversations that are read from the database at once; what a slice does not come to is read again.
BATCH = 16


class SearchList:
    """`holders`: whose lists, `states` and `since` (a minute) which of them."""

    def __init__(
        self, ground: Ground, holders: Sequence[bytes], *, states: Sequence[ThreadState], since: int
    ) -> None:
        self._ground = ground
        self._holders = holders
        self._states = states
        self._since = since

    def count(self) -> int:
        with self._ground.database.read() as conn:
            return newest.count(
                conn, self._ground.district, self._holders, states=self._states, since=self._since
            )

    def after(self, place: ChangedPlace | None) -> tuple[ChangedPlace, ...]:
        """The next ones; fewer than a batch are the last."""
        with self._ground.database.read() as conn:
            return newest.page(
                conn,
                self._ground.district,
                self._holders,
                states=self._states,
                since=self._since,
                after=place,
                limit=BATCH,
            )


def read(
    ground: Ground, places: Sequence[ChangedPlace], holders: Sequence[bytes], *, summaries: bool
) -> list[Read | None]:
    """What lies at each place; None for one that was erased meanwhile. `holders`: whose wraps."""
    ids = [place.thread for place in places]
    with ground.database.read() as conn:
        rows = threads.by_ids(conn, ground.district, ids)
        wrapped = wraps.of_threads(conn, ground.district, ids, holders)
        kinds = WITH_SUMMARY if summaries else TEXTS
        stored = messages.of_threads(conn, ground.district, ids, kinds)
    shred = ground.shred.find_many([(one, SUMMARY_PART) for one in ids])
    found: list[Read | None] = []
    for one in ids:
        row, key = rows.get(one), shred.get((one, SUMMARY_PART))
        there = row is not None and key is not None
        found.append(Read(row, wrapped.get(one, ()), stored.get(one, ()), key) if there else None)  # type: ignore[arg-type]  # both are there
    return found


def summary_of(ground: Ground, thread: Thread) -> Message | None:
    with ground.database.read() as conn:
        return messages.summaries(conn, ground.district, [thread]).get(thread.id)


def may_know(ground: Ground, holders: Sequence[bytes], thread: bytes) -> bool:
    with ground.database.read() as conn:
        return bool(listings.known(conn, ground.district, holders, [ThreadId(thread)]))
