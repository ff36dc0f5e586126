"""A student who only texts is asked by text whether they were seen, in words that tell nobody else anything."""

import html
import re
from typing import Any

import pytest

from reporting.referrals import text_consent
from reporting.referrals.answer import Answer
from reporting.referrals.stalled import Stall
from tests.integration.app.conftest import Browser
from tests.integration.referrals.conftest import ABOUT
from tests.integration.referrals.texting import NAME, WHAT_FOR, Texting, texting

ASK = "Ask by text whether it worked out"


def accepted(house: Any) -> tuple[Texting, str]:
    """A yes by text that was sent, and that the partner took on."""
    phone = texting(house)
    offer = phone.propose()
    phone.agrees()
    slip = phone.send(offer)
    partner = phone.harbor.doors.partner
    view = partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    assert ASK not in page_of(phone)[1]
    partner.say(view.token, "accepted", "", Answer())
    return phone, offer


def later(phone: Texting, hours: int, minutes: int = 0) -> None:
    phone.house.clock.advance(hours=hours, minutes=minutes)
    del phone.house.cookies["north"]
    phone.house.unlock("north")


def page_of(phone: Texting) -> tuple[Browser, str]:
    browse = phone.browse()
    return browse, html.unescape(browse.get(f"/threads/{phone.reference}/referral").text)


def asks(phone: Texting, offer: str) -> tuple[str, list[tuple[str, str]]]:
    """The page after the press, and what left for the phone."""
    browse, page = page_of(phone)
    before = len(phone.house.carrier.texts)
    number = re.findall(r'name="submission" value="([0-9a-f]+)"', page)[0]
    done = html.unescape(
        browse.post(f"/threads/{phone.reference}/referral/met", offer=offer, submission=number).text
    )
    phone.house.work()
    gone = phone.house.carrier.texts[before:]
    if gone:
        phone.got = (gone[-1][1],)
    return done, gone


@pytest.mark.parametrize(("word", "met", "said"), [
    ("yes", "yes", "The student says: I was seen."),
    pytest.param("LATER", "not_yet", "The student says: not seen yet.", marks=pytest.mark.nightly),
    pytest.param("No.", "no", "The student says: not seen, and it does not work out.", marks=pytest.mark.nightly),
])  # fmt: skip
def test_an_answer_by_text_stands_where_one_by_web_stands(
    founded_house: Any, word: str, met: str, said: str
) -> None:
    phone, offer = accepted(founded_house)
    shown = re.findall(r"data-text>(.*?)</div>", page_of(phone)[1])
    done, gone = asks(phone, offer)
    assert "The text leaves now." in done
    ((_, text),) = gone
    assert [re.sub(r"\d\d ", "", text)] == [re.sub(r"\d\d ", "", one) for one in shown]
    for secret in ("Harbor", WHAT_FOR, NAME, ABOUT, "seen", "appointment", "Ana", "Oakfield", "school"):
        assert secret not in text
    # Asked once, while the question stands.
    assert "The question stands" not in asks(phone, offer)[0]
    assert asks(phone, offer)[1] == []
    assert "No answer so far" in page_of(phone)[1]
    phone.text(word)
    assert phone.known().met is None
    assert phone.got[-1].startswith("Please text the number too. Hi. Did it work out?") or met == "no"
    phone.got = (text,)
    phone.text(f"{phone.n} {word}")
    assert phone.known().met == met
    assert said in page_of(phone)[1]
    assert "answered whether it worked out" in page_of(phone)[0].get(f"/threads/{phone.reference}").text
    late = re.findall(r"\b(\d\d) YES", text)[0]
    assert "nothing was changed" in phone.text(f"{late} YES")[-1]
    assert phone.known().met == met


def test_what_the_student_says_is_counted_and_shows_in_what_stands_still(founded_house: Any) -> None:
    phone, offer = accepted(founded_house)
    counted: list[Any] = []
    counter = phone.harbor.doors.counter
    before = counter.count
    counter.count = lambda *given: (counted.extend(given[3]), before(*given))  # what reaches the figures
    asks(phone, offer)
    phone.text(f"{phone.n} NO")
    assert counted == ["not_seen"]
    rounds = phone.harbor.doors.rounds
    (found,) = rounds.look(phone.harbor.counselor, 5.0, anew=True).found
    assert found.stall is Stall.NOT_SEEN
    # Another try later may end well.
    asks(phone, offer)
    phone.text(f"{phone.n} YES")
    assert counted == ["not_seen", "confirmed"]
    assert rounds.look(phone.harbor.counselor, 5.0, anew=True).found == ()
    assert ASK not in page_of(phone)[1]


def test_no_phone_is_asked_by_night_after_stop_or_after_forget(founded_house: Any) -> None:
    phone, offer = accepted(founded_house)
    later(phone, hours=14)
    done, gone = asks(phone, offer)
    assert "Between nine in the evening and seven in the morning" in done
    assert gone == []
    later(phone, hours=10)
    assert ASK in page_of(phone)[1]
    phone.text("STOP")
    assert ASK not in page_of(phone)[1]
    assert asks(phone, offer)[1] == []
    phone.text("START")
    assert ASK in page_of(phone)[1]
    phone.text("FORGET")
    phone.text(re.findall(r"\b\d{6}\b", phone.got[-1])[0])
    assert ASK not in page_of(phone)[1]


def test_words_beside_the_number_are_words_and_a_week_later_nothing_is_asked(founded_house: Any) -> None:
    phone, offer = accepted(founded_house)
    # By night too, once the phone has just written: to the second, though its message says the hour alone.
    later(phone, hours=14, minutes=(45 - phone.house.clock().minute) % 60)
    assert asks(phone, offer)[1] == []
    phone.text("I am still awake")
    asks(phone, offer)
    number = phone.n
    assert phone.text(f"{number} no one listens to me") == ()
    assert phone.known().met is None
    phone.house.clock.advance(days=7, minutes=1)
    assert "nothing was changed" in phone.text(f"{number} YES")[-1]


def test_a_question_of_another_proposal_never_has_the_number_of_one_that_stands(
    founded_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, offer = accepted(founded_house)
    asks(phone, offer)
    stands = phone.n
    phone.propose()
    # Whatever is free, the number that stands would be drawn first.
    monkeypatch.setattr(
        text_consent,
        "new_number",
        lambda taken, _: next(one for one in (int(stands), *range(10, 100)) if one not in taken),
    )
    phone.answers("YES")
    assert phone.n != stands
    phone.answers("YES")
    phone.text(f"{stands} YES")
    referrals = phone.staff.desk(phone.harbor.counselor, phone.reference).referrals
    assert [one.standing.referral.met for one in referrals if one.standing.referral.offer.id == offer] == [
        "yes"
    ]


@pytest.mark.nightly
def test_what_was_said_by_text_is_on_the_page_of_who_goes_on_by_web(founded_house: Any) -> None:
    phone, offer = accepted(founded_house)
    asks(phone, offer)
    phone.text(f"{phone.n} YES")
    phone.text("WEB")
    token = phone.got[-1].split("/go/")[1].split()[0]
    words = phone.house.house.going_on.go_on(token, b"w" * 16, "en").words
    phone.house.unlock("north")
    view = phone.house.house.web_return.open(" ".join(words))
    look = phone.harbor.doors.student.look(view.token, offer)
    assert look.standing.referral.met == "yes"
