"""FORGET by text: a random code comes back from the phone, and then the number is nowhere; the conversation stays."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from notify.tables import Outbox
from reporting.model.thread import Channel
from reporting.store.sms_tags import SMS_TAG

SAM, KIM = "+12025550161", "+12025550162"
LUNCH = "someone keeps stealing my lunch"


@pytest.fixture
def unlocked(founded_house: Any) -> Any:
    founded_house.unlock("north_too")
    assert founded_house.keep_watch()
    return founded_house


@pytest.fixture
def unlocked_on_each(founded_house_on_each: Any) -> Any:
    founded_house_on_each.unlock("north_too")
    assert founded_house_on_each.keep_watch()
    return founded_house_on_each


def code(house: Any, phone: str = SAM, word: str = "FORGET", **more: Any) -> str:
    (answer,) = house.text(phone, word, **more)
    return re.search(r"\b(\d{6})\b", answer)[1]


def forgets(house: Any, phone: str = SAM) -> str:
    (answer,) = house.text(phone, code(house, phone))
    return answer


def tags(house: Any) -> int:
    with house.house.foundation.database.read() as conn:
        return len(conn.execute(select(SMS_TAG)).all())


def unsent(house: Any) -> list[Any]:
    """What of a student's texts still holds a number or words, sealed."""
    with house.house.foundation.database.read() as conn:
        rows = conn.execute(select(Outbox).where(Outbox.sealer == "out")).all()
    return [row for row in rows if row.recipient or row.body]


def number_opens(house: Any, row: Any) -> bool:
    return bool(house.house.foundation.shred.find_many([(row.id, 1)]))


def test_tag_sealed_number_and_waiting_texts_go_and_what_was_said_stays(
    unlocked_on_each: Any, at: Any
) -> None:
    house = unlocked_on_each
    house.text(SAM, LUNCH)
    (row,) = house.threads()
    at(house, "north", row.reference).replies("Which day was it?")
    assert number_opens(house, row)
    assert unsent(house)

    answer = forgets(house)
    assert "stay on this phone" in answer
    assert tags(house) == 0
    assert not number_opens(house, row)
    assert unsent(house) == []
    house.work()
    assert SAM not in [to for to, _ in house.carrier.texts]

    thread = house.read("north", row.reference)
    assert [one.text for one in thread.messages if one.author in {"reporter", "staff"}] == [
        LUNCH,
        "Which day was it?",
    ]
    assert thread.phone == "forgotten"
    assert "forgotten" in {one.code for one in thread.messages}
    assert "reply" not in thread.may


def test_the_word_alone_destroys_nothing_and_another_code_is_words(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    asked = code(house)
    other = f"{(int(asked) + 1) % 10**6:06d}"
    house.text(SAM, other)
    (row,) = house.threads()
    assert number_opens(house, row)
    assert [one.text for one in house.read("north", row.reference).messages if one.author == "reporter"] == [
        LUNCH,
        other,
    ]


def test_a_code_of_one_phone_is_none_of_another_and_ends_after_ten_minutes_or_five_tries(
    unlocked: Any,
) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    asked = code(house)
    house.text(KIM, asked)
    assert tags(house) == 2
    house.clock.advance(minutes=10)
    house.text(SAM, asked)
    assert tags(house) == 2
    asked = code(house)
    for n in range(5):
        house.text(SAM, f"{(int(asked) + n + 1) % 10**6:06d}")
    house.text(SAM, asked)
    assert tags(house) == 2


def test_a_redelivery_of_the_code_is_answered_alike_and_is_no_message_also_after_a_restart(
    unlocked: Any,
) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    asked = code(house, sid="SM1")
    assert code(house, sid="SM1") == asked
    first = house.text(SAM, asked, sid="SM2")
    assert house.text(SAM, asked, sid="SM2") == first
    house.restart()
    assert house.text(SAM, asked, sid="SM2") == first
    assert len(house.threads()) == 1


def test_a_phone_of_which_nothing_is_known_is_answered_alike(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (known,), (unknown,) = house.text(SAM, "FORGET"), house.text(KIM, "FORGET")
    assert re.sub(r"\d{6}", "", known) == re.sub(r"\d{6}", "", unknown)
    assert forgets(house, SAM) == forgets(house, KIM)


def test_the_next_text_begins_anew(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    forgets(house)
    house.text(SAM, "hello again, it is me")
    assert len(house.threads()) == 2
    assert tags(house) == 1
    forgets(house)
    assert tags(house) == 0


def test_what_went_on_by_web_is_forgotten_in_both_threads_and_its_page_says_so(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (answer,) = house.text(SAM, "WEB")
    receipted = house.house.going_on.go_on(re.search(r"/go/(\S{22})", answer)[1], b"s" * 16, "en")
    house.text(SAM, "it was Max")
    forgets(house)
    for row in house.threads():
        assert not number_opens(house, row)
        assert house.read("north", row.reference).phone == "forgotten"
    view = house.house.web_return.open(" ".join(receipted.words))
    assert "forgotten" in {one.code for one in view.messages}
    by_web = next(one for one in house.threads() if one.channel is Channel.WEB)
    assert "reply" in house.read("north", by_web.reference).may  # its page is still read


def test_a_hold_keeps_the_number_and_the_answer_does_not_say_otherwise(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (row,) = house.threads()
    house.house.foundation.shred.hold(row.id, on=True)
    assert "right now" in forgets(house)
    assert number_opens(house, row)
    assert tags(house) == 1


def test_an_answer_that_is_being_written_meanwhile_goes_to_no_phone(unlocked: Any, at: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (row,) = house.threads()
    asked = code(house)
    random = house.house.foundation.random

    def meanwhile(length: int) -> bytes:
        # The writer has opened the number by then, and seals.
        if length == 16 and tags(house):
            house.text(SAM, asked)
        return random(length)

    other = house.with_random(meanwhile)
    at(other, "north", row.reference).replies("Which day was it?")
    assert tags(house) == 0
    assert unsent(house) == []


@pytest.mark.parametrize("word", ["OLVIDAR", "olvida ", "Olvídame"])
def test_in_spanish(unlocked: Any, word: str) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (answer,) = house.text(SAM, word)
    assert "para que olvidemos" in answer
    (done,) = house.text(SAM, re.search(r"\d{6}", answer)[0])
    assert "listo" in done


def test_stop_start_and_help_go_before_and_a_sentence_is_a_sentence(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    assert house.text(SAM, "STOP") == ()
    (help_,) = house.text(SAM, "HELP")
    assert "WEB" in help_
    assert "FORGET" in help_
    house.text(SAM, "forget it")
    (row,) = house.threads()
    heard = [one.text for one in house.read("north", row.reference).messages if one.author == "reporter"]
    assert heard == [LUNCH, "STOP", "HELP", "forget it"]
