"""What the clock does with what staff say: counts are written, keys of sentences stay as long as the sentence does."""

import secrets
from typing import Any

import pytest
from sqlalchemy import func, select

from reporting.app.ticks import ticks
from reporting.cases.overriding import Word
from reporting.store.rule_tallies import RULE_TALLY

LUNCH = "Someone keeps stealing my lunch"


def tick(house: Any, name: str) -> None:
    next(one for one in ticks(house.house) if one.name == name).do()


def sweep(house: Any) -> None:
    """An hour apart, twice: only then a key without an owner goes."""
    orphans = next(one for one in ticks(house.house) if one.name == "orphans")
    orphans.do()
    house.clock.advance(hours=1)
    orphans.do()


def test_the_sweep_leaves_the_key_of_a_sentence_and_erases_it_when_it_is_put_away(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    desk, lead = house.house.desk, house.sessions["designee"]
    word = Word("should_page", "", "he carries a zorblefrotz")
    desk.override(house.sessions["north"], house.threads()[0].reference, secrets.token_bytes(16), word)
    sweep(house)
    (kept,) = house.house.examples.listed(lead)
    before = house.house.foundation.shred.count()
    house.house.examples.put_away(lead, kept.value)
    sweep(house)
    assert house.house.foundation.shred.count() == before - 1


@pytest.mark.nightly
def test_the_hourly_tick_writes_the_counts_and_they_outlive_a_restart(founded_house: Any) -> None:
    house = founded_house
    for _ in range(5):
        house.tip(LUNCH)
    tick(house, "tallies")
    house.restart()
    lead = house.sign_in_as("designee")
    assert house.house.rules_watched.figures(lead).whole.tips == 5
    with house.house.foundation.database.read() as conn:
        assert conn.execute(select(func.count()).select_from(RULE_TALLY)).scalar_one() > 0
