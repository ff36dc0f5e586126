"""An invented message goes all the way to a phone that is none, by the same doors as a student's; nothing of it stays."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from migrations.models import METADATAS
from notify.ports import Misconfigured
from notify.sink import NUMBER
from reporting.app.ticks import ticks
from reporting.staff.vigil_wording import TASK
from reporting.vigil.shadow import NotAShadow, all_tables, shadow_of, sweep
from reporting.vigil.stages import ORDER
from triage.rulebook import Thresholds

ROLES = ("administrator", "north", "north_too", "south", "south_too", "designee")


def test_while_it_comes_through_students_are_told_that_somebody_reads(
    founded_house_on_each: Any, kept: Any
) -> None:
    house = founded_house_on_each
    assert not house.house.web_intake.form_facts().monitored
    assert house.keep_watch()
    assert house.house.web_intake.form_facts().monitored
    (test,) = kept(house).tests()
    assert (test.outcome, test.stage) == ("passed", None)
    assert list(test.spans) == [stage.value for stage in ORDER]


def test_nothing_of_it_is_left_and_nobody_was_rung(founded_house_on_each: Any, kept: Any) -> None:
    house = founded_house_on_each
    rows, keys = kept(house).of_the_district(), kept(house).keys()
    for _ in range(2):  # in English, and in Spanish
        assert house.keep_watch()
    assert [one.outcome for one in kept(house).tests()] == ["passed", "passed"]
    assert kept(house).of_the_shadow() == {}
    assert kept(house).of_the_district() == rows
    assert kept(house).keys() == keys
    assert (house.carrier.texts, house.carrier.calls) == ([], [])


def test_while_it_is_on_its_way_no_person_no_figure_and_no_sample_knows_of_it(
    founded_house: Any, kept: Any
) -> None:
    house = founded_house.sampling()
    rows, version = kept(house).of_the_district(), house.house.ground.feed.version
    alarms = {role: house.doors.alarms.open(house.sessions[role]) for role in ROLES}
    house.house.self_test.tick()
    house.house.ladders.tick()
    assert kept(house).of_the_shadow()["notify_outbox"] == 1  # it is under way
    assert kept(house).of_the_shadow()["thread"] == 1
    assert all(house.references(role) == set() for role in ROLES)
    assert kept(house).of_the_district() == rows
    assert house.house.ground.feed.version == version
    assert house.house.counter.gathered() == ()
    assert repr(house.house.ground.readings) == "Readings(0)"
    for role in ROLES:
        assert house.doors.alarms.open(house.sessions[role]) == alarms[role]
    house.house.tallies.flush()
    house.house.counter.flush()
    assert kept(house).of_the_district() == rows


def test_rules_that_are_being_tried_count_nothing_of_it(founded_house: Any) -> None:
    house = founded_house
    house.house.rules.now = replace(house.house.rules.now, shadow=house.rulebook)
    assert house.keep_watch()
    assert not house.house.trials.waiting(bytes.fromhex(house.rulebook.hash))
    house.tip("someone keeps stealing my lunch")
    assert house.house.trials.waiting(bytes.fromhex(house.rulebook.hash))


def test_its_own_message_counts_as_one_that_waits(founded_house: Any) -> None:
    """So that nobody learns from "a message waits" that there is a page that is kept from them."""
    house = founded_house
    house.house.self_test.tick()
    house.house.ladders.tick()
    house.house.vigil.look(house.clock())
    assert house.house.vigil.facts(house.clock()).oldest_due == house.clock()


def test_without_a_number_to_call_from_there_is_no_test(
    founded_house: Any, house_parts: Any, kept: Any
) -> None:
    house = founded_house
    wires = replace(house.house.wires, hotline=None)
    house.house = house_parts.over(house.house.foundation, wires, house.rulebook)
    assert not house.keep_watch()
    assert kept(house).tests() == ()


def test_a_real_page_goes_on_beside_it_and_rings_whom_it_always_rings(founded_house: Any) -> None:
    house = founded_house
    house.house.self_test.tick()
    house.tip("I want to kill myself tonight")
    house.turn()
    assert {to for to, _ in house.carrier.texts} == {"+12025550101"}
    assert NUMBER not in {to for to, _ in house.carrier.texts}


def test_every_table_that_is_kept_is_swept() -> None:
    kept_in = {table.name for metadata in METADATAS for table in metadata.tables.values()}
    assert {table.name for table in all_tables()} == kept_in


def test_a_real_district_is_never_swept(founded_house: Any, kept: Any) -> None:
    ground = founded_house.house.ground
    rows = kept(founded_house).of_the_district()
    with pytest.raises(NotAShadow):
        ground.database.write(lambda conn: sweep(conn, ground.district))
    assert kept(founded_house).of_the_district() == rows
    assert shadow_of(ground.district) != ground.district


def test_of_two_processes_one_tests_the_line(founded_house_on_each: Any, kept: Any) -> None:
    house = founded_house_on_each
    other = house.beside()
    ready = threading.Barrier(2)

    def tick(one: Any) -> None:
        ready.wait(30)
        one.house.self_test.tick()

    threads = [threading.Thread(target=tick, args=(each,)) for each in (house, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [one.outcome for one in kept(house).tests()] == ["running"]


def test_another_process_may_send_what_one_is_waiting_for(founded_house: Any, kept: Any) -> None:
    """The test phone answers wherever its text came out."""
    house = founded_house
    other = house.beside()
    house.house.self_test.tick()
    other.house.ladders.tick()
    other.house.dispatcher.run_once()
    other.house.self_test.tick()  # answers for the phone
    house.house.self_test.tick()
    assert [one.outcome for one in kept(house).tests()] == ["passed"]


def test_one_that_was_left_by_a_process_that_died_says_nothing_and_the_next_begins(
    founded_house_on_each: Any, kept: Any
) -> None:
    house = founded_house_on_each
    keys = kept(house).keys()
    assert house.keep_watch()
    house.clock.advance(minutes=13)
    house.house.self_test.tick()
    assert [one.outcome for one in kept(house).tests()] == ["running", "passed"]
    house.restart()
    house.clock.advance(minutes=2)
    for _ in range(4):
        house.turn()
    house.clock.advance(seconds=6)
    for _ in range(4):
        house.turn()
    house.house.keeper.beat()
    assert [one.outcome for one in kept(house).tests()] == ["passed", "passed"]
    assert house.house.vigil.monitored(house.clock())
    assert kept(house).of_the_shadow() == {}
    assert kept(house).keys() == keys


def test_after_a_failed_one_any_process_tries_again_in_a_minute(founded_house: Any, kept: Any) -> None:
    house = founded_house
    house.carrier.silent = Misconfigured(20003)
    for _ in range(6):
        house.turn()
        house.clock.advance(seconds=30)
    assert kept(house).tests()[0].outcome == "failed"
    house.carrier.silent = None
    house.restart()  # the process that knew of it is gone
    house.clock.advance(minutes=1)
    for _ in range(4):
        house.turn()
    assert [one.outcome for one in kept(house).tests()] == ["passed", "failed"]


def test_the_next_one_comes_before_the_last_runs_out_and_none_in_between(
    founded_house: Any, kept: Any
) -> None:
    house = founded_house
    assert house.keep_watch()
    for minutes, tests in ((6, 1), (6, 1), (1, 2)):
        house.clock.advance(minutes=minutes)
        for _ in range(4):
            house.turn()
        assert len(kept(house).tests()) == tests, minutes


def test_one_that_fails_behind_the_store_leaves_no_key_either(founded_house: Any, kept: Any) -> None:
    house = founded_house
    keys = kept(house).keys()
    house.house.self_test.tick()
    assert kept(house).keys() == keys + 1
    house.clock.advance(minutes=2)
    house.house.self_test.tick()
    assert [(one.outcome, one.stage) for one in kept(house).tests()] == [("failed", "rung")]
    assert kept(house).keys() == keys
    assert kept(house).of_the_shadow() == {}


def test_old_ones_are_forgotten_after_a_week(founded_house: Any, kept: Any) -> None:
    house = founded_house
    assert house.keep_watch()
    house.clock.advance(days=7, minutes=1)
    assert house.keep_watch()
    assert len(kept(house).tests()) == 1


def test_rules_that_call_nobody_for_it_are_said_by_name_and_it_ends_by_itself(
    founded_house: Any, house_parts: Any, kept: Any
) -> None:
    house = founded_house
    foundation, rulebook = house.house.foundation, house.rulebook
    deaf = replace(rulebook, thresholds=Thresholds(urgent=99, soon=98))
    house.house = house_parts.new_house(foundation, house.carrier, deaf)
    assert not house.keep_watch()
    assert [(one.why, one.about) for one in house.house.vigil.verdict(house.clock()).causes] == [
        ("test_failed", "rules")
    ]
    assert kept(house).of_the_shadow() == {}
    house.house = house_parts.new_house(foundation, house.carrier, rulebook)
    house.clock.advance(minutes=1)
    for _ in range(4):
        house.turn()
    house.house.keeper.beat()
    assert house.house.vigil.monitored(house.clock())


def test_each_task_of_the_worker_has_a_name_that_people_understand(founded_house: Any) -> None:
    assert {tick.name for tick in ticks(founded_house.house)} <= set(TASK)
