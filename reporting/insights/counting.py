"""Once a day: what became of the messages of a day a week ago, counted from times in clear, for the month of that day.

A week is long enough to be answered in, and short enough that exact times of pages still stand. What is kept from
somebody of the house is not counted: a count would tell them of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from notify.pages.tally import Timed, timed
from reporting.cases.ground import Ground
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import month_of
from reporting.model.ids import SchoolId
from reporting.model.measure import Event
from reporting.store import measure_tallies, measured_threads
from reporting.store.measure_tallies import MeasureTally
from reporting.store.measured_threads import Became
from reporting.store.tallies import NO_SCHOOL

AFTER_DAYS = 7
MOST_DAYS = 20  # pages forget their exact times after thirty
_DAY = timedelta(days=1)
_DAY_MINUTES = 1_440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MeasureClock:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def look(self) -> None:
        """Count each day that is due, one transaction a day."""
        ground = self._ground
        end = (ground.clock() - _EPOCH) // _DAY - AFTER_DAYS
        with ground.database.read() as conn:
            done = measure_tallies.counted_until(conn, ground.district)
        for day in range(max(done if done is not None else end - 1, end - MOST_DAYS), end):
            ground.database.write(partial(self._count, day=day))

    def _count(self, conn: Connection, day: int) -> None:
        """The day's mark moves in the same transaction; another process that was quicker has moved it."""
        ground = self._ground
        done = measure_tallies.counted_until(conn, ground.district)
        if done is not None and done > day:
            return
        since = _EPOCH + day * _DAY
        queues = ground.roll.queues()
        threads = measured_threads.created_between(
            conn, ground.district, day * _DAY_MINUTES, (day + 1) * _DAY_MINUTES
        )
        pages = timed(conn, district=ground.district, since=since, until=since + _DAY)
        abouts = {page.about for page in pages if page.about is not None}
        holders = measured_threads.holders_of(conn, ground.district, abouts)
        schools = measured_threads.schools_of(conn, ground.district, abouts)
        counts: Counter[tuple[SchoolId | None, Event]] = Counter()
        for thread in threads:
            if thread.holders and not is_kept_from_somebody(queues, thread.holders):
                counts.update((thread.school, event) for event in of_thread(thread))
        for page in pages:
            held = holders.get(page.about) if page.about is not None else None
            if held and not is_kept_from_somebody(queues, held):
                counts.update((schools.get(page.about or b""), event) for event in of_page(page))
        month = month_of(since)
        measure_tallies.add(
            conn,
            ground.district,
            [MeasureTally(month, school or NO_SCHOOL, event, n) for (school, event), n in counts.items()],
        )
        measure_tallies.set_counted_until(conn, ground.district, day + 1)


def of_thread(thread: Became) -> Iterator[Event]:
    """Pure. Whole hours stand in clear, so "within a day" may be an hour out either way."""
    yield Event.ARRIVED
    if thread.opened:
        yield Event.OPENED
    if thread.replied is not None:
        yield Event.ANSWERED
        if thread.replied - thread.created <= _DAY_MINUTES:
            yield Event.ANSWERED_DAY
    if thread.fetched:
        yield Event.FETCHED


def of_page(page: Timed) -> Iterable[Event]:
    """Pure."""
    yield Event.PAGED
    if page.handed_s is not None and page.handed_s <= 60:  # noqa: PLR2004  # what districts ask for, in seconds
        yield Event.PAGED_MINUTE
    if page.taken_s is not None:
        if page.taken_s <= 300:  # noqa: PLR2004  # the same
            yield Event.TAKEN_FIVE
        if page.taken_s <= 900:  # noqa: PLR2004  # the same
            yield Event.TAKEN_QUARTER
