"""Receipts, tags, tallies, alarms, seals, schools: each question gets its answer, on both engines."""

import dataclasses
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from reporting.model.ids import QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.model.thread import ThreadState
from reporting.store import (
    alarms,
    audit_entries,
    providers,
    ram_seals,
    receipts,
    schools,
    sms_tags,
    tallies,
    thread_changes,
    threads,
    webhooks,
    wraps,
)
from reporting.store.alarms import Alarm
from reporting.store.database import Database
from reporting.store.errors import StoreConflict
from reporting.store.ram_seals import RamSeal
from reporting.store.receipts import Receipt
from reporting.store.sms_tags import SmsTag
from reporting.store.tallies import NO_SCHOOL, Tally
from reporting.store.wraps import Wrap

AtOnce = Callable[[int, Callable[[int], object]], list[Any]]


def some_id() -> bytes:
    return secrets.token_bytes(16)


def ask(database: Database, question: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    with database.read() as connection:
        return question(connection, *arguments, **named)


def do(database: Database, change: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    return database.write(lambda connection: change(connection, *arguments, **named))


def test_the_words_find_their_thread_until_they_are_erased(database: Database, making: Any) -> None:
    thread, lookup = making.stored(), some_id()
    do(database, receipts.add, making.district, lookup, Receipt(thread.id, 0, b"sealed"))
    assert ask(database, receipts.find, making.district, lookup) == Receipt(thread.id, 0, b"sealed")
    do(database, receipts.drop_of_thread, making.district, thread.id)
    assert ask(database, receipts.find, making.district, lookup) is None
    assert ask(database, receipts.find, making.district, some_id()) is None


def test_a_phones_texts_join_the_thread_that_was_put_last(database: Database, making: Any) -> None:
    first, second, tag = making.stored(), making.stored(), some_id()
    do(database, sms_tags.put, making.district, SmsTag(tag, some_id(), first.id, 20_000))
    latest = SmsTag(tag, some_id(), second.id, 20_001)
    do(database, sms_tags.put, making.district, latest)
    do(database, sms_tags.note_day, making.district, tag, 20_009)
    assert ask(database, sms_tags.find, making.district, tag) == dataclasses.replace(latest, day=20_009)
    do(database, sms_tags.drop_of_thread, making.district, second.id)
    assert ask(database, sms_tags.find, making.district, tag) is None


def test_counts_gathered_by_several_processes_add_up(
    database: Database, making: Any, at_once: AtOnce
) -> None:
    school = SchoolId(some_id())
    both = [Tally(202611, school, "weapon", 1), Tally(202611, NO_SCHOOL, "theft", 2)]

    def flush(n: int) -> None:
        do(database, tallies.add, making.district, both if n % 2 else both[::-1])

    assert at_once(8, flush) == [None] * 8
    counted = {
        (t.school, t.category): t.n for t in ask(database, tallies.of_months, making.district, 202611, 202611)
    }
    assert counted == {(school, "weapon"): 8, (NO_SCHOOL, "theft"): 16}
    assert ask(database, tallies.of_months, making.district, 202612, 202701) == ()


def test_the_same_trouble_is_one_alarm_and_rises_again_after_it_was_cleared(
    database: Database, making: Any
) -> None:
    alarm = Alarm(some_id(), "queue_too_small", 100, queue=making.queue)
    again = dataclasses.replace(alarm, raised_minute=300)
    assert do(database, alarms.raise_alarm, making.district, alarm)
    assert not do(database, alarms.raise_alarm, making.district, again)
    assert ask(database, alarms.standing, making.district) == (alarm,)
    do(database, alarms.clear, making.district, alarm.id, 200)
    assert ask(database, alarms.standing, making.district) == ()
    assert do(database, alarms.raise_alarm, making.district, again)
    assert ask(database, alarms.standing, making.district) == (again,)


def test_deliveries_are_remembered_for_two_days(database: Database, making: Any) -> None:
    sid = some_id()
    assert do(database, webhooks.is_first, making.district, sid, 20_000)
    do(database, webhooks.forget_before, making.district, 20_000)
    assert not do(database, webhooks.is_first, making.district, sid, 20_001)
    do(database, webhooks.forget_before, making.district, 20_001)
    assert do(database, webhooks.is_first, making.district, sid, 20_003)


def test_a_sealed_ram_key_is_found_by_those_whose_queue_opens_it(database: Database, making: Any) -> None:
    mine, other = QueueId(some_id()), QueueId(some_id())
    assert not ask(database, ram_seals.exists, making.district, "sms-tag")
    old, new = RamSeal("sms-tag", mine, 0, some_id(), b"old"), RamSeal("sms-tag", mine, 1, some_id(), b"new")
    for seal in (old, new, RamSeal("sms-tag", other, 0, some_id(), b"theirs")):
        do(database, ram_seals.put, making.district, seal)
    assert ask(database, ram_seals.exists, making.district, "sms-tag")
    assert ask(database, ram_seals.for_queues, making.district, "sms-tag", [mine]) == (new, old)
    do(database, ram_seals.drop_before, making.district, mine, 1)
    assert ask(database, ram_seals.for_queues, making.district, "sms-tag", [mine]) == (new,)


def test_wraps_say_who_can_open_and_which_still_hang_on_an_old_key(database: Database, making: Any) -> None:
    open_thread, closed = making.stored(), making.stored()
    old, new = some_id(), some_id()
    for thread in (open_thread, closed):
        wrap = Wrap(thread.id, 0, old, "queue", making.queue, secrets.token_bytes(1168))
        do(database, wraps.add, making.district, [wrap], minute=thread.created_minute)
    do(database, thread_changes.set_state, making.district, closed.id, ThreadState.CLOSED, changed_minute=1)
    (stale,) = ask(database, wraps.still_under, making.district, making.queue, old)
    assert stale.thread == open_thread.id
    fresh = dataclasses.replace(stale, kid=new, sealed=b"again")
    do(database, wraps.add, making.district, [fresh], minute=open_thread.created_minute)
    do(database, wraps.drop_key, making.district, open_thread.id, old)
    assert ask(database, wraps.of_thread, making.district, open_thread.id) == (fresh,)
    assert ask(database, wraps.still_under, making.district, making.queue, old) == ()
    do(database, wraps.drop_targets, making.district, open_thread.id, [making.queue])
    assert ask(database, wraps.of_thread, making.district, open_thread.id) == ()


def test_a_thread_is_read_for_the_first_time_once(database: Database, making: Any, at_once: AtOnce) -> None:
    thread = making.stored()
    firsts = at_once(8, lambda n: do(database, thread_changes.mark_read, making.district, thread.id, 100 + n))
    assert sorted(firsts) == [False] * 7 + [True]
    assert ask(database, threads.by_id, making.district, thread.id).read_minute == 100 + firsts.index(True)


def test_late_answers_are_found_the_longest_wait_first(database: Database, making: Any) -> None:
    late, later, closed, waiting = (making.stored() for _ in range(4))
    for thread, due in ((late, 200), (later, 100), (closed, 50), (waiting, 900)):
        do(database, thread_changes.set_due, making.district, thread.id, due)
    do(database, thread_changes.set_state, making.district, closed.id, ThreadState.CLOSED, changed_minute=1)
    found = ask(database, threads.overdue, making.district, 300)
    assert [thread.id for thread in found] == [later.id, late.id]


def test_a_thread_goes_on_from_another_and_both_ways_are_found(database: Database, making: Any) -> None:
    earlier, later = making.stored(), making.stored()
    do(database, threads.add_continuation, making.district, later.id, earlier.id)
    assert ask(database, threads.continued_by, making.district, later.id) == (earlier.id,)
    assert ask(database, threads.continuations_of, making.district, earlier.id) == (later.id,)


def test_the_sweep_learns_which_objects_are_threads(database: Database, making: Any) -> None:
    thread = making.stored()
    stranger = some_id()
    assert ask(database, threads.which_exist, making.district, [thread.id, stranger]) == {thread.id}


def test_a_taken_reference_is_refused_and_nothing_is_half_stored(database: Database, making: Any) -> None:
    first = making.stored()
    second = dataclasses.replace(making.thread(), reference=first.reference)
    with pytest.raises(StoreConflict):
        do(database, threads.add, second)
    assert ask(database, threads.by_id, making.district, second.id) is None


def test_threads_are_assigned_and_change_queue(database: Database, making: Any) -> None:
    thread, member, queue = making.stored(), some_id(), QueueId(some_id())
    do(database, thread_changes.assign, making.district, thread.id, member)
    do(database, thread_changes.set_queue, making.district, thread.id, queue, changed_minute=29_000_100)
    stored = ask(database, threads.by_id, making.district, thread.id)
    assert (stored.assignee, stored.queue, stored.changed_minute) == (member, queue, 29_000_100)


def test_another_districts_threads_are_not_there(database: Database, making: Any) -> None:
    thread = making.stored()
    assert ask(database, threads.by_id, some_id(), thread.id) is None
    assert ask(database, threads.by_reference, some_id(), thread.reference) is None


def test_the_districts_plan_is_kept_in_its_order(database: Database, making: Any) -> None:
    north, south = SchoolId(some_id()), SchoolId(some_id())
    team, queue = TeamId(some_id()), QueueId(some_id())

    def plan(connection: Connection) -> None:
        schools.put_school(connection, making.district, schools.School(south, "South", 2))
        schools.put_school(connection, making.district, schools.School(north, "North", 1))
        schools.put_team(connection, making.district, schools.Team(team, "Crisis", 1))
        schools.put_queue(
            connection,
            making.district,
            schools.Queue(queue, "North crisis", QueueKind.CRISIS, north, team, 1),
        )
        schools.put_school(connection, making.district, schools.School(south, "South High", 2, active=False))
        schools.set_opened(connection, making.district, opened=True)

    database.write(plan)
    assert [s.name for s in ask(database, schools.schools, making.district)] == ["North", "South High"]
    assert [s.active for s in ask(database, schools.schools, making.district)] == [True, False]
    assert ask(database, schools.teams, making.district) == (schools.Team(team, "Crisis", 1),)
    (stored,) = ask(database, schools.queues, making.district)
    assert (stored.kind, stored.school, stored.team) == (QueueKind.CRISIS, north, team)
    (district,) = ask(database, schools.districts)
    assert (district.name, district.opened) == ("Pine Valley", True)


def test_a_providers_secret_is_replaced_and_dropped(database: Database, making: Any) -> None:
    do(database, providers.put, making.district, "twilio", b"one")
    do(database, providers.put, making.district, "twilio", b"two")
    assert ask(database, providers.find, making.district, "twilio") == b"two"
    do(database, providers.drop, making.district, "twilio")
    assert ask(database, providers.find, making.district, "twilio") is None


def test_deeds_of_many_at_once_stand_in_one_chain(database: Database, making: Any, at_once: AtOnce) -> None:
    def link(n: int, deed: audit_entries.Deed, previous: bytes) -> bytes:
        return bytes([n]) + previous[:31]

    def act(n: int) -> int:
        deed = audit_entries.Deed(
            100, None, "thread.read", object=bytes(15) + bytes([n % 2]), queue=making.queue
        )
        entry = do(database, audit_entries.append, making.district, deed, link)
        return int(entry.n)

    assert sorted(at_once(8, act)) == list(range(1, 9))
    chain = ask(database, audit_entries.since, making.district, 0)
    previous = audit_entries.NO_LINK
    for entry in chain:
        previous = link(entry.n, entry.deed, previous)
        assert entry.link == previous
    newest = ask(database, audit_entries.latest, making.district, [making.queue], before=7, limit=3)
    assert [entry.n for entry in newest] == [6, 5, 4]
    assert len(ask(database, audit_entries.of_object, making.district, bytes(16))) == 4
