"""A student comes back: six words open their thread, what they write joins it, and nobody else's words do."""

import secrets
from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.refusals import EmptyText, NoSuchThread, NothingOpens, TokenExpired, TooLong, UnknownWord
from reporting.model.thread import ThreadState

LUNCH = "Someone keeps stealing my lunch behind the gym"


def opened(house: Any, words: tuple[str, ...]) -> Any:
    return house.house.web_return.open(" ".join(words))


def reply(house: Any, view: Any, body: str) -> Any:
    return house.house.web_return.reply(view.token, bytes.fromhex(view.submission), body)


def codes(view: Any) -> list[str | None]:
    return [one.code for one in view.messages if one.author == "system"]


def test_what_they_write_joins_the_thread_and_staff_read_it(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    view = opened(house, house.tip(LUNCH).words)
    view = reply(house, view, "it was Max from 7b again")
    assert [one.text for one in view.messages] == [LUNCH, "it was Max from 7b again"]
    (row,) = house.threads()
    told = house.read("north", row.reference).messages
    assert [(one.author, one.text, one.failure) for one in told if one.author == "reporter"] == [
        ("reporter", LUNCH, None),
        ("reporter", "it was Max from 7b again", None),
    ]


def test_the_same_reply_sent_twice_is_one_message_and_one_page(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    view = opened(house, house.tip(LUNCH).words)
    for _ in range(2):
        reply(house, view, "he has a gun in his locker and will shoot us tomorrow")
    assert len(opened_messages(house)) == 2
    assert len(house.house.ground.paging.of_thread(house.threads()[0].id)) == 1


def opened_messages(house: Any) -> list[Any]:
    (row,) = house.threads()
    return [one for one in house.read("north", row.reference).messages if one.author == "reporter"]


def test_a_reply_is_judged_with_what_was_written_before(founded_house: Any) -> None:
    house = founded_house
    words = house.tip("I really want to").words
    house.clock.advance(days=2)
    reply(house, opened(house, words), "kill myself")
    (row,) = house.threads()
    assert row.severity == "urgent"
    house.work()
    assert [to for to, _ in house.carrier.texts] == ["+12025550101"]


def test_an_old_thread_that_turns_urgent_is_put_before_the_crisis_queue_and_its_new_words_open_there(
    founded_house: Any,
) -> None:
    house = founded_house
    words = house.tip(LUNCH, None).words  # with the district; Ben is on call, and only in the crisis queue
    (row,) = house.threads()
    assert row.reference not in house.references("north_too")
    reply(house, opened(house, words), "he has a gun in his backpack and says tomorrow is the day")
    assert row.reference in house.references("north_too")
    told = [one for one in house.read("north_too", row.reference).messages if one.author == "reporter"]
    assert told[1].text == "he has a gun in his backpack and says tomorrow is the day"
    assert told[0].failure == "unreadable"  # what was sealed before he was a reader stays sealed to him


@pytest.mark.parametrize("body", ["it happened again", "he has a gun and will shoot us tomorrow"])
@pytest.mark.parametrize("closed", [False, True])
def test_the_page_after_a_reply_says_what_the_next_one_will_say(
    founded_house_on_each: Any, body: str, *, closed: bool
) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    if closed:
        house.house.desk.close(house.sessions["north"], house.threads()[0].reference, "help_given", "")
    view = reply(house, opened(house, words), body)
    later = house.house.web_return.resume(view.token)
    assert [replace(one, at=None) for one in view.messages] == [
        replace(one, at=None) for one in later.messages
    ]
    assert [one.at.replace(second=0) for one in later.messages if one.author == "reporter"] == [
        one.at for one in view.messages if one.author == "reporter"
    ]
    assert (view.closed, view.received, view.read, view.due) == (
        later.closed,
        later.received,
        later.read,
        later.due,
    )


def test_an_answer_that_comes_while_they_write_is_on_the_page(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    view = opened(house, house.tip(LUNCH).words)
    (row,) = house.threads()
    answered: list[str] = []

    def in_between(size: int) -> bytes:
        if not answered:
            answered.append("We are looking into it.")
            at(house, "north", row.reference).replies(answered[0])
        return secrets.token_bytes(size)

    view = reply(house.with_random(in_between), view, "it was Max from 7b again")
    assert [one.text for one in view.messages if one.author != "system"] == [
        LUNCH,
        "We are looking into it.",
        "it was Max from 7b again",
    ]
    assert all(one.verified for one in view.messages)


def test_of_two_taps_at_once_both_show_one_message(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    view = opened(house, house.tip(LUNCH).words)
    tapped: list[str] = []

    def in_between(size: int) -> bytes:
        if not tapped:
            tapped.append("first")
            reply(house, view, "it was Max from 7b again")
        return secrets.token_bytes(size)

    # What is shown is what was stored, though the second tap brought other words.
    shown = reply(house.with_random(in_between), view, "it was Max from 7b agai")
    assert tapped
    assert [one.text for one in shown.messages] == [LUNCH, "it was Max from 7b again"]


def test_a_closed_thread_opens_again_when_its_student_writes(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    house.house.desk.close(house.sessions["north"], row.reference, "help_given", "")
    assert opened(house, words).closed
    assert row.reference not in house.references("north")
    reply(house, opened(house, words), "it happened again")
    assert not opened(house, words).closed
    assert house.threads()[0].state is ThreadState.OPEN
    assert row.reference in house.references("north")
    assert opened(house, words).due is not None


def test_read_is_written_when_a_person_opened_it_and_never_by_a_list(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    for _ in range(2):
        assert row.reference in house.references("north")
        house.doors.inboxes.changes(house.sessions["north"].principal, 0)
    house.work()
    view = opened(house, words)
    assert view.read is None
    assert codes(view) == []
    house.clock.advance(minutes=12)
    house.read("north", row.reference)
    house.read("north_too", row.reference)
    view = opened(house, words)
    assert view.read == house.clock().replace(second=0)
    assert codes(view) == ["seen"]
    assert all(one.verified for one in view.messages)


def test_of_two_who_open_it_at_once_one_is_the_first(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    opened_by: list[str] = []

    def in_between(size: int) -> bytes:
        if not opened_by:
            opened_by.append("north_too")
            house.read("north_too", row.reference)
        return secrets.token_bytes(size)

    house.with_random(in_between).house.desk.read(house.sessions["north"], row.reference)
    assert opened_by
    assert codes(opened(house, words)) == ["seen"]


def test_who_may_not_read_it_writes_no_read(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    for role in ("administrator", "south", "designee"):
        with pytest.raises(NoSuchThread):
            house.read(role, row.reference)
    assert opened(house, words).read is None


@pytest.mark.parametrize("typed", ["", "river", "river " * 9, "abeja abogado abrazo abrigo abril abuelo"])
def test_words_that_open_nothing_say_so_alike(founded_house: Any, typed: str) -> None:
    founded_house.tip(LUNCH)
    with pytest.raises(NothingOpens) as refused:
        founded_house.house.web_return.open(typed)
    assert refused.value.args == ()


def test_a_word_on_neither_list_is_named_at_once(founded_house: Any) -> None:
    with pytest.raises(UnknownWord) as refused:
        founded_house.house.web_return.open("river candel zzyzx north piano lemon")
    assert refused.value.word == "zzyzx"
    assert "zzyzx" not in str(refused.value)


def test_the_words_of_one_thread_open_no_other(founded_house: Any) -> None:
    house = founded_house
    first, second = house.tip("first one"), house.tip("second one")
    assert [one.text for one in opened(house, first.words).messages] == ["first one"]
    assert [one.text for one in opened(house, second.words).messages] == ["second one"]
    with pytest.raises(NothingOpens):
        opened(house, (*first.words[:5], second.words[5]))


def test_a_page_that_stood_for_half_an_hour_asks_for_the_words_again_and_stores_nothing(
    founded_house: Any,
) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    view = opened(house, words)
    house.clock.advance(minutes=29)
    view = house.house.web_return.resume(view.token)
    house.clock.advance(minutes=29)  # renewed with each page
    view = house.house.web_return.resume(view.token)
    house.clock.advance(minutes=31)
    with pytest.raises(TokenExpired):
        reply(house, view, "one more thing")
    assert len(opened(house, words).messages) == 1


def test_a_page_from_before_a_restart_asks_for_the_words_again(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    view = opened(house, words)
    house.restart()
    with pytest.raises(TokenExpired):
        reply(house, view, "one more thing")
    assert [one.text for one in opened(house, words).messages] == [LUNCH]


@pytest.mark.parametrize("token", ["", "x", "A" * 200, "é"])
def test_a_made_up_token_is_one_that_has_expired(founded_house: Any, token: str) -> None:
    with pytest.raises(TokenExpired):
        founded_house.house.web_return.resume(token)


def test_a_reply_without_words_or_with_too_many_is_not_sent(founded_house: Any) -> None:
    house = founded_house
    view = opened(house, house.tip(LUNCH).words)
    with pytest.raises(EmptyText):
        reply(house, view, "  ")
    with pytest.raises(TooLong):
        reply(house, view, "x" * 40_001)
    with pytest.raises(TooLong):
        reply(house, view, "😀" * 39_000)


def test_an_answer_of_staff_is_shown_with_no_word_of_their_notes(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    desk, north = house.house.desk, house.sessions["north"]
    seen = house.read("north", row.reference).seen
    desk.note(north, row.reference, secrets.token_bytes(16), "He was in my office last week.")
    desk.reply(north, row.reference, secrets.token_bytes(16), "Which gym was it?", seen)
    view = opened(house, words)
    assert [(one.author, one.text) for one in view.messages if one.author == "staff"] == [
        ("staff", "Which gym was it?")
    ]
    assert "office" not in repr([one.text for one in view.messages])
    assert view.due is None  # an answer is there
