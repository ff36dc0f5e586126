"""The composer of a text: who may hold the phone, what leaves when, and what waits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reporting.cases.refusals import QuietPhone
from reporting.cases.staff_view import Act, HeldView, PhoneView
from reporting.model.held import Held, Holding
from reporting.model.thread import Channel, ThreadState

THREAD = "/threads/7KQ2BC"
OPENER = "Hi. Is now a good time to text?"


@pytest.fixture
def thread(house: Any) -> Any:
    """A thread of texts whose phone would do this, and in which these wait."""
    house.add("7KQ2BC", "routine", channel=Channel.SMS)

    def changed(*held: HeldView, **phone: Any) -> None:
        now = house.clock()
        facts = {"heard": now, "silent": False, "asked": None, "leaves": None, "opener": OPENER, **phone}
        house.threads["7KQ2BC"] = replace(house.threads["7KQ2BC"], texting=PhoneView(**facts), held=held)

    return changed


@pytest.fixture
def waiting(house: Any) -> Any:
    def made(state: Held, why: Holding = Holding.RULE, **more: Any) -> HeldView:
        now = house.clock()
        leaves = now + timedelta(hours=8) if state is Held.NIGHT else None
        facts = {
            "id": "ab" * 16,
            "text": "I can meet you.",
            "name": "Ana Ruiz",
            "mine": True,
            "opener": False,
            "leaves": leaves,
            "written": now,
        }
        return HeldView(**{**facts, "state": state, "why": why, **more})

    return made


def words(page: Any) -> str:
    return " ".join(page.text.split())


def test_by_day_an_answer_to_who_wrote_lately_just_leaves(ana: Any, thread: Any) -> None:
    thread()
    page = words(ana.get(THREAD))
    assert "Send answer" in page
    assert "Ask first" not in page


def test_to_a_silent_phone_a_neutral_question_is_proposed_and_sending_takes_one_more_step(
    ana: Any, thread: Any, house: Any
) -> None:
    thread(silent=True)
    page = words(ana.get(THREAD))
    assert OPENER in page
    assert "Ask now, and keep my answer" in page
    assert "<summary>Send it without asking</summary>" in page
    assert "Send answer" not in page
    sent = ana.post(f"{THREAD}/reply", body="I can meet you.", seen="s1", how="ask")
    assert "The question is on its way." in sent.text
    assert house.acts[-1][-1] == "ask"


def test_a_word_that_is_no_way_to_send_is_none(ana: Any, thread: Any, house: Any) -> None:
    thread(silent=True)
    ana.post(f"{THREAD}/reply", body="I can meet you.", seen="s1", how="at once!")
    assert house.acts[-1][-1] == "s1"


def test_by_night_it_says_when_the_answer_leaves(ana: Any, thread: Any, house: Any) -> None:
    thread(leaves=house.clock() + timedelta(hours=8))
    page = words(ana.get(THREAD))
    assert "Send at " in page
    assert "Send it now all the same" in page


def test_what_waits_is_shown_with_its_time_and_can_be_taken_back(
    ana: Any, thread: Any, house: Any, waiting: Any
) -> None:
    thread(waiting(Held.NIGHT))
    page = words(ana.get(THREAD))
    assert "Goes out at" in page
    assert "I can meet you." in page
    assert 'name="body"' not in page
    ana.post(f"{THREAD}/held/take-back", held="ab" * 16)
    ana.post(f"{THREAD}/held/send-now", held="ab" * 16)
    ana.post(f"{THREAD}/held/discard", held="ab" * 16)
    assert [act for act, *_ in house.held.acts] == ["take_back", "send_now", "discard"]


def test_what_left_meanwhile_is_said(ana: Any, thread: Any, house: Any, waiting: Any) -> None:
    thread(waiting(Held.NIGHT))
    house.held.gone = True
    page = ana.post(f"{THREAD}/held/take-back", held="ab" * 16)
    assert page.status == 422
    assert "does not wait any more" in page.text


@pytest.mark.parametrize("why", [one for one in Holding if one is not Holding.RULE])
def test_what_came_back_stands_in_its_authors_field_and_says_why(
    ana: Any, thread: Any, waiting: Any, why: Holding
) -> None:
    thread(waiting(Held.BACK, why))
    page = words(ana.get(THREAD))
    assert ">I can meet you.</textarea>" in page
    assert "your answer is in the field below" in page
    assert "rule" not in page.split('data-held="back"')[1].split("</section>")[0].lower()


def test_what_came_back_to_a_colleague_stands_in_nobody_elses_field(
    ana: Any, thread: Any, waiting: Any
) -> None:
    thread(waiting(Held.BACK, Holding.WROTE, mine=False, name="Ben Osei"))
    page = words(ana.get(THREAD))
    assert "an answer of Ben Osei" in page
    assert ">I can meet you.</textarea>" not in page


def test_words_that_were_refused_stay_in_the_field_though_something_waits(
    ana: Any, thread: Any, waiting: Any
) -> None:
    thread(waiting(Held.KEPT))
    page = ana.post(f"{THREAD}/say", body="My other words", say="none")
    assert ">My other words</textarea>" in page.text


def test_last_words_to_a_phone_say_who_reads_them_and_take_a_tick_where_an_answer_takes_a_press(
    ana: Any, house: Any, thread: Any
) -> None:
    thread()
    page = words(ana.get(THREAD))
    assert "These words go as a text. Whoever holds this phone sees this." in page
    assert 'name="how"' not in page
    thread(silent=True)
    page = words(ana.get(THREAD))
    assert 'value="unasked"><label for="how">Send them without asking.' in page
    house.refuse_next = QuietPhone()
    typed = {"disposition": "help_given", "words": "Thank you for writing.", "how": "unasked"}
    page = words(ana.post(f"{THREAD}/close", **typed))
    assert "Nothing was sent. This phone has been silent for more than a day" in page
    assert "Thank you for writing.</textarea>" in page
    assert 'value="unasked" checked' in page
    thread(leaves=house.clock() + timedelta(hours=8))
    page = words(ana.get(THREAD))
    assert "They go out at 20:00" in page
    ana.post(f"{THREAD}/close", **typed | {"how": "now"})
    assert house.acts[-1] == ("close", "7KQ2BC", "help_given", "Thank you for writing.", "now")


def test_last_words_that_wait_are_shown_in_their_closed_thread(
    ana: Any, house: Any, thread: Any, waiting: Any
) -> None:
    thread(waiting(Held.NIGHT, Holding.CLOSED))
    house.threads["7KQ2BC"] = replace(
        house.threads["7KQ2BC"], state=ThreadState.CLOSED, may=frozenset({Act.REOPEN}), texting=None
    )
    page = words(ana.get(THREAD))
    assert "Last words to the student · Ana Ruiz" in page
    thread(waiting(Held.BACK, Holding.LATE))
    house.threads["7KQ2BC"] = replace(
        house.threads["7KQ2BC"], state=ThreadState.CLOSED, may=frozenset({Act.REOPEN}), texting=None
    )
    page = words(ana.get(THREAD))
    assert "field below" not in page
    assert "I can meet you." in page
    assert "To send it after all, open the thread again." in page
