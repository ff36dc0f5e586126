"""The store gives each message its place and link; nobody who writes at the same time disturbs that."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.store import listings, messages, threads
from reporting.store.database import Database
from reporting.store.messages import Appended, NoSuchThread
from reporting.store.threads import NO_LINK

AtOnce = Callable[[int, Callable[[int], object]], list[Any]]


def test_a_new_thread_holds_its_messages_in_order_and_knows_its_summary(
    database: Database, making: Any
) -> None:
    thread = making.stored()
    with database.read() as connection:
        stored = threads.by_reference(connection, making.district, thread.reference)
        found = messages.of_thread(connection, making.district, thread.id)
        assert stored is not None
        summary = messages.summaries(connection, making.district, [stored])[thread.id]
    assert [message.kind for message in found] == [Kind.WEB, Kind.TRIAGE, Kind.SUMMARY]
    assert (stored.last_seq, stored.last_link, stored.summary_seq) == (3, found[-1].link, 3)
    assert summary == found[2]


def test_opening_a_thread_again_with_the_same_message_stores_nothing(database: Database, making: Any) -> None:
    tip = making.draft()

    def opening(connection: Connection) -> tuple[Appended, ...]:
        return messages.open_thread(
            connection, making.thread(), [tip, making.draft(Kind.TRIAGE)], making.link
        )

    first = database.write(opening)
    second = database.write(opening)
    assert [one.repeated for one in first] == [False, False]
    assert [(one.thread, one.seq, one.link, one.repeated) for one in second] == [
        (first[0].thread, 1, first[0].link, True)
    ]


def test_eighty_writers_of_one_thread_get_eighty_places_and_one_chain(
    database: Database, making: Any, at_once: AtOnce
) -> None:
    thread = making.stored()

    def write(_caller: int) -> list[int]:
        seqs = []
        for _ in range(10):
            draft = making.draft()
            (result,) = database.write(
                lambda connection, draft=draft: messages.append(
                    connection, making.district, thread.id, [draft], making.link
                )
            )
            seqs.append(result.seq)
        return seqs

    given = [seq for seqs in at_once(8, write) for seq in seqs]
    assert sorted(given) == list(range(4, 84))
    with database.read() as connection:
        found = messages.of_thread(connection, making.district, thread.id)
        stored = threads.by_id(connection, making.district, thread.id)
    previous = NO_LINK
    for seq, message in enumerate(found, 1):
        previous = making.link(seq, message, previous)
        assert (message.seq, message.link) == (seq, previous)
    assert stored is not None
    assert (stored.last_seq, stored.last_link) == (83, previous)


def test_sixteen_deliveries_of_one_message_make_one_and_all_get_its_first_result(
    database: Database, making: Any, at_once: AtOnce
) -> None:
    thread = making.stored()
    draft = making.draft(Kind.SMS)
    results = at_once(
        16,
        lambda _caller: database.write(
            lambda connection: messages.append(connection, making.district, thread.id, [draft], making.link)
        )[0],
    )
    assert {(result.seq, result.link) for result in results} == {(4, results[0].link)}
    assert sorted(result.repeated for result in results) == [False] + [True] * 15
    with database.read() as connection:
        assert len(messages.of_thread(connection, making.district, thread.id)) == 4


def test_a_repeated_message_changes_nothing_of_the_thread(database: Database, making: Any) -> None:
    thread = making.stored()
    draft = making.draft()

    def append(connection: Connection, minute: int) -> None:
        messages.append(
            connection,
            making.district,
            thread.id,
            [draft],
            making.link,
            changed_minute=minute,
            awaiting="reporter",
        )

    database.write(lambda connection: append(connection, 29_000_100))
    database.write(lambda connection: append(connection, 29_999_999))
    with database.read() as connection:
        stored = threads.by_id(connection, making.district, thread.id)
        (place,) = listings.page(connection, making.district, [making.queue])
    assert stored is not None
    assert (stored.last_seq, stored.changed_minute, stored.awaiting) == (4, 29_000_100, "reporter")
    assert place.changed_minute == 29_000_100


def test_nothing_is_appended_to_a_thread_that_is_gone(database: Database, making: Any) -> None:
    with pytest.raises(NoSuchThread):
        database.write(
            lambda connection: messages.append(
                connection, making.district, ThreadId(bytes(16)), [making.draft()], making.link
            )
        )


def test_the_reader_may_ask_for_some_kinds_and_for_what_is_new(database: Database, making: Any) -> None:
    thread = making.stored()
    with database.read() as connection:
        district = making.district
        texts = messages.of_thread(connection, district, thread.id, kinds=[Kind.WEB, Kind.SMS])
        new = messages.of_thread(connection, district, thread.id, after=2)
    assert [message.seq for message in texts] == [1]
    assert [message.seq for message in new] == [3]


def test_a_forgotten_number_leaves_its_place_and_link_so_that_the_rest_still_reads(
    database: Database, making: Any
) -> None:
    thread = making.stored()
    contact = making.draft(Kind.CONTACT)
    database.write(
        lambda connection: messages.append(
            connection, making.district, thread.id, [contact, making.draft()], making.link
        )
    )
    assert (
        database.write(
            lambda connection: messages.empty(
                connection, making.district, thread.id, Kind.CONTACT, lambda core: core[:3]
            )
        )
        == 1
    )
    with database.read() as connection:
        found = messages.of_thread(connection, making.district, thread.id)
    assert (len(found[3].core), found[3].recipients) == (3, b"")
    assert found[4].link == making.link(5, found[4], found[3].link)


def test_recipients_change_and_the_body_does_not(database: Database, making: Any) -> None:
    thread = making.stored()
    database.write(
        lambda connection: messages.set_recipients(connection, making.district, thread.id, 1, b"new block")
    )
    with database.read() as connection:
        first, second, _ = messages.of_thread(connection, making.district, thread.id)
    assert first.recipients == b"new block"
    assert len(first.core) == 600
    assert second.recipients != b"new block"
