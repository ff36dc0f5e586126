"""Staff see in a thread that nobody at home is to be told: by a rule, by the words, or since a person marked it."""

import re
from typing import Any

import pytest

from tests.integration.app.conftest import Browser, staff_app

TOP = "Tell nobody at home, and ask nobody there."
QUIET = "Nothing is fun any more and I lie awake most nights"
BEATEN = "my stepdad beats me with a belt every night"
GAY = "people found out that i am gay and i feel awful"
SISTER = "my sister has the same teacher and the work is too much"
CANARY = "canary-home the uncle waits in the car park"


@pytest.fixture
def staff(founded_house: Any) -> Browser:
    app = staff_app(founded_house.doors, founded_house.house.foundation)
    return Browser(app, founded_house.cookies["north"])


def only(house: Any) -> str:
    (row,) = house.threads()
    return f"/threads/{row.reference}"


@pytest.mark.parametrize(
    ("body", "reason"), [(BEATEN, "A rule points to: abuse"), (GAY, "who the student is or loves")]
)
def test_a_rule_or_the_words_say_it_on_top(
    founded_house: Any, staff: Browser, body: str, reason: str
) -> None:
    founded_house.tip(body)
    page = " ".join(staff.get(only(founded_house)).text.split())
    assert TOP in page
    assert reason in page


def test_somebody_at_home_who_is_only_named_is_said_where_staff_look_for_it(
    founded_house: Any, staff: Browser
) -> None:
    founded_house.tip(SISTER)
    page = staff.get(only(founded_house)).text
    assert TOP not in page
    assert 'id="home-words"' in page


def test_what_a_later_message_says_counts_too(founded_house: Any, staff: Browser) -> None:
    words = founded_house.tip(QUIET).words
    assert "That is no leave to call there" in staff.get(only(founded_house)).text
    view = founded_house.house.web_return.open(" ".join(words))
    founded_house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "and i am pregnant")
    assert TOP in staff.get(only(founded_house)).text


def test_a_persons_mark_stands_until_a_person_takes_it_away_with_a_reason_and_lies_sealed(
    founded_house: Any, staff: Browser
) -> None:
    words = founded_house.tip(QUIET).words
    path = only(founded_house)

    def mark(unsafe: str, reason: str) -> str:
        staff.get(path)
        number = re.search(
            rf'action="{path}/home".*?name="submission" value="([0-9a-f]+)"', staff.text, re.DOTALL
        )
        assert number is not None
        return staff.post(f"{path}/home", submission=number[1], unsafe=unsafe, home_reason=reason).text

    assert TOP not in mark("1", " ")  # without a reason nothing is marked
    assert TOP in mark("1", CANARY)
    assert CANARY in staff.text
    shown = founded_house.house.web_return.open(" ".join(words))
    assert not any("canary" in (one.text or "") for one in shown.messages)  # the student never sees it
    assert TOP in mark("0", "")
    assert TOP not in mark("0", "The aunt has them now")
    home = founded_house.house.foundation.settings.home
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"canary-home" not in kept
