"""A nudge: neutral words to a phone that proved itself, when an answer waits, at most once, and gone after thirty days."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from notify.ports import Refused
from notify.tables import Outbox
from reporting.cases.nudge_form import NudgeForm
from reporting.cases.nudge_words import NudgeWordsRefused
from reporting.cases.refusals import CodeWrong, NotOffered, NumberRefused
from reporting.people.providers import Hotline
from reporting.store import nudges

STUDENTS, STAFF, NUDGES = "+12025550100", "+12025550199", "+12025550198"
SAM = "+12025550161"
LUNCH = "someone keeps stealing my lunch"
WORDS = "Pizza on Friday?"


@pytest.fixture
def with_line(model_house: Any, tmp_path: Any) -> Any:
    """A district with a number that is used for nothing else; somebody is signed in."""
    with model_house.opened(tmp_path / "house", Hotline(STUDENTS, STAFF, NUDGES)) as house:
        house.unlock("north")
        yield house


@pytest.fixture
def with_line_on_each(founded_house_on_each: Any, house_parts: Any) -> Any:
    house = founded_house_on_each
    house.house.close()
    house.house = house_parts.new_house(
        house.house.foundation, house.carrier, house.rulebook, Hotline(STUDENTS, STAFF, NUDGES)
    )
    return house


class Student:
    """Somebody with six words, at their page."""

    def __init__(self, house: Any, body: str = LUNCH) -> None:
        self.house = house
        before = {one.reference for one in house.threads()}
        self.words = " ".join(house.tip(body).words)
        (self.reference,) = {one.reference for one in house.threads()} - before
        self.view = self.comes_back()

    def comes_back(self) -> Any:
        self.view = self.house.house.web_return.open(self.words)
        return self.view

    def gives(self, number: str = SAM, words: str = WORDS, begins: int = 0, ends: int = 0) -> str:
        """The code that the phone gets."""
        before = len(self.house.carrier.texts)
        phones = self.house.house.given_numbers
        self.view = phones.give_nudge(self.view.token, NudgeForm(number, words, begins, ends), "en")
        self.house.work(1)
        sent = self.house.carrier.texts[before:]
        return next((re.search(r"\d{6}", body)[0] for to, body in sent if to == number), "")

    def confirms(self, code: str) -> None:
        phones = self.house.house.given_numbers
        submission = bytes.fromhex(self.view.submission)
        self.view = phones.confirm(self.view.token, submission, "nudge", code)

    def sets(self, **more: Any) -> None:
        self.confirms(self.gives(**more))

    def ends(self) -> None:
        phones = self.house.house.given_numbers
        self.view = phones.end_nudge(self.view.token, bytes.fromhex(self.view.submission))


def nudged(house: Any) -> list[str]:
    house.work(1)
    return [body for to, body in house.carrier.texts if to == SAM and "code" not in body]


def later(house: Any, **by: float) -> None:
    house.clock.advance(**by)


def comes_to_work(house: Any) -> None:
    """Somebody who can open the thread signs in anew."""
    house.cookies.pop("north", None)
    house.unlock("north")


def kept(house: Any) -> list[Any]:
    with house.house.foundation.database.read() as conn:
        return list(nudges.over(conn, house.house.ground.district, 10**6))


def sealed_rows(house: Any) -> list[Any]:
    with house.house.foundation.database.read() as conn:
        rows = conn.execute(select(Outbox).where(Outbox.sender == NUDGES)).all()
    return [row for row in rows if row.state in {"pending", "claimed"}]


def test_when_an_answer_waits_the_phone_gets_the_students_own_words_and_nothing_else(
    with_line_on_each: Any, at: Any
) -> None:
    house = with_line_on_each
    sam = Student(house)
    sam.sets()
    assert sam.view.nudged_until is not None
    at(house, "north", sam.reference).replies("Which day was it?")
    assert nudged(house) == []  # not in the minute of the answer
    later(house, minutes=31)
    assert nudged(house) == [WORDS]
    assert house.carrier.senders[-1] == NUDGES


def test_one_for_what_waits_and_the_next_only_after_it_was_read(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    for body in ("Which day was it?", "And where?"):
        at(house, "north", sam.reference).replies(body)
        later(house, minutes=31)
    assert nudged(house) == [WORDS]
    sam.comes_back()
    at(house, "north", sam.reference).replies("Thank you.")
    later(house, minutes=31)
    assert nudged(house) == [WORDS, WORDS]


def test_last_words_to_the_student_are_an_answer_that_waits(with_line: Any, at: Any) -> None:
    house = with_line
    sam, kim = Student(house), Student(house, "the bus is late every day")
    sam.sets()
    at(house, "north", sam.reference).closes(body="We looked into this. Write here if it goes on.")
    later(house, minutes=31)
    assert nudged(house) == [WORDS]
    # Nobody is told that a thread was closed without a word to them.
    kim.comes_back()
    kim.sets()
    at(house, "north", kim.reference).closes()
    later(house, minutes=31)
    assert nudged(house) == [WORDS]


def test_what_was_read_meanwhile_needs_none(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    at(house, "north", sam.reference).replies("Which day was it?")
    sam.comes_back()
    later(house, minutes=31)
    assert nudged(house) == []
    assert sealed_rows(house) == []


def test_it_waits_for_the_hours_that_were_chosen(with_line: Any, at: Any) -> None:
    house = with_line  # 08:30 in the district
    sam = Student(house)
    sam.sets(begins=16, ends=20)
    at(house, "north", sam.reference).replies("Which day was it?")
    later(house, hours=7)
    assert nudged(house) == []
    later(house, hours=1)
    assert nudged(house) == [WORDS]


def test_outside_of_them_it_does_not_leave_however_late_the_carrier_wakes(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets(begins=9, ends=10)
    at(house, "north", sam.reference).replies("Which day was it?")
    later(house, hours=3)
    assert nudged(house) == []
    # The next session that can open it makes it anew, for tomorrow.
    comes_to_work(house)
    later(house, hours=22)  # half past nine
    assert nudged(house) == [WORDS]


def test_a_restart_loses_none_for_long(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    at(house, "north", sam.reference).replies("Which day was it?")
    house.restart()
    later(house, minutes=31)
    assert nudged(house) == []
    comes_to_work(house)
    later(house, minutes=31)
    assert nudged(house) == [WORDS]


def test_without_the_code_no_number_is_kept_and_no_word_is_sent(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    code = sam.gives()
    assert code
    for wrong in (f"{(int(code) + 1) % 10**6:06d}", "", "x"):
        with pytest.raises(CodeWrong):
            sam.confirms(wrong)
    at(house, "north", sam.reference).replies("Which day was it?")
    later(house, minutes=31)
    assert nudged(house) == []
    assert kept(house) == []
    sam.comes_back()
    with pytest.raises(CodeWrong):  # it is too old by now
        sam.confirms(code)


def test_codes_to_one_phone_are_few_and_no_page_tells_of_another(with_line: Any) -> None:
    house = with_line
    sent = [Student(house, f"{LUNCH} {n}").gives() for n in range(5)]
    assert [bool(code) for code in sent] == [True, True, True, False, False]


@pytest.mark.parametrize("number", ["", "12", "hello", STUDENTS, STAFF, NUDGES])
def test_what_is_no_phone_of_a_student_is_refused(with_line: Any, number: str) -> None:
    with pytest.raises(NumberRefused):
        Student(with_line).gives(number=number)


def test_words_that_could_give_it_away_are_refused_and_nothing_is_texted(with_line: Any) -> None:
    sam = Student(with_line)
    for words in ("Oakfield Line answered", "i want to kill myself", "x" * 61, "Ana Ruiz wrote"):
        with pytest.raises(NudgeWordsRefused):
            sam.gives(words=words)
    assert with_line.carrier.texts == []


def test_it_ends_by_itself_after_thirty_days_and_its_number_with_it(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    row = house.threads()[-1]
    assert house.house.foundation.shred.find_many([(row.id, 1)])
    later(house, days=29)
    assert house.house.nudges.tick() == 0
    later(house, days=1)
    assert house.house.nudges.tick() == 1
    assert kept(house) == []
    assert not house.house.foundation.shred.find_many([(row.id, 1)])
    house.sign_in_as("north")
    assert sam.comes_back().nudged_until is None


def test_its_student_ends_it_and_what_waits_is_not_sent(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    at(house, "north", sam.reference).replies("Which day was it?")
    sam.ends()
    assert sam.view.nudged_until is None
    later(house, minutes=31)
    assert nudged(house) == []
    assert not house.house.foundation.shred.find_many([(house.threads()[-1].id, 1)])


def test_stop_to_its_number_ends_it_and_any_other_text_is_answered_by_one_neutral_line(
    with_line: Any,
) -> None:
    house = with_line
    Student(house).sets()
    for body in ("who is this?", "HELP", "WEB", "FORGET", "i want to die"):
        (line,) = house.text(SAM, body, to=NUDGES)
        assert line == "No one reads texts to this number. In an emergency call 911."
    assert len(house.threads()) == 1
    assert len(kept(house)) == 1
    assert house.text(SAM, "STOP", to=NUDGES) == ()
    assert kept(house) == []


def test_a_stop_that_only_the_carrier_heard_ends_it_too(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    at(house, "north", sam.reference).replies("Which day was it?")
    later(house, minutes=31)
    house.carrier.failing = Refused(21610)
    house.work(1)
    house.carrier.failing = None
    assert house.house.nudges.tick() == 1
    assert kept(house) == []


def test_forget_by_text_ends_a_nudge_to_that_phone(with_line: Any) -> None:
    house = with_line
    Student(house).sets()
    house.keep_watch()
    (answer,) = house.text(SAM, "FORGET")
    house.text(SAM, re.search(r"\d{6}", answer)[0])
    assert kept(house) == []


def test_a_nudge_is_no_way_for_an_answer(with_line: Any, at: Any) -> None:
    house = with_line
    sam = Student(house)
    sam.sets()
    thread = house.read("north", sam.reference)
    assert thread.phone == "none"
    at(house, "north", sam.reference).replies("Which day was it?")
    later(house, minutes=31)
    assert "Which day was it?" not in nudged(house)


def test_a_district_without_such_a_number_offers_none(founded_house: Any) -> None:
    sam = Student(founded_house)
    assert not sam.view.offers.nudge
    with pytest.raises(NotOffered):
        sam.gives()
