"""A thread goes to another queue: its readers change with it, all at once, and what staff wrote travels."""

import secrets
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import NoSuchThread, NotAllowed

TOLD = Parting(b"p" * 16, "Called home; nobody there.")
NORTH, DISTRICT, DESIGNEE = "North High, counselors", "District", "Designee"


def queue_named(house: Any, reader: str, reference: str, start: str) -> str:
    choices = house.read(reader, reference).hand_over_to
    return next(one.name for one in choices if one.name.startswith(start))


@pytest.fixture
def handed(founded_house_on_each: Any, at: Any) -> Any:
    house = founded_house_on_each
    words = house.tip("Someone keeps stealing my lunch").words
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.notes("He told me last week.")
    ana.replies("Which day was it?")
    target = next(one for one in house.house.ground.roll.queues() if one.kind.value == "designee")
    house.house.desk.hand_over(house.sessions["north"], row.reference, target.id.hex(), TOLD)
    return house, words, row


def test_the_old_queue_knows_it_no_more(handed: Any, at: Any) -> None:
    house, _, row = handed
    assert house.references("north") == set()
    assert house.references("north_too") == set()
    for act, arguments in (("note", (b"n" * 16, "x")), ("reopen", ()), ("acknowledge", ())):
        with pytest.raises(NoSuchThread):
            at(house, "north", row.reference).does(act, *arguments)
    with pytest.raises(NoSuchThread):
        house.read("north", row.reference)


def test_not_one_envelope_of_it_opens_with_a_key_of_the_old_queue(handed: Any, thief_of: Any) -> None:
    from_old = {house_key.public.kid for house_key in _keys(handed[0], "north")}
    rows = thief_of(handed[0]).rows(handed[2].id)
    assert not [one for one in rows if any(kid in one["recipients"] for kid in from_old)]


def _keys(house: Any, role: str) -> list[Any]:
    session = house.sessions[role]
    return [session.queue_key(queue) for queue in session.principal.queues]


def test_the_new_queue_reads_all_of_it_notes_too_and_the_list_shows_its_first_words(handed: Any) -> None:
    house, _, row = handed
    page = house.doors.inboxes.page(
        house.sessions["south_too"], view="all", queue=None, state="open", cursor=None
    )
    assert [one.summary for one in page.rows] == ["Someone keeps stealing my lunch"]
    found = [(one.author, one.text, one.failure) for one in house.read("south_too", row.reference).messages]
    assert ("reporter", "Someone keeps stealing my lunch", None) in found
    assert ("note", "He told me last week.", None) in found
    assert ("staff", "Which day was it?", None) in found


def test_its_student_notices_nothing_and_what_they_write_next_reaches_the_new_queue(handed: Any) -> None:
    house, words, row = handed
    view = house.house.web_return.open(" ".join(words))
    assert all(one.verified for one in view.messages)
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "on Monday")
    assert "on Monday" in [one.text for one in house.read("designee", row.reference).messages]
    assert {one.failure for one in house.read("designee", row.reference).messages} == {None}
    assert house.references("north") == set()


def test_a_message_that_comes_in_the_same_moment_is_not_left_to_the_old_queue(
    founded_house_on_each: Any, thief_of: Any
) -> None:
    """The student writes between the loading of the thread and the hand-over."""
    house = founded_house_on_each
    words = " ".join(house.tip("Someone keeps stealing my lunch").words)
    (row,) = house.threads()
    view = house.house.web_return.open(words)
    target = next(one for one in house.house.ground.roll.queues() if one.kind.value == "designee")
    written: list[int] = []

    def while_it_is_planned(size: int) -> bytes:
        if not written:
            written.append(1)
            body = "he has a gun in his backpack and says tomorrow is the day"
            house.house.web_return.reply(view.token, bytes.fromhex(view.submission), body)
        return secrets.token_bytes(size)

    other = house.with_random(while_it_is_planned)
    other.house.desk.hand_over(house.sessions["north"], row.reference, target.id.hex(), TOLD)
    assert written
    assert house.references("north") == set()
    old = {key.public.kid for key in _keys(house, "north") + _keys(house, "north_too")}
    rows = thief_of(house).rows(row.id)
    assert not [one for one in rows if any(kid in one["recipients"] for kid in old)]
    texts = [one.text for one in house.read("designee", row.reference).messages]
    assert "he has a gun in his backpack and says tomorrow is the day" in texts


def test_it_goes_to_no_queue_in_which_an_excluded_person_sits(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip("She pulls my hair in class", excluded=frozenset({house.member("south")}))
    (row,) = house.threads()
    choices = {one.value for one in house.read("designee", row.reference).hand_over_to}
    hers = {
        queue.id.hex() for queue in house.house.ground.roll.queues() if house.member("south") in queue.members
    }
    assert choices
    assert not choices & hers
    with pytest.raises(NotAllowed):
        at(house, "designee", row.reference).does("hand_over", next(iter(hers)), TOLD)


def test_who_holds_no_key_of_the_whole_thread_cannot_hand_it_over(founded_house: Any, at: Any) -> None:
    house = founded_house
    words = " ".join(house.tip("first words", None).words)
    view = house.house.web_return.open(words)
    house.house.web_return.reply(
        view.token,
        bytes.fromhex(view.submission),
        "he has a gun in his backpack and says tomorrow is the day",
    )
    (row,) = house.threads()
    assert house.read("north_too", row.reference).hand_over_to == ()
    target = house.house.ground.roll.queues()[0].id.hex()
    with pytest.raises(NotAllowed):
        at(house, "north_too", row.reference).does("hand_over", target, TOLD)


def test_a_message_planned_for_the_old_queue_is_sealed_anew_when_the_thread_has_gone(
    founded_house_on_each: Any, thief_of: Any
) -> None:
    """The hand-over happens while the student's message is being sealed."""
    house = founded_house_on_each
    words = " ".join(house.tip("Someone keeps stealing my lunch").words)
    (row,) = house.threads()
    view = house.house.web_return.open(words)
    target = next(one for one in house.house.ground.roll.queues() if one.kind.value == "designee")
    handed: list[int] = []

    def while_it_is_sealed(size: int) -> bytes:
        if not handed:
            handed.append(1)
            house.house.desk.hand_over(house.sessions["north"], row.reference, target.id.hex(), TOLD)
        return secrets.token_bytes(size)

    other = house.with_random(while_it_is_sealed)
    other.house.web_return.reply(
        view.token,
        bytes.fromhex(view.submission),
        "he has a gun in his backpack and says tomorrow is the day",
    )
    assert handed
    assert house.references("north") == set()
    old = {key.public.kid for key in _keys(house, "north") + _keys(house, "north_too")}
    assert not [one for one in thief_of(house).rows(row.id) if any(kid in one["recipients"] for kid in old)]
    texts = [one.text for one in house.read("designee", row.reference).messages]
    assert "he has a gun in his backpack and says tomorrow is the day" in texts
