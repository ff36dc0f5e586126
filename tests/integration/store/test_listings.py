"""Pages of the inbox: urgent first, each thread once, nothing skipped, and nothing of other people's."""

import secrets
from typing import Any

from reporting.model.thread import ThreadState
from reporting.store import listings, thread_changes
from reporting.store.database import Database
from reporting.store.listings import Place


def walk(database: Database, making: Any, holders: list[bytes], limit: int, **more: Any) -> list[Place]:
    """Page after page until there is none."""
    places: list[Place] = []
    while True:
        with database.read() as connection:
            page = listings.page(
                connection,
                making.district,
                holders,
                after=places[-1] if places else None,
                limit=limit,
                **more,
            )
        assert len(page) <= limit
        if not page:
            return places
        places += page


def test_pages_show_every_thread_once_urgent_first_then_the_latest_change(
    database: Database, making: Any
) -> None:
    severities = ["urgent", "soon", "routine"] * 9
    stored = [
        making.stored(severity, minute=29_000_000 + 60 * (n % 4)) for n, severity in enumerate(severities)
    ]
    places = walk(database, making, [making.queue], limit=4)
    assert {place.thread for place in places} == {thread.id for thread in stored}
    assert len(places) == len(stored)
    keys = [(place.rank, place.changed_minute, place.thread) for place in places]
    assert keys == sorted(keys, reverse=True)
    assert [place.rank for place in places] == [2] * 9 + [1] * 9 + [0] * 9


def test_a_thread_that_two_of_ones_queues_may_see_comes_once(database: Database, making: Any) -> None:
    other = secrets.token_bytes(16)
    both = making.stored("urgent", holders=(making.queue, other))
    one = making.stored("routine", holders=(other,))
    places = walk(database, making, [making.queue, other], limit=1)
    assert [place.thread for place in places] == [both.id, one.id]


def test_nobody_sees_what_only_another_holder_may_know_of(database: Database, making: Any) -> None:
    stranger = secrets.token_bytes(16)
    making.stored(holders=(stranger,))
    with database.read() as connection:
        assert listings.page(connection, making.district, [making.queue]) == ()
        assert listings.page(connection, making.district, []) == ()
        assert listings.counts(connection, making.district, [making.queue])[0].open == 0


def test_closed_threads_are_asked_for(database: Database, making: Any) -> None:
    thread = making.stored()
    database.write(
        lambda connection: thread_changes.set_state(
            connection, making.district, thread.id, ThreadState.CLOSED, changed_minute=29_000_100
        )
    )
    assert walk(database, making, [making.queue], limit=5) == []
    (place,) = walk(database, making, [making.queue], limit=5, states=[ThreadState.CLOSED])
    assert (place.thread, place.changed_minute) == (thread.id, 29_000_100)


def test_a_thread_that_turns_urgent_rises_in_every_list(database: Database, making: Any) -> None:
    other = secrets.token_bytes(16)
    calm = making.stored("routine", holders=(making.queue, other))
    making.stored("soon", holders=(making.queue, other))
    database.write(
        lambda connection: thread_changes.set_severity(
            connection, making.district, calm.id, "urgent", changed_minute=calm.changed_minute
        )
    )
    for holder in (making.queue, other):
        assert walk(database, making, [holder], limit=5)[0].thread == calm.id


def test_counts_are_by_holder_in_the_order_asked(database: Database, making: Any) -> None:
    other = secrets.token_bytes(16)
    making.stored("urgent")
    making.stored("soon")
    making.stored("urgent", holders=(other,))
    with database.read() as connection:
        counts = listings.counts(connection, making.district, [other, making.queue])
    assert [(count.holder, count.open, count.urgent) for count in counts] == [
        (other, 1, 1),
        (making.queue, 2, 1),
    ]


def test_a_hand_over_takes_the_thread_from_one_list_to_another(database: Database, making: Any) -> None:
    thread = making.stored()
    other = secrets.token_bytes(16)

    def hand_over(connection: Any) -> None:
        listings.drop(connection, making.district, thread.id, [making.queue])
        listings.add(connection, thread, [other])

    database.write(hand_over)
    with database.read() as connection:
        assert listings.holders(connection, making.district, thread.id) == {other}
    assert walk(database, making, [making.queue], limit=5) == []
    assert len(walk(database, making, [other], limit=5)) == 1


def test_a_page_walks_an_index_and_sorts_no_table(sqlite_database: Database) -> None:
    """The promise behind "flat in depth and in size": no scan and no sort of more than the rows of the page."""
    plan = []

    def explain(connection: Any) -> None:
        statements: list[str] = []
        connection.connection.driver_connection.set_trace_callback(statements.append)
        after = Place(1, 29_000_000, secrets.token_bytes(16))  # type: ignore[arg-type]  # any sixteen bytes
        listings.page(connection, secrets.token_bytes(16), [secrets.token_bytes(16)], after=after)  # type: ignore[arg-type]  # the same
        connection.connection.driver_connection.set_trace_callback(None)
        query = next(statement for statement in statements if "listing" in statement)
        plan.extend(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))

    with sqlite_database.read() as connection:
        explain(connection)
    searches = [step for step in plan if "listing" in step]
    assert searches
    assert all("USING COVERING INDEX ix_listing_page" in step and "SEARCH" in step for step in searches), plan
