"""Webhooks: signed by the carrier or not heard at all; stored, and only then answered."""

import secrets
from typing import Any
from xml.etree import ElementTree as ET

import pytest

GUN = "my friend has a gun in his backpack and says tomorrow is the day"


def said(answer: Any) -> list[str | None]:
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    root = ET.fromstring(answer.get_data(as_text=True))  # noqa: S314  # our own answer
    assert root.tag == "Response"
    return [one.text for one in root]


def test_a_text_is_stored_and_answered_in_the_carriers_own_form(
    watched_house: Any, carrier: Any, text: Any
) -> None:
    (answer,) = said(carrier().post("/sms", text("someone keeps <stealing> my lunch & more")))
    assert "911" in answer
    assert len(watched_house.threads()) == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"signature": ""},
        {"signature": "x" * 28},
        {"signed_for": "http://localhost:8080/sms/status"},
        {"signed_for": "https://elsewhere.example/sms"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/sms", "/sms/status?ref=x", "/voice/page?ref=x", "/voice/key?ref=x"])
def test_what_is_not_signed_for_this_address_is_refused_and_leaves_nothing(
    watched_house: Any, carrier: Any, text: Any, path: str, forged: dict[str, str]
) -> None:
    answer = carrier().post(path, text(GUN), **forged)
    assert answer.status_code == 403
    assert watched_house.threads() == ()


def test_a_changed_word_breaks_the_signature(watched_house: Any, carrier: Any, text: Any) -> None:
    good = carrier()
    form = text(GUN)
    signature = secrets.token_hex(8)
    assert good.post("/sms", form | {"Body": "nothing"}, signature=signature).status_code == 403
    assert watched_house.threads() == ()


def test_while_tokens_change_both_are_taken_and_a_third_is_not(two_tokens: Any, text: Any) -> None:
    for n, (token, status) in enumerate((("old", 200), ("new", 200), ("token", 403))):
        assert two_tokens(token).post("/sms", text("hello there", MessageSid=f"SM{n}")).status_code == status


def test_a_replay_of_what_was_signed_once_changes_nothing(
    watched_house: Any, carrier: Any, text: Any
) -> None:
    for _ in range(3):
        carrier().post("/sms", text(GUN))
    (row,) = watched_house.threads()
    assert len(watched_house.house.ground.paging.of_thread(row.id)) == 1
    watched_house.work(1)
    assert len([body for _, body in watched_house.carrier.texts if "ACK" in body]) == 1


def test_an_acknowledgement_comes_from_the_staff_phone_by_text(
    watched_house: Any, carrier: Any, text: Any
) -> None:
    house = watched_house
    house.tip(GUN)
    house.work(1)
    code = house.carrier.texts[0][1].partition("ACK ")[2][:4]
    staff = {"From": "+12025550101", "To": "+12025550199", "MessageSid": "SM9"}
    (answer,) = said(carrier().post("/sms", text(f"ACK {code}", **staff)))
    assert house.threads()[0].reference in answer
    assert house.house.ground.paging.of_thread(house.threads()[0].id)[0].state == "acknowledged"
    assert len(house.threads()) == 1  # it is no message of a student


def test_a_store_that_cannot_take_it_asks_the_carrier_to_come_again_and_says_no_word_of_it(
    watched_house: Any, carrier: Any, text: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    good = carrier()
    watched_house.house.foundation.database.close()
    answer = good.post("/sms", text("CANARY-55 he hits me"))
    assert answer.status_code == 503
    assert "CANARY" not in answer.get_data(as_text=True)
    assert "CANARY" not in caplog.text
    assert "2025550161" not in caplog.text


def test_a_picture_is_counted_and_an_odd_count_is_none(watched_house: Any, carrier: Any, text: Any) -> None:
    answers = said(carrier().post("/sms", text("look", NumMedia="2")))
    assert any("pictures" in (one or "") for one in answers)
    for n, odd in enumerate(("-1", "9999", "x", "٣", "")):
        answers = said(
            carrier().post("/sms", text("look", NumMedia=odd, MessageSid=f"SM{n}9", From=f"+120255501{n}9"))
        )
        assert not any("pictures" in (one or "") for one in answers)


def test_an_unsigned_reader_of_the_address_learns_that_it_is_the_carriers(carrier: Any, text: Any) -> None:
    answer = carrier().post("/sms", text("hi"), signature="")
    assert "carrier" in answer.get_data(as_text=True)
    assert carrier()._client.get("/sms", base_url="http://localhost:8080").status_code == 405


def test_a_text_with_ten_pictures_and_all_that_the_carrier_says_of_it_is_taken(
    watched_house: Any, carrier: Any, text: Any
) -> None:
    towns = {f"{side}{what}": "" for side in ("From", "To") for what in ("City", "State", "Zip", "Country")}
    pictures = {
        f"Media{what}{number}": value
        for number in range(10)
        for what, value in (("Url", f"https://api.twilio.com/ME{number}"), ("ContentType", "image/jpeg"))
    }
    more = {f"Other{number}": "" for number in range(12)}
    form = text("look at this wall", NumMedia="10", **towns, **pictures, **more)
    assert carrier().post("/sms", form).status_code == 200
    assert len(watched_house.threads()) == 1
