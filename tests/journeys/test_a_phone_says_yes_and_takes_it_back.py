"""A student who only texts, through the simulated carrier as it signs and delivers: asked one thing at a time, a yes like one by
web, asked later whether it worked out, and taken back by text.
"""

import re
from typing import Any

import pytest

from tests.journeys.partner_links import mailed, mailed_since
from tests.journeys.small_screen import thread_with
from tests.journeys.town import Person, Phone, Town
from tests.journeys.visitor import Visitor

NUMBER = "+15005550191"
SAID = "cradlemark: nothing is fun any more and I lie awake"
NAME = "Robincanary"
# A partner whose name tells a stranger nothing.
PARTNER = "Little Cradle"
TAKEN = "They can't open it from now on. They had opened it before."


def proposed(town: Town, ana: Person, reference: str) -> Visitor:
    """Looked at first, then sent: the first text leaves."""
    page = ana.looks(f"/threads/{reference}/referral")
    service = re.search(rf'<option value="([0-9a-f]{{32}})"[^>]*>{PARTNER}', page.text)
    assert service, "no such partner in the demo"
    said = {
        "service": service[1],
        "body": "May I ask them for you?",
        "purpose": "A first talk",
        "field": ["first_name", "grade"],
        "how": "text",
    }
    looked = page.post(f"/threads/{reference}/referral", {**said, "act": "look"})
    done = looked.post(f"/threads/{reference}/referral", {**said, "act": "send"})
    assert "The first text leaves now." in done.plain
    return done


def sent(town: Town, ana: Person, reference: str) -> tuple[str, str]:
    """The link, as it was mailed, and the PIN."""
    before = mailed(town)
    page = ana.looks(f"/threads/{reference}/referral")
    slip = page.post(f"/threads/{reference}/referral/send", {"basis": "Counsel looked at it."})
    return mailed_since(town, before), slip.by_id("pin") or ""


def number_in(text: dict[str, Any], word: str) -> str:
    return re.findall(rf"\b(\d\d) {word}\b", text["body"])[0]


def says(phone: Phone, question: dict[str, Any], word: str, expected: str) -> dict[str, Any]:
    """An answer to a question, and what comes back through the carrier."""
    assert phone.writes(f"{number_in(question, 'YES')} {word}") == 200
    return phone.expects(expected)


@pytest.mark.nightly
def test_a_phone_agrees_is_asked_whether_it_worked_out_and_takes_its_yes_back(town: Town) -> None:
    phone, ana = town.student_phone(NUMBER), town.person("Ana")
    phone.writes(SAID)
    phone.expects("988")
    reference = thread_with(ana, "cradlemark")
    proposed(town, ana, reference)
    first = phone.expects("ask you something")
    assert PARTNER not in first["body"]
    who = says(phone, first, "YES", PARTNER)
    back = number_in(who, "BACK")
    name = says(phone, who, "YES", "your first name")
    grade = says(phone, name, f"YES {NAME}", "your grade")
    sure = says(phone, grade, "NO", "They would know: first name.")
    says(phone, sure, "YES", "Thank you.")
    # Of what left, nothing says what the student wrote.
    assert not any(NAME in one["body"] or "awake" in one["body"] for one in phone.texts())
    page = ana.looks(f"/threads/{reference}/referral").plain
    assert f"First name: {NAME}" in page
    assert "by text, by whoever held the phone." in page

    link, pin = sent(town, ana, reference)
    partner = Visitor(town.public).get(link).post(link, {"pin": pin})
    assert NAME in partner.plain
    assert "Grade" not in partner.plain
    accepted = partner.post(link, {"step": "accepted"})
    assert "(accepted)" in accepted.plain

    desk = ana.looks(f"/threads/{reference}/referral")
    offer = re.search(r'data-referral="([0-9a-f]{32})"', desk.text)
    assert offer
    asked = desk.post(f"/threads/{reference}/referral/met", {"offer": offer[1]})
    assert "The text leaves now." in asked.plain
    says(phone, phone.expects("Did it work out?"), "YES", "Thank you for telling us.")
    assert "The student says: I was seen." in ana.looks(f"/threads/{reference}/referral").plain

    phone.writes(f"{back} BACK")
    phone.expects(TAKEN)
    assert "Taken back by the student" in ana.looks(f"/threads/{reference}/referral").plain
    again = Visitor(town.public).get(link).post(link, {"pin": pin})
    assert NAME not in again.plain
