"""A phrase of the student's own is asked for beside the six words, and who came back is counted without a trace of anyone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.refusals import (
    NothingOpens,
    PhraseNeeded,
    PhraseNotTwice,
    PhraseRefused,
    PhraseWrong,
    TokenExpired,
)
from reporting.cases.return_counter import week_of
from reporting.store.receipts import RECEIPT

LUNCH = "Someone keeps stealing my lunch behind the gym"
PHRASE = "Purple Dragón, 7 times"


def opened(house: Any, words: tuple[str, ...], phrase: str = "") -> Any:
    return house.house.web_return.open(" ".join(words), phrase)


def add(house: Any, view: Any, phrase: str = PHRASE, again: str | None = None) -> Any:
    submission = bytes.fromhex(view.submission)
    return house.house.web_return.add_phrase(
        view.token, submission, phrase, phrase if again is None else again
    )


def receipts_of(house: Any) -> list[Any]:
    with house.house.foundation.database.read() as conn:
        return list(conn.execute(select(RECEIPT.c.thread, RECEIPT.c.epoch, RECEIPT.c.sealed)))


def counted(house: Any, event: str) -> dict[int, int]:
    return {one.week: one.n for one in house.house.returns.gathered() if one.event == event}


def test_the_six_words_alone_open_nothing_any_more(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    before = opened(house, words)
    view = add(house, before)
    assert view.phrased
    assert [one.text for one in house.house.web_return.resume(view.token).messages] == [LUNCH]
    with pytest.raises(PhraseNeeded):
        opened(house, words)
    for wrong in ("purple dragon 7 times", "purple", "x" * 20):
        with pytest.raises(PhraseWrong):
            opened(house, words, wrong)
    with pytest.raises(TokenExpired):
        house.house.web_return.resume(before.token)
    view = opened(house, words, " PURPLE  dragón 7\ttimes! ")
    assert [one.text for one in view.messages] == [LUNCH]
    later = house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "it was Max again")
    assert [one.text for one in later.messages] == [LUNCH, "it was Max again"]


def test_of_words_that_never_were_no_phrase_tells_anything(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    add(house, opened(house, words))
    other = (*words[1:], words[0])
    for phrase in ("", PHRASE):
        with pytest.raises(NothingOpens) as refusal:
            opened(house, other, phrase)
        assert refusal.value.code == "nothing_opens"


def test_a_thief_cannot_tell_which_receipt_has_a_phrase_or_was_used(founded_house: Any) -> None:
    house = founded_house
    house.tip("never opened again")
    opened(house, house.tip("opened once").words)
    add(house, opened(house, house.tip(LUNCH).words))
    assert {(row.epoch, len(row.sealed)) for row in receipts_of(house)} == {(0, 60)}


@pytest.mark.parametrize(
    ("phrase", "again", "refusal"),
    [
        ("short 1", "short 1", PhraseRefused),
        ("!!!! ???? ....", "!!!! ???? ....", PhraseRefused),
        (PHRASE, "purple dragon 8 times", PhraseNotTwice),
        (PHRASE, "", PhraseNotTwice),
    ],
)
def test_a_phrase_that_is_short_or_mistyped_changes_nothing(
    founded_house: Any, phrase: str, again: str, refusal: type[Exception]
) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    with pytest.raises(refusal):
        add(house, opened(house, words), phrase, again)
    assert not opened(house, words).phrased


def test_a_second_phrase_never_stands_in_the_first_ones_place(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    view = add(house, opened(house, words))
    add(house, view, "another phrase altogether")
    assert opened(house, words, PHRASE).phrased
    with pytest.raises(PhraseWrong):
        opened(house, words, "another phrase altogether")


def test_staff_are_told_that_there_is_one_and_not_what_it_is(founded_house: Any) -> None:
    house = founded_house
    add(house, opened(house, house.tip(LUNCH).words))
    (row,) = house.threads()
    told = house.read("north", row.reference).messages
    assert [(one.code, one.params) for one in told if one.code == "phrased"] == [("phrased", {})]
    assert "purple" not in str([(one.text, one.params) for one in told]).lower()


def test_whoever_comes_back_counts_once_in_the_week_in_which_they_wrote(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    wrote = week_of(house.clock())
    words, other = house.tip(LUNCH).words, house.tip("the roof leaks").words
    assert counted(house, "told") == {wrote: 2}
    house.clock.advance(days=8)
    for _ in range(3):
        opened(house, words)
    add(house, opened(house, words))
    opened(house, words, PHRASE)
    assert counted(house, "returned") == {wrote: 1}
    add(house, house.house.web_return.resume(opened(house, other).token))
    opened(house, other, PHRASE)
    assert counted(house, "returned") == {wrote: 2}
    assert week_of(house.clock() - timedelta(days=8)) == wrote


def test_a_text_is_nobody_who_was_given_words(founded_house: Any) -> None:
    house = founded_house
    house.text("+12025550123", "someone took my lunch")
    assert counted(house, "told") == {}


def test_what_is_kept_from_somebody_is_not_counted(founded_house: Any) -> None:
    house = founded_house
    kept = house.tip(LUNCH, excluded=frozenset({house.member("north_too")})).words
    opened(house, kept)
    assert counted(house, "told") == counted(house, "returned") == {}
