"""A later message can raise a thread: to urgent, and somebody is called; to soon, and it is answered the same day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from triage.compiling import compile_packs

HELLO, GUN = "hello, is anybody there", "he has the gun in his bag now"
HUNGRY = "we have no food at home since friday"  # not an emergency, and not for next week
LUNCH, THANKS = "someone keeps stealing my lunch", "ok thanks"
CHICAGO = ZoneInfo("America/Chicago")
PHONE = "+12025550123"
NORTH = 0
Write = Callable[..., None]
TWO_RULES = """
rules:
  - id: gun
    title: Has a gun
    category: attack_weapons
    severity: 4
    any: ["has the gun"]
    match: [a, b, c]
    no_match: [d, e, f]
  - id: food
    title: Has no food
    category: basic_needs
    severity: 2
    any: ["no food"]
    match: [a, b, c]
    no_match: [d, e, f]
"""


def local(moment: datetime | None) -> str:
    return f"{moment.astimezone(CHICAGO):%a %H:%M}" if moment else "nothing"


def rows(house: Any, role: str) -> list[Any]:
    return list(
        house.doors.inboxes.page(house.sessions[role], view="all", queue=None, state="open", cursor=None).rows
    )


def promised(house: Any) -> str:
    (thread,) = house.threads()
    return local(datetime.fromtimestamp(thread.due_minute * 60, CHICAGO)) if thread.due_minute else "nothing"


@pytest.fixture
def house(founded_house: Any) -> Any:
    """On a Tuesday at 08:30, watched, with a rule book of two rules."""
    # By the shipped rules: two of them call nobody for what the line's own test says.
    assert founded_house.keep_watch()
    return replace(founded_house, rulebook=compile_packs({"two.yaml": TWO_RULES})).beside()


@pytest.fixture(params=["web", "text"])
def writes(request: pytest.FixtureRequest, house: Any) -> Write:
    """One student, by web with the six words, or from one phone."""
    words: list[str] = []

    def by_web(body: str) -> None:
        if not words:
            words.extend(house.tip(body).words)
            return
        opened = house.house.web_return.open(" ".join(words))
        house.house.web_return.reply(opened.token, bytes.fromhex(opened.submission), body)

    return by_web if request.param == "web" else lambda body: house.text(PHONE, body)


def test_a_gun_in_a_second_message_makes_an_everyday_thread_urgent_and_calls_somebody(
    house: Any, writes: Write
) -> None:
    writes(HELLO)
    house.work()
    assert house.carrier.texts == []
    writes(GUN)
    (thread,) = house.threads()
    assert thread.severity == "urgent"
    house.work()
    assert [("ACK" in body, GUN in body) for _, body in house.carrier.texts] == [(True, False)]


def test_what_must_not_wait_moves_to_the_top_and_is_promised_for_the_same_day(
    house: Any, writes: Write
) -> None:
    writes(HELLO)
    assert promised(house) == "Wed 10:00"
    (thread,) = house.threads()
    role = "north" if thread.school else "designee"
    house.clock.advance(hours=1)
    house.tip(LUNCH, NORTH if thread.school else None)
    assert [one.summary for one in rows(house, role)] == [LUNCH, HELLO]
    writes(HUNGRY)
    house.clock.advance(hours=1)
    house.tip(LUNCH, NORTH if thread.school else None)
    first = rows(house, role)[0]
    assert (first.reference, first.severity, local(first.due)) == (thread.reference, "soon", "Tue 15:00")
    house.work()
    assert house.carrier.texts == []  # and nobody is woken for it


def test_more_words_never_put_off_what_was_promised(house: Any, writes: Write) -> None:
    writes(HUNGRY)
    assert promised(house) == "Tue 15:00"
    house.clock.advance(hours=6)  # 14:30: too late to promise the same day anew
    writes(THANKS)
    assert promised(house) == "Tue 15:00"


def test_a_promise_that_was_broken_is_given_anew(house: Any, writes: Write) -> None:
    writes(HUNGRY)
    house.clock.advance(hours=7)
    house.work()
    assert promised(house) == "Wed 10:00"


def test_the_student_is_told_the_time_that_is_kept(house: Any) -> None:
    receipt = house.tip(HUNGRY)
    assert local(receipt.due) == "Tue 15:00"
    assert local(house.house.web_return.open(" ".join(receipt.words)).due) == "Tue 15:00"
    assert local(house.tip(LUNCH).due) == "Wed 10:00"
    assert any("Tuesday 3:00 pm" in said for said in house.text(PHONE, HUNGRY))
    assert any("Wednesday 10:00 am" in said for said in house.text("+12025550124", LUNCH))


def test_a_double_tap_is_told_the_same_time(house: Any) -> None:
    first = house.tip(HUNGRY, submission=b"s" * 16)
    house.clock.advance(minutes=10)
    again = house.tip("something else, it is not read", submission=b"s" * 16)
    assert again.repeated
    assert again.due == first.due
