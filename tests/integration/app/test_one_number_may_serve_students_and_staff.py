"""A district with a single number: texts of students are tips, texts of its own people are answers to pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reporting.cases.doors import InboundText
from reporting.people.providers import Hotline

NUMBER = "+12025550100"


@pytest.fixture
def one_number(request: pytest.FixtureRequest, model_house: Any, tmp_path: Path) -> Iterator[Any]:
    with model_house.opened(tmp_path / "house", Hotline(NUMBER, NUMBER)) as founded:
        yield founded


def _text(sender: str, body: str, sid: str = "a") -> InboundText:
    return InboundText(sid="SM" + sid * 32, sender=sender, to=NUMBER, body=body, media=0)


def test_a_student_who_texts_it_makes_a_thread_and_is_answered(one_number: Any) -> None:
    before = one_number.references("north") | one_number.references("designee")
    answer = one_number.house.hearing.hear(_text("+12025550177", "someone keeps stealing my lunch"))
    assert answer
    assert len(one_number.references("north") | one_number.references("designee")) == len(before) + 1


def test_the_phone_of_a_colleague_makes_no_thread(one_number: Any) -> None:
    before = one_number.references("north") | one_number.references("designee")
    one_number.house.hearing.hear(_text("+12025550101", "ack 1234"))
    assert one_number.references("north") | one_number.references("designee") == before
