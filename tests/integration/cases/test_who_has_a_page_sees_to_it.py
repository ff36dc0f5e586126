"""Somebody said "I have it": they are asked for a first reply, hear of what is new, and lose it if they do neither."""

import secrets
from typing import Any

from reporting.cases.overriding import Word
from reporting.model.thread import ThreadState

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
ANA = "+12025550101"


def texts(house: Any, to: str, words: str) -> list[str]:
    return [body for number, body in house.carrier.texts if number == to and words in body]


def rung(house: Any) -> list[str]:
    """Who was paged beside Ana."""
    return [number for number, body in house.carrier.texts if number != ANA and "ACK" in body]


def taken(house: Any, at: Any) -> tuple[Any, tuple[str, ...]]:
    """North's counselor has an urgent message; the six words of its student."""
    words = house.tip(GUN).words
    house.work()
    holder = at(house, "north", house.threads()[0].reference)
    holder.does("acknowledge")
    return holder, words


def writes(house: Any, words: tuple[str, ...], body: str) -> None:
    """The student comes back with the six words."""
    door = house.house.web_return
    door.reply(door.open(" ".join(words)).token, secrets.token_bytes(16), body)


def later(house: Any, **span: Any) -> None:
    house.clock.advance(**span)
    house.work()


def test_who_writes_nothing_to_the_student_is_reminded_and_then_the_next_is_called(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    holder, _ = taken(house, at)
    shown = holder.reads().page
    assert (shown.mine, (shown.reply_by - shown.taken).total_seconds()) == (True, 600)
    later(house, minutes=9, seconds=59)
    assert texts(house, ANA, "first reply") == []
    later(house, seconds=1)
    (reminder,) = texts(house, ANA, "first reply")
    for word in ("gun", "backpack", "friend", "tomorrow", "North", "weapon"):
        assert word not in reminder
    later(house, minutes=5)
    assert len(rung(house)) == 1
    page = holder.reads().page
    assert (page.acknowledged_by, page.reply_by) == (None, None)


def test_a_reply_is_all_that_is_asked(founded_house: Any, at: Any) -> None:
    house = founded_house
    holder, _ = taken(house, at)
    holder.replies("I am here. Are you somewhere you can talk?")
    assert holder.reads().page.reply_by is None
    for _ in range(4):
        later(house, minutes=10)
    assert texts(house, ANA, "first reply") == rung(house) == []


def test_closing_or_lowering_it_ends_it_too(founded_house: Any, at: Any) -> None:
    house = founded_house
    for act in ("closes", "lowers"):
        words = house.tip(GUN).words
        house.work()
        reference = next(one.reference for one in house.threads() if one.state is ThreadState.NEW)
        holder = at(house, "north", reference)
        holder.reads()
        holder.does("acknowledge")
        if act == "closes":
            holder.closes("no_concern")
        else:
            holder.does("override", secrets.token_bytes(16), Word("need_not_page", "", ""))
        told = len(house.carrier.texts)
        if act == "closes":
            writes(house, words, "and it is raining")
        for _ in range(4):
            later(house, minutes=10)
        assert [body for _, body in house.carrier.texts[told:] if "ACK" in body or "yours" in body] == []


def test_a_new_message_alerts_its_holder_and_pages_after_five_minutes_unopened(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    holder, words = taken(house, at)
    holder.replies("I am here. Are you somewhere you can talk?")
    later(house, minutes=4)
    writes(house, words, "yes i am at home now")
    house.work()
    (alert,) = texts(house, ANA, "something new")
    assert "home" not in alert
    at(house, "north_too", holder.reference).reads()  # another person's look
    later(house, minutes=4, seconds=59)
    assert rung(house) == []
    later(house, seconds=1)
    assert len(rung(house)) == 1


def test_a_new_message_that_its_holder_opened_pages_nobody(founded_house: Any, at: Any) -> None:
    house = founded_house
    holder, words = taken(house, at)
    holder.replies("I am here. Are you somewhere you can talk?")
    later(house, minutes=4)
    writes(house, words, "yes i am at home now")
    house.work()
    holder.reads()
    for _ in range(4):
        later(house, minutes=5)
    assert rung(house) == []


def test_i_cant_take_this_calls_the_next_person_at_once(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    holder, _ = taken(house, at)
    later(house, seconds=20)
    holder.does("hand_back")
    house.work()
    assert len(rung(house)) == 1
