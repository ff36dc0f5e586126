"""From the page to a phone: a code proves it, answers go by text as well, and what is texted back joins the thread."""

import re
from typing import Any

import pytest

from reporting.cases.refusals import CodeWrong, NotOffered

SAM = "+12025550161"
LUNCH = "someone keeps stealing my lunch"


@pytest.fixture
def open_line(founded_house: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Texting is open, as after a check of the account."""
    founded_house.unlock("north")
    lines = founded_house.house.given_numbers._lines
    monkeypatch.setattr(
        founded_house.house.given_numbers, "_lines", type(lines)(lambda: "+12025550100", lines.ours)
    )
    return founded_house


class Student:
    def __init__(self, house: Any) -> None:
        self.house = house
        self.words = " ".join(house.tip(LUNCH).words)
        self.reference = house.threads()[-1].reference
        self.view = house.house.web_return.open(self.words)

    def comes_back(self) -> Any:
        self.view = self.house.house.web_return.open(self.words)
        return self.view

    def gives(self, number: str = SAM) -> str:
        before = len(self.house.carrier.texts)
        self.view = self.house.house.given_numbers.give_number(self.view.token, number, "en")
        self.house.work(1)
        return re.search(r"\d{6}", self.house.carrier.texts[before][1])[0]

    def confirms(self, code: str) -> None:
        submission = bytes.fromhex(self.view.submission)
        self.view = self.house.house.given_numbers.confirm(self.view.token, submission, "texts", code)


def texts(house: Any) -> list[str]:
    house.work(1)
    return [body for to, body in house.carrier.texts if to == SAM and "code" not in body]


def test_answers_go_by_text_as_well_and_texts_back_join_the_thread(open_line: Any, at: Any) -> None:
    house = open_line
    sam = Student(house)
    sam.confirms(sam.gives())
    assert sam.view.by_text
    assert house.read("north", sam.reference).phone == "texted"
    at(house, "north", sam.reference).replies("Which day was it?")
    assert texts(house) == ["Which day was it?"]
    house.keep_watch()
    house.text(SAM, "it was Max")
    assert len(house.threads()) == 1
    said = [(one.author, one.text) for one in sam.comes_back().messages if one.text]
    assert ("staff", "Which day was it?") in said
    assert ("reporter", "it was Max") in said


def test_a_code_counts_for_its_thread_alone(open_line: Any) -> None:
    one, other = Student(open_line), Student(open_line)
    code = one.gives()
    with pytest.raises(CodeWrong):
        other.confirms(code)
    one.confirms(code)


def test_its_student_ends_it_and_the_number_is_gone(open_line: Any, at: Any) -> None:
    house = open_line
    sam = Student(house)
    sam.confirms(sam.gives())
    submission = bytes.fromhex(sam.view.submission)
    sam.view = house.house.given_numbers.end_texts(sam.view.token, submission)
    assert not sam.view.by_text
    assert not house.house.foundation.shred.find_many([(house.threads()[-1].id, 1)])
    at(house, "north", sam.reference).replies("Which day was it?")
    assert texts(house) == []
    house.keep_watch()
    house.text(SAM, "hello")
    assert len(house.threads()) == 2


def test_a_phone_that_wrote_before_links_both_threads_for_staff(open_line: Any) -> None:
    house = open_line
    house.keep_watch()
    house.text(SAM, "somebody took my bag")
    texted = house.threads()[0].reference
    sam = Student(house)
    sam.reference = next(one.reference for one in house.threads() if one.reference != texted)
    sam.confirms(sam.gives())
    assert house.read("north", sam.reference).continues == (texted,)
    assert "bag" not in " ".join(one.text for one in sam.comes_back().messages)


def test_while_texting_is_not_open_it_is_not_offered(founded_house: Any) -> None:
    sam = Student(founded_house)
    assert not sam.view.offers.texts
    with pytest.raises(NotOffered):
        sam.gives()
