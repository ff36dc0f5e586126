"""What the staff site says of the line's own tests, over the house: to those who look, to those who are called, to nobody else."""

import re
from typing import Any

PATH = "/self-test"
STOPPED = "The part of the service that sends messages has stopped."


def words(page: Any) -> str:
    """Its text, without markup and without the space between."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_each_stage_of_the_last_test_is_shown(founded_house: Any, browse: Any) -> None:
    assert founded_house.keep_watch()
    shown = words(browse("north").get(PATH))
    assert "People are reached" in shown
    for stage in ("Judged by the rules", "Sealed and stored", "At the test phone", "Removed without a trace"):
        assert stage in shown
    assert "Sends messages" in shown


def test_a_dead_worker_is_an_alarm_for_everybody_with_what_to_do_and_where_to_look(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    assert house.keep_watch()
    assert "vigil" not in str(house.doors.alarms.open(house.sessions["north"]))
    house.clock.advance(minutes=3)
    for role in ("administrator", "north", "designee"):
        alarms = browse(role).get("/alarms")
        assert STOPPED in alarms.text
        assert "students are told that nobody reads now" in alarms.text
        assert f'href="{PATH}"' in alarms.text
    assert STOPPED in browse("north").get(PATH).text
    assert house.keep_watch()
    assert STOPPED not in browse("north").get("/alarms").text


def test_since_when_it_fails_is_said(founded_house: Any, browse: Any) -> None:
    house = founded_house
    assert house.keep_watch()
    house.clock.advance(minutes=3)
    house.house.keeper.beat()
    house.clock.advance(minutes=1)
    house.house.keeper.beat()
    assert "Since 08:33." in words(browse("north").get(PATH))


def test_a_registrar_has_the_line_tested_now_and_nobody_else_does(founded_house: Any, browse: Any) -> None:
    house = founded_house
    assert house.keep_watch()
    house.clock.advance(minutes=1)
    page = browse("north").get(PATH)
    assert "Test the line now" not in page.text
    assert page.post(PATH).status == 422
    house.turn()
    assert words(browse("north").get(PATH)).count("runs now") == 0
    page = browse("administrator").get(PATH).post(PATH)
    assert "The line tests itself now." in page.text
    house.turn()
    assert "runs now" in words(browse("north").get(PATH))


def test_the_page_stands_where_the_tests_cannot_be_read(founded_house: Any, browse: Any) -> None:
    house = founded_house
    assert house.keep_watch()
    house.house.ground.database.write(
        lambda conn: conn.exec_driver_sql("ALTER TABLE self_test RENAME TO lost").close()
    )
    house.clock.advance(seconds=6)
    page = browse("administrator").get(PATH)
    assert page.status == 200
    assert "The database cannot be read." in page.text
    assert "Test the line now" not in page.text
    assert browse("administrator").get("/alarms").status == 200


def test_without_a_session_nothing_is_shown(browse: Any) -> None:
    assert "People are reached" not in browse().get(PATH).text
    assert browse().get(PATH).status == 303
