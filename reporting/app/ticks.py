"""What the worker turns, and how often."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from notify import circuit, erasures, pages, phone_check
from reporting.app.alarm_mail import AlarmMail
from reporting.app.glass_mail import GlassMail
from reporting.app.house import House
from reporting.app.review_mail import ReviewMail
from reporting.app.trouble_mail import TroubleMail
from reporting.app.unanswered_mail import UnansweredMail
from reporting.model.clock import day_of
from reporting.store import packets, rule_examples, sides, threads, webhooks
from reporting.store.shred_orphans import OrphanSweep
from reporting.vigil.keeper import BEAT_S
from reporting.worker import Tick

KEPT = timedelta(days=30)


def ticks(house: House) -> tuple[Tick, ...]:
    clock = house.foundation.clock
    orphans = OrphanSweep(house.foundation.shred, partial(_known, house), lambda: clock().timestamp())
    return (
        Tick("send", 0.2, lambda: house.dispatcher.run_once(limit=200)),
        Tick("climb", 0.5, house.ladders.tick),
        Tick("tell", 1, _both(house.watch.tell_unreached, house.watch.tell_reached)),
        Tick("adopt", 2, lambda: house.numbers.adopt(house.foundation.clock())),
        Tick("roster", 5, house.people.book.pull),
        Tick("rules", 2, house.rules.look),
        Tick("rules whole", 600, house.rules.load),
        Tick("pulse", BEAT_S, house.keeper.beat),
        Tick("self-test", 0.5, house.self_test.tick),
        Tick("outside", 60, house.keeper.well),
        Tick("texting", 60, house.texting.look),
        Tick("unsent", 30, house.watch.alarm_unsent),
        Tick("troubles", 10, TroubleMail(house).look),
        Tick("cry", 5, UnansweredMail(house).look),
        *_fetching(house),
        *_erasing(house),
        Tick("circuits", 300, lambda: _forget_circuits(house)),
        Tick("morning", 5, house.morning.tick),
        Tick("late", 60, house.watch.own_late_answers),
        Tick("fallbacks", 60, house.fallbacks.look),
        Tick("queues", 3600, AlarmMail(house).look),
        Tick(
            "sessions",
            600,
            _both(
                house.people.sessions.sweep,
                house.people.drafts.sweep,
                house.referring.partner_entering.sweep,
            ),
        ),
        Tick("glass", 30, _both(house.glass.end_due, GlassMail(house).look)),
        Tick("covers", 30, _both(house.people.covers.end_due, house.covering.tell)),
        Tick("locks", 30, house.people.sessions.lock_idle),
        Tick(
            "tallies",
            3600,
            _both(
                house.tallies.flush,
                house.referring.counter.flush,
                house.trials.flush,
                house.counter.flush,
                house.returns.flush,
                house.campaigns.flush,
            ),
        ),
        Tick("measures", 3600, house.measures.look),
        Tick("figures", 1800, house.releases.look),
        Tick("directory", 3600, house.asking.remind),
        Tick("hook news", 60, house.hooking.watch.look),
        Tick("hook post", 5, house.hooking.post.send),
        Tick("reviews", 3600, ReviewMail(house).look),
        Tick(
            "packets",
            3600,
            _both(
                house.referring.clock.sweep,
                house.referring.clock.remind,
                house.referring.errands.calm,
                house.family.links.sweep,
            ),
        ),
        Tick("errands", 2, house.referring.errands.run),
        Tick("sides", 30, house.referring.side_clock.call_again),
        Tick("deletions", 600, house.shredding.tick),
        Tick("nudges", 600, house.nudges.tick),
        Tick("orphans", 60, orphans.run),
        Tick("unfinished", 3600, house.keeping.sweep),
        # What was not made ahead of time while the worker was away is no gap: made first, then looked at.
        Tick("rotas", 600, _both(house.rotas.clock.renew, house.rotas.coverage.look)),
        Tick("calendars", 600, house.rotas.sources.read_again),
        Tick("gaps", 60, house.rotas.coverage.look),
        Tick("shifts", 60, house.rotas.clock.announce),
        Tick("drills", 1, house.drill_clock.look),
        Tick("drill plans", 60, house.drill_clock.plan),
        Tick("forget", 6 * 3600, lambda: _forget(house)),
    )


def _fetching(house: House) -> tuple[Tick, ...]:
    """Soon: a counselor who opens a text wants to see what came with it."""
    return () if house.fetching is None else (Tick("media", 2, house.fetching.tick),)


def _erasing(house: House) -> tuple[Tick, ...]:
    """Nothing of ours is left in the carrier's log for long."""
    eraser = house.eraser
    if eraser is None:
        return ()
    return Tick("erase", 10, eraser.tick), Tick("sweep", 300, eraser.sweep)


def _both(*acts: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for act in acts:
            act()

    return run


def _forget_circuits(house: House) -> None:
    ground = house.ground
    now = int(ground.clock().timestamp())
    ground.database.write(lambda conn: circuit.forget_quiet(conn, district=ground.district, now=now))


def _forget(house: House) -> None:
    """Exact times are for the days of an incident; deliveries are remembered for two days."""
    ground, now = house.ground, house.ground.clock()
    ground.database.write(lambda conn: pages.forget(conn, district=ground.district, before=now - KEPT))
    at = int(now.timestamp())
    ground.database.write(lambda conn: erasures.forget(conn, district=ground.district, now=at))
    house.rotas.clock.forget()
    house.referring.hours.forget()
    house.referring.trainings.forget()
    house.drill_clock.forget()
    ground.database.write(lambda conn: phone_check.forget_checks(conn, district=ground.district, now=now))
    day = day_of(now)
    ground.database.write(lambda conn: webhooks.forget_before(conn, ground.district, day - 2))


def _known(house: House, ids: Sequence[bytes]) -> frozenset[bytes]:
    """What keys may belong to: a thread, a sentence for the rules, a packet at a partner, or a side thread."""
    district = house.ground.district
    with house.foundation.database.read() as conn:
        return (
            threads.which_exist(conn, district, ids)
            | rule_examples.which_exist(conn, district, ids)
            | packets.which_hold(conn, district, ids)
            | sides.which_exist(conn, district, ids)
        )
