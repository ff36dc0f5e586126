"""A person proves their own number over the real house: a code by text or by call, typed back in time."""

import re
from typing import Any

import pytest

from notify.ports import Refused

NEW = "+12025550177"


def reachable(house: Any) -> bool:
    team = house.house.people.directory.teams()[0].id
    return bool(house.house.people.on_call.people(team, [house.member("north")])[0].reachable)


def code_in(house: Any) -> str:
    """What the newest text to the new number says."""
    body = next(body for to, body in reversed(house.carrier.texts) if to == NEW)
    found = re.search(r"your code is (\d{6})", body)
    assert found, body
    return found[1]


@pytest.fixture
def page(founded_house: Any, browse: Any) -> Any:
    """A new number is kept, and does not ring yet."""
    page = browse("north").get("/account/phone").post("/account/phone", phone=NEW)
    assert not reachable(founded_house)
    return page


def test_a_code_by_text_makes_the_number_ring(founded_house: Any, page: Any) -> None:
    page.post("/account/phone/code", by="sms")
    assert "A code is on its way by text" in page.text
    founded_house.work()
    code = code_in(founded_house)
    page.post("/account/phone/proof", code=f" {code[:3]} {code[3:]} ")
    assert "Your phone is verified" in page.text
    assert reachable(founded_house)
    assert "proved a phone number by a code" in page.get("/audit").text


def test_wrong_codes_are_counted_and_the_sixth_try_needs_a_new_code(founded_house: Any, page: Any) -> None:
    page.post("/account/phone/code", by="sms")
    founded_house.work()
    code = code_in(founded_house)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        page.post("/account/phone/proof", code=wrong)
        assert page.status == 422
        assert "This is not the code that was sent" in page.text
    page.post("/account/phone/proof", code=code)
    assert "does not count any more" in page.text
    assert not reachable(founded_house)
    page.post("/account/phone/code", by="sms")
    founded_house.work()
    page.post("/account/phone/proof", code=code_in(founded_house))
    assert reachable(founded_house)


def test_a_code_counts_for_ten_minutes_and_for_the_number_it_went_to(founded_house: Any, page: Any) -> None:
    page.post("/account/phone/code", by="sms")
    founded_house.work()
    code = code_in(founded_house)
    page.get("/account/phone").post("/account/phone", phone="+12025550178")
    page.post("/account/phone/proof", code=code)
    assert "does not count any more" in page.text
    page.get("/account/phone").post("/account/phone", phone=NEW)
    founded_house.clock.advance(seconds=599)
    page.get("/step-up").post("/step-up", password="north rides a green bicycle")
    page.get("/account/phone").post("/account/phone/proof", code="x")
    assert "This is not the code" in page.text
    founded_house.clock.advance(seconds=1)
    page.post("/account/phone/proof", code=code)
    assert "does not count any more" in page.text


def test_five_codes_an_hour_and_no_more(founded_house: Any, page: Any) -> None:
    for _ in range(5):
        page.post("/account/phone/code", by="sms")
        assert page.status == 200
    page.post("/account/phone/code", by="sms")
    assert page.status == 422
    assert "Five codes went to this phone within an hour" in page.text
    founded_house.clock.advance(hours=1)
    page = page.get("/sign-in")  # the session is over; another hour, another five
    founded_house.work()
    assert len([to for to, _ in founded_house.carrier.texts if to == NEW]) == 5


def test_a_landline_is_remembered_and_hears_its_code_by_a_call(founded_house: Any, page: Any) -> None:
    house = founded_house
    house.carrier.failing = Refused(21614)
    page.post("/account/phone/code", by="sms")
    house.work()
    house.carrier.failing = None
    page.get("/account/phone")
    assert "This number takes no texts" in page.text
    assert "Text me" not in page.text
    page.post("/account/phone/code", by="voice")
    assert "Your phone rings in a moment" in page.text
    house.work()
    assert house.carrier.calls == [NEW]
    said = house.house.calling.ask(house.carrier.references[-1], "https://q.example/voice/key")
    code = "".join(re.findall(r"\d", said.split("code is")[1])[:6])
    page.post("/account/phone/proof", code=code)
    assert "Your phone is verified" in page.text
    assert reachable(house)


def test_nothing_is_sent_without_a_number(founded_house: Any, browse: Any) -> None:
    page = browse("south_too").get("/account/phone").post("/account/phone/code", by="sms")
    assert page.status == 422
    assert "Keep a number first." in page.text
