"""A message by web: stored once, sealed, listed for those who may read it; its number stores nothing twice."""

import secrets
import threading
from typing import Any

import pytest
from sqlalchemy import text

from reporting.cases.refusals import EmptyText, NothingOpens, TooLong

LUNCH = "Someone keeps stealing my lunch behind the gym"


def inbox(house: Any, role: str) -> tuple[Any, ...]:
    page = house.doors.inboxes.page(house.sessions[role], view="all", queue=None, state="open", cursor=None)
    return page.rows


def test_it_is_in_the_inbox_of_its_school_with_its_first_words_and_in_no_other(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    (row,) = inbox(house, "north")
    assert row.summary == LUNCH
    assert row.severity == "routine"
    assert inbox(house, "south") == ()
    assert inbox(house, "administrator") == ()
    house.work()
    assert house.carrier.texts == []  # nobody was woken


def test_a_second_post_with_its_number_stores_nothing_and_shows_the_same_words(
    founded_house_on_each: Any,
) -> None:
    house, number = founded_house_on_each, secrets.token_bytes(16)
    first = house.tip(LUNCH, submission=number)
    house.clock.advance(minutes=14)
    again = house.tip("something else, it is not read", submission=number)
    assert again.words == first.words
    assert (first.repeated, again.repeated) == (False, True)
    assert len(house.threads()) == 1
    assert [one.text for one in house.house.web_return.open(" ".join(first.words)).messages] == [LUNCH]


@pytest.mark.parametrize("ending", ["fifteen minutes", "the words were confirmed", "a restart"])
def test_after_this_the_words_are_gone_and_it_says_so(founded_house: Any, ending: str) -> None:
    house, number = founded_house, secrets.token_bytes(16)
    house.tip(LUNCH, submission=number)
    if ending == "fifteen minutes":
        house.clock.advance(minutes=15)
    elif ending == "a restart":
        house.restart()
    else:
        house.house.web_intake.words_confirmed(number)
    again = house.tip(LUNCH, submission=number)
    assert again.words is None
    assert again.repeated
    assert len(house.threads()) == 1
    assert house.house.web_intake.check_gate(number, ["river", "candle"]) is None


def test_two_posts_at_once_are_one_message_and_both_show_its_words(founded_house_on_each: Any) -> None:
    house, number = founded_house_on_each, secrets.token_bytes(16)
    shown: list[Any] = []
    senders = [
        threading.Thread(target=lambda: shown.append(house.tip(LUNCH, submission=number))) for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len({one.words for one in shown}) == 1
    assert sorted(one.repeated for one in shown) == [False, True, True, True]
    assert len(house.threads()) == 1


@pytest.mark.postgres
def test_two_processes_that_store_the_same_number_at_once_store_it_once(
    founded_house_on_each: Any, model_house: Any, tmp_path: Any
) -> None:
    """Each process has its own turns and its own cache, so only the database can tell them apart."""
    house, number = founded_house_on_each, secrets.token_bytes(16)
    other = house.beside()
    shown: list[Any] = []
    senders = [
        threading.Thread(target=lambda one=one: shown.append(one.tip(LUNCH, submission=number)))
        for one in (house, other)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(one.repeated for one in shown) == [False, True]
    (words,) = (one.words for one in shown if one.words)
    assert house.house.web_return.open(" ".join(words)).messages[0].text == LUNCH
    assert len(house.threads()) == 1


def test_the_two_words_of_the_gate_are_taken_in_any_spelling_of_the_form(founded_house: Any) -> None:
    house, number = founded_house, secrets.token_bytes(16)
    shown = house.tip(LUNCH, submission=number)
    asked = [shown.words[at - 1] for at in shown.gate]
    gate = house.house.web_intake.check_gate
    assert gate(number, asked) is True
    assert gate(number, [asked[0].upper() + " ", asked[1][:4]]) is True
    assert gate(number, [asked[1], asked[0]]) is False
    assert gate(number, ["zzzz", asked[1]]) is False


@pytest.mark.parametrize("body", ["x" * 40_000, "😀" * 30_000, "a\0b\u202e\ufffd", "ñ" * 40_000])
def test_a_long_or_strange_message_comes_back_as_it_was_written(founded_house: Any, body: str) -> None:
    shown = founded_house.tip(body)
    assert founded_house.house.web_return.open(" ".join(shown.words)).messages[0].text == body


@pytest.mark.parametrize("body", ["x" * 40_001, "😀" * 40_000, "\x01" * 40_000])
def test_what_no_envelope_holds_is_refused_before_anything_is_stored(founded_house: Any, body: str) -> None:
    with pytest.raises(TooLong):
        founded_house.tip(body)
    assert founded_house.threads() == ()


def test_half_a_character_costs_only_itself(founded_house: Any) -> None:
    shown = founded_house.tip("he hit me \ud83d again")
    assert founded_house.house.web_return.open(" ".join(shown.words)).messages[0].text == "he hit me ? again"


def test_an_empty_message_is_nothing_to_send(founded_house: Any) -> None:
    with pytest.raises(EmptyText):
        founded_house.tip(" \n\t ")


def test_its_time_is_rounded_to_the_hour_unless_it_is_urgent(founded_house: Any) -> None:
    house = founded_house
    shown = house.tip(LUNCH)
    assert house.threads()[0].created_minute % 60 == 0
    assert house.house.web_return.open(" ".join(shown.words)).messages[0].at.minute == 0
    house.tip("my friend has a gun in his backpack and says tomorrow is the day")
    assert {one.created_minute % 60 for one in house.threads()} == {0, 30}


def test_a_school_without_anybody_and_no_school_at_all_reach_a_human(founded_house: Any) -> None:
    founded_house.tip(LUNCH, None)
    (row,) = inbox(founded_house, "north")  # who also reads for the district
    assert row.school_name is None


def test_six_words_of_a_message_that_never_was_open_nothing(founded_house: Any) -> None:
    with pytest.raises(NothingOpens):
        founded_house.house.web_return.open("abeja abogado abrazo abrigo abril abuelo")


def test_no_word_of_it_is_in_a_row_of_the_database_or_in_a_log(
    founded_house_on_each: Any, caplog: pytest.LogCaptureFixture
) -> None:
    house = founded_house_on_each
    caplog.set_level("DEBUG")
    shown = house.tip("CANARY-7F3A has a knife and says he will stab me tomorrow")
    house.work()
    house.house.web_return.open(" ".join(shown.words))
    with house.house.foundation.database.read() as conn:
        for table in conn.dialect.get_table_names(conn):
            for row in conn.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608  # the database's own names
                assert "CANARY" not in repr(row)
    assert "CANARY" not in caplog.text
    assert not any(word in caplog.text.split() for word in shown.words)
