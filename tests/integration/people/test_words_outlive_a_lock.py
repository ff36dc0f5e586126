"""What somebody was writing when their session locked: sealed to them, given back to them, gone after a day."""

from typing import Any

import pytest
from sqlalchemy import text

PLACE = "/threads/7KQ2BC"
WORDS = {"body": "I am here now. Is anyone with you? ñ", "note": "called home at 02:14"}


def rows(town: Any) -> list[Any]:
    with town.database.read() as conn:
        return list(conn.execute(text("SELECT * FROM kept_draft")))


@pytest.fixture
def kept(town: Any) -> Any:
    town.doors.drafts.keep(town.members["Cora Cruz"], PLACE, WORDS)
    return town


def test_they_come_back_to_their_writer_at_the_same_place_after_a_restart_too(kept: Any) -> None:
    kept.start()
    assert kept.doors.drafts.of(kept.session("Cora Cruz"), PLACE) == WORDS
    assert kept.doors.drafts.of(kept.session("Cora Cruz"), "/threads/OTHER2") == {}


def test_nobody_else_gets_them(kept: Any) -> None:
    assert kept.doors.drafts.of(kept.session("Ada Admin"), PLACE) == {}


def test_a_thief_of_the_database_reads_neither_the_words_nor_the_thread_they_were_for(kept: Any) -> None:
    (row,) = rows(kept)
    raw = b"".join(value for value in row if isinstance(value, bytes))
    for words in (*WORDS.values(), "7KQ2BC"):
        assert words.encode() not in raw


def test_short_and_long_words_are_padded_alike(town: Any) -> None:
    cora = town.members["Cora Cruz"]
    town.doors.drafts.keep(cora, "/a", {"body": "x"})
    town.doors.drafts.keep(cora, "/b", {"body": "x" * 400})
    assert len({len(row.sealed) for row in rows(town)}) == 1


def test_the_newest_words_replace_the_older_ones_and_none_means_none(kept: Any) -> None:
    cora = kept.members["Cora Cruz"]
    kept.doors.drafts.keep(cora, PLACE, {"body": "second", "note": "  "})
    assert kept.doors.drafts.of(kept.session("Cora Cruz"), PLACE) == {"body": "second"}
    kept.doors.drafts.keep(cora, PLACE, {"body": " "})
    assert rows(kept) == []


def test_forty_thousand_letters_are_kept(town: Any) -> None:
    long = {"body": "ñ" * 40_000}
    town.doors.drafts.keep(town.members["Cora Cruz"], PLACE, long)
    assert town.doors.drafts.of(town.session("Cora Cruz"), PLACE) == long


def test_one_person_cannot_fill_the_disk(town: Any) -> None:
    for n in range(40):
        town.doors.drafts.keep(town.members["Cora Cruz"], f"/p{n}", {"body": "x"})
    assert len(rows(town)) == 32


def test_they_go_when_thrown_away_and_after_a_day(kept: Any) -> None:
    kept.doors.drafts.keep(kept.members["Cora Cruz"], "/other", WORDS)
    kept.doors.drafts.drop(kept.session("Cora Cruz"), "/other")
    assert len(rows(kept)) == 1
    kept.watch.pass_by(hours=23)
    assert kept.doors.drafts.sweep() == 0
    kept.watch.pass_by(hours=2)
    assert kept.doors.drafts.sweep() == 1


def test_they_go_with_whoever_leaves_the_house(kept: Any) -> None:
    kept.doors.leaving.remove(kept.session("Ada Admin"), kept.members["Cora Cruz"])
    assert rows(kept) == []


def test_what_a_writer_in_the_database_changed_is_not_shown(kept: Any) -> None:
    kept.database.write(lambda conn: conn.execute(text("UPDATE kept_draft SET sealed = place")))
    assert kept.doors.drafts.of(kept.session("Cora Cruz"), PLACE) == {}
