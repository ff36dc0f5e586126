"""Ticks may run in several processes, and pages may come at one moment: each person is rung once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from notify import pages
from notify.outbox.queue_age import oldest_due_page
from notify.tables import Escalation, Outbox, Page

DISTRICT, TEAM = b"northside distri", b"crisis team nort"
Fixture = Any


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    results: list[Any] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results.append(act())
        except Exception as error:  # noqa: BLE001 -- shown by the assertion
            results.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def count(district: Fixture, table: Any) -> int:
    with district.database.read() as conn:
        found: int = conn.execute(select(func.count()).select_from(table)).scalar_one()
        return found


def test_six_workers_at_one_moment_make_one_text(both: Fixture) -> None:
    both.page()
    assert sorted(at_once([both.ladders.tick] * 6)) == [0, 0, 0, 0, 0, 1]
    assert count(both, Outbox) == 1


def test_a_tick_again_and_again_makes_nothing_more(district: Fixture) -> None:
    district.page()
    district.work()
    for _ in range(5):
        district.ladders.tick()
    assert count(district, Outbox) == 1


def test_eight_pages_at_one_moment_make_one_climb(both: Fixture) -> None:
    made = at_once([lambda n=n: both_page(both, n) for n in range(8)])
    assert made == [None] * 8
    assert count(both, Escalation) == 1
    both.work()
    both.phone("Ana").expects("8 urgent pages").expects_nothing()


def both_page(district: Fixture, number: int) -> None:
    def unit(conn: Any) -> None:
        pages.page(
            conn,
            district=DISTRICT,
            page_id=bytes([number]) * 16,
            reference=f"REF{number:03d}",
            team=TEAM,
            now=district.at,
        )

    district.database.write(unit)


def test_two_acknowledgements_at_one_moment_have_one_holder_and_a_page_beside_them_is_not_lost(
    both: Fixture,
) -> None:
    for round_ in range(6):
        both_page(both, 100 + round_)

        def ack(name: str, number: int = 100 + round_) -> Any:
            return both.database.write(
                lambda conn: pages.acknowledge(
                    conn,
                    district=DISTRICT,
                    page_id=bytes([number]) * 16,
                    person=both.persons[name],
                    now=both.at,
                )
            )

        done = at_once(
            [lambda: ack("Ana"), lambda: ack("Ben"), lambda number=150 + round_: both_page(both, number)]
        )
        assert not [each for each in done if isinstance(each, Exception)]
        taken = [each for each in done if each is not None]
        assert sorted(len(each.pages) for each in taken) == [0, 1]
    with both.database.read() as conn:
        orphans = conn.execute(
            select(Page.reference)
            .join(
                Escalation,
                (Escalation.district == Page.district) & (Escalation.escalation == Page.escalation),
            )
            .where(Page.state == "open", Escalation.state != "open")
        ).all()
        still_open = conn.execute(
            select(func.count()).select_from(Page).where(Page.state == "open")
        ).scalar_one()
    assert orphans == []
    assert still_open == 6


def test_what_ended_30_days_ago_is_forgotten_and_what_is_open_is_not(district: Fixture) -> None:
    district.page("AAAAAA")
    district.work()
    district.phone("Ana").expects("urgent page").replies("ACK")
    district.work()
    district.at += timedelta(days=31)
    district.page("BBBBBB")
    district.ladders.tick()
    before = district.at - timedelta(days=30)
    district.database.write(lambda conn: pages.forget(conn, district=DISTRICT, before=before))
    with district.database.read() as conn:
        assert list(conn.execute(select(Page.reference)).scalars()) == ["BBBBBB"]
    assert count(district, Escalation) == 1
    assert count(district, Outbox) == 1


def test_a_ladder_or_a_sender_that_stands_still_shows_by_the_age_of_what_is_due(district: Fixture) -> None:
    def oldest() -> Any:
        with district.database.read() as conn:
            return oldest_due_page(conn, district=DISTRICT)

    assert oldest() is None
    began = district.at
    district.page()
    district.at += timedelta(minutes=5)
    assert oldest() == began
    district.ladders.tick()
    assert oldest() == district.at
    district.dispatcher.run_once()
    assert oldest() > district.at
