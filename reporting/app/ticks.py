"""What the worker turns, and how often."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from notify import oncall, pages
from reporting.app.alarm_mail import AlarmMail
from reporting.app.house import House
from reporting.app.pulse import Pulse
from reporting.store import threads, webhooks
from reporting.store.shred_orphans import OrphanSweep
from reporting.worker import Tick

DAY_S = 86_400
KEPT = timedelta(days=30)


def ticks(house: House) -> tuple[Tick, ...]:
    pulse = Pulse(house)
    orphans = OrphanSweep(house.foundation.shred, partial(_known_threads, house))
    return (
        Tick("send", 0.2, lambda: house.dispatcher.run_once(limit=200)),
        Tick("climb", 0.5, house.ladders.tick),
        Tick("tell", 1, _both(house.watch.tell_unreached, house.watch.tell_reached)),
        Tick("adopt", 2, lambda: house.numbers.adopt(house.foundation.clock())),
        Tick("roster", 5, house.people.book.pull),
        Tick("pulse", 15, pulse.beat),
        Tick("unsent", 30, house.watch.alarm_unsent),
        Tick("late", 60, house.watch.own_late_answers),
        Tick("queues", 3600, AlarmMail(house).look),
        Tick("sessions", 600, house.people.sessions.sweep),
        Tick("tallies", 3600, house.tallies.flush),
        Tick("orphans", 3600, orphans.run),
        Tick("rotas", 6 * 3600, lambda: _extend(house)),
        Tick("forget", 6 * 3600, lambda: _forget(house)),
    )


def _both(*acts: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for act in acts:
            act()

    return run


def _extend(house: House) -> None:
    """Who is called is known thirty days ahead, so that a gap shows before it comes."""
    ground = house.ground
    for team in house.people.directory.teams():
        ground.database.write(
            partial(oncall.extend, district=ground.district, team=team.id, now=ground.clock())
        )


def _forget(house: House) -> None:
    """Exact times are for the days of an incident; deliveries are remembered for two days."""
    ground, now = house.ground, house.ground.clock()
    ground.database.write(lambda conn: pages.forget(conn, district=ground.district, before=now - KEPT))
    day = int(now.timestamp()) // DAY_S
    ground.database.write(lambda conn: webhooks.forget_before(conn, ground.district, day - 2))


def _known_threads(house: House, ids: Sequence[bytes]) -> frozenset[bytes]:
    with house.foundation.database.read() as conn:
        return threads.which_exist(conn, house.ground.district, ids)
