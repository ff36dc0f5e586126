"""What staff do to a thread: signed, written down in the same transaction, and lost by no failure."""

import secrets
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import EmptyText, NoSuchThread, NotAllowed, NothingStored, TooLong
from reporting.cases.staff_view import Act
from reporting.model.thread import ThreadState

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"


def acts(house: Any) -> list[str]:
    """Of the audit, the newest last."""
    found = [line.act for line in house.house.audit.page(house.sessions["north"].principal).lines]
    return [act for act in reversed(found) if act in ACTS]


ACTS = {
    "read", "replied", "noted", "assigned", "closed", "reopened", "acknowledged", "handed_back", "handed_over",
}  # fmt: skip


def test_an_answer_reaches_the_student_signed_and_is_shown_with_its_author(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(LUNCH).words)
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.replies("Which day was it?", ana.reads().seen)
    (told,) = [one for one in house.house.web_return.open(words).messages if one.author == "staff"]
    assert (told.text, told.verified) == ("Which day was it?", True)
    (mine,) = [one for one in house.read("north_too", row.reference).messages if one.author == "staff"]
    assert (mine.name, mine.failure, mine.delivery) == ("Ana Ruiz", None, None)
    assert house.threads()[0].awaiting == "reporter"
    assert acts(house) == ["read", "replied"]


def test_the_same_answer_sent_twice_is_one_answer(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    ana = at(house, "north", house.threads()[0].reference)
    number = ana.replies("Which day was it?")
    ana.replies("Which day was it?", submission=number)
    assert [one.text for one in ana.reads().messages if one.author == "staff"] == ["Which day was it?"]
    assert acts(house) == ["replied", "read"]


def test_an_acknowledgement_by_button_stops_the_phone_and_is_written_down(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(GUN)
    house.work(1)
    rung = len(house.carrier.texts)
    (row,) = house.threads()
    at(house, "north_too", row.reference).does("acknowledge")
    house.clock.advance(minutes=30)
    house.work()
    assert [body for to, body in house.carrier.texts[rung:] if "ACK" in body] == []
    assert house.read("north_too", row.reference).page.acknowledged_by == "Ben Okafor"
    assert acts(house)[:1] == ["acknowledged"]


def test_of_two_who_take_a_page_at_once_one_has_it_and_one_line_says_so(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(GUN)
    (row,) = house.threads()
    desk, paging = house.house.desk, house.house.ground.paging
    ana = desk._pen.begin(house.sessions["north"], row.reference, Act.ACKNOWLEDGE)
    at(house, "north_too", row.reference).does("acknowledge")
    desk._page_act(ana, "acknowledged", paging.acknowledge)
    assert house.read("north", row.reference).page.acknowledged_by == "Ben Okafor"
    assert acts(house).count("acknowledged") == 1


def test_a_page_handed_back_calls_the_next_person_at_once(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip(GUN)
    house.work(1)
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.does("acknowledge")
    ana.does("hand_back")
    house.carrier.texts.clear()
    house.work(1)
    rung = {to for to, body in house.carrier.texts if "ACK" in body}
    assert rung
    assert "+12025550101" not in rung
    assert acts(house)[:2] == ["acknowledged", "handed_back"]
    assert Act.ACKNOWLEDGE in ana.reads().may


@pytest.mark.parametrize(("act", "more"), [("acknowledge", ()), ("close", ("help_given", ""))])
def test_a_full_disk_silences_no_page(
    founded_house: Any, at: Any, no_room: Any, act: str, more: tuple[str, ...]
) -> None:
    """Where the act is not stored, the phone goes on ringing; before, the page was taken and the thread not."""
    house = founded_house
    house.tip(GUN)
    (row,) = house.threads()
    with no_room(house), pytest.raises(NothingStored):
        at(house, "north", row.reference).does(act, *more)
    assert [one.state for one in house.house.ground.paging.of_thread(row.id)] == ["open"]
    assert house.threads()[0].state is ThreadState.NEW
    assert acts(house) == []
    house.work(1)
    assert house.carrier.texts


def test_a_full_disk_keeps_nobody_from_reading(founded_house: Any, no_room: Any) -> None:
    house = founded_house
    words = " ".join(house.tip(GUN).words)
    (row,) = house.threads()
    with no_room(house):
        assert house.read("north", row.reference).messages[0].text == GUN
    assert house.house.web_return.open(words).read is None
    house.read("north", row.reference)
    assert house.house.web_return.open(words).read is not None


def test_closing_says_nothing_of_why_to_the_student_and_all_to_staff(
    founded_house_on_each: Any, at: Any, thief_of: Any
) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(GUN).words)
    (row,) = house.threads()
    at(house, "north", row.reference).closes("safety_plan", "Thank you for writing.")
    view = house.house.web_return.open(words)
    assert view.closed
    assert [(one.author, one.code or one.text) for one in view.messages[1:]] == [
        ("staff", "Thank you for writing."),
        ("system", "closed"),
    ]
    assert house.read("north", row.reference).disposition == "safety_plan"
    assert b"safety_plan" not in b"".join(one["core"] for one in thief_of(house).rows(row.id))
    assert house.house.ground.paging.of_thread(row.id)[0].state == "closed"
    assert house.threads()[0].due_minute is None
    with pytest.raises(NotAllowed):
        at(house, "north", row.reference).closes("safety_plan")
    at(house, "north", row.reference).does("reopen")
    assert house.house.web_return.open(words).messages[-1].code == "reopened"


@pytest.mark.parametrize("disposition", ["", "resolved", "HELP_GIVEN"])
def test_a_thread_is_closed_only_with_a_reason_from_the_list(
    founded_house: Any, at: Any, disposition: str
) -> None:
    founded_house.tip(LUNCH)
    (row,) = founded_house.threads()
    with pytest.raises(NotAllowed):
        at(founded_house, "north", row.reference).closes(disposition)
    assert founded_house.threads()[0].state is ThreadState.NEW


def test_a_thread_is_given_only_to_somebody_who_can_open_it(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.does("assign", house.member("north_too").hex(), Parting(b"p" * 16, "Called home."))
    page = house.doors.inboxes.page(
        house.sessions["north_too"], view="mine", queue=None, state="open", cursor=None
    )
    assert [one.mine for one in page.rows] == [True]
    for nobody in (house.member("south").hex(), "zz", "00" * 16):
        with pytest.raises(NotAllowed):
            ana.does("assign", nobody, Parting(b"q" * 16, "Called home."))
    ana.does("assign", None)
    assert house.threads()[0].assignee is None


def test_nothing_empty_and_nothing_endless_is_sent(founded_house: Any, at: Any) -> None:
    founded_house.tip(LUNCH)
    ana = at(founded_house, "north", founded_house.threads()[0].reference)
    with pytest.raises(EmptyText):
        ana.replies(" ")
    with pytest.raises(TooLong):
        ana.notes("x" * 40_001)
    with pytest.raises(TooLong):
        ana.replies("😀" * 39_000)


def test_reasons_are_shown_with_the_words_that_they_stand_on(founded_house: Any) -> None:
    founded_house.tip(GUN)
    view = founded_house.read("north", founded_house.threads()[0].reference)
    assert view.because
    assert all(one.quote in GUN for one in view.because)
    assert all(one.message_seq == 1 for one in view.because)
    assert view.rulebook


def test_the_readers_are_named_and_are_those_who_hold_a_key(founded_house: Any) -> None:
    founded_house.tip(LUNCH)
    view = founded_house.read("north", founded_house.threads()[0].reference)
    assert view.readers == ("Ana Ruiz", "Ben Okafor")


@pytest.mark.parametrize(
    "cursor", ["x", "1-2-3", "9" * 40 + "-1-" + "0" * 32, "2-" + "9" * 40 + "-" + "0" * 32, "2-1-" + "é" * 32]
)
def test_a_made_up_place_in_the_list_is_no_place(founded_house: Any, cursor: str) -> None:
    with pytest.raises(NoSuchThread):
        founded_house.doors.inboxes.page(
            founded_house.sessions["north"], view="all", queue=None, state="open", cursor=cursor
        )


def test_the_list_goes_on_where_it_ended_urgent_first_and_shows_each_once(founded_house: Any) -> None:
    house = founded_house
    for n in range(50):
        house.tip(f"lunch {n}")
    house.tip(GUN)
    session, seen, cursor = house.sessions["north"], [], None
    while True:
        page = house.doors.inboxes.page(session, view="all", queue=None, state="open", cursor=cursor)
        seen += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    assert seen[0].summary == GUN
    assert len({one.reference for one in seen}) == len(seen) == 51
    assert {tab.open_count for tab in page.queues} >= {51}


def test_an_answer_by_a_made_up_number_of_a_message_is_one_of_its_own(founded_house: Any, at: Any) -> None:
    """The number comes from a form: one that names another thread's message must not overwrite it."""
    house = founded_house
    number = secrets.token_bytes(16)
    words = " ".join(house.tip(LUNCH, submission=number).words)
    ana = at(house, "north", house.threads()[0].reference)
    ana.replies("Which day was it?", submission=number)
    view = house.house.web_return.open(words)
    assert [one.text for one in view.messages if one.author == "reporter"] == [LUNCH]
