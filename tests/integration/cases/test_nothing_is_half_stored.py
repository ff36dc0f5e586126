"""A store that fails stores nothing; what was stored is in no file in the clear."""

import contextlib
import gzip
import secrets
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reporting.cases.refusals import NothingStored
from reporting.store.errors import StoreUnavailable

GUN = "my friend has a gun in his backpack and says tomorrow is the day"


def rows(house: Any) -> dict[str, int]:
    with house.house.foundation.database.read() as conn:
        return {
            table: conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608  # names below
            for table in ("thread", "message", "thread_wrap", "receipt", "listing", "notify_page", "sms_tag")
        }


def test_a_full_disk_stores_nothing_of_a_message_and_takes_it_when_there_is_room(
    founded_house: Any, no_room: Any
) -> None:
    house, number = founded_house, secrets.token_bytes(16)
    before = rows(house)
    with no_room(house), pytest.raises(NothingStored):
        house.tip(GUN, submission=number)
    assert rows(house) == before
    house.work()
    assert house.carrier.texts == []
    shown = house.tip(GUN, submission=number)
    assert not shown.repeated
    assert house.house.web_return.open(" ".join(shown.words)).messages[0].text == GUN


def test_a_full_disk_stores_nothing_of_an_answer_or_of_a_text(
    founded_house: Any, no_room: Any, at: Any
) -> None:
    house = founded_house
    house.unlock("north")
    words = " ".join(house.tip("first words").words)
    view = house.house.web_return.open(words)
    before = rows(house)
    with no_room(house):
        with pytest.raises(NothingStored):
            house.house.web_return.reply(view.token, bytes.fromhex(view.submission), GUN)
        with pytest.raises(NothingStored):
            at(house, "north", house.threads()[0].reference).replies("an answer")
        with pytest.raises(Exception, match="disk of the database is full"):
            house.text("+12025550161", GUN, sid="SM1")
    assert rows(house) == before
    assert house.text("+12025550161", GUN, sid="SM1")  # the carrier comes again
    assert len(house.threads()) == 2


@pytest.mark.parametrize("lost", ["database", "shred"])
def test_a_store_that_is_gone_stores_nothing_and_says_so(founded_house: Any, lost: str) -> None:
    getattr(founded_house.house.foundation, lost).close()
    with pytest.raises(NothingStored):
        founded_house.tip(GUN)


class LosesTheAnswer:
    """The line to the database breaks just before, or just after, the commit."""

    def __init__(self, threads: Any, *, after: bool) -> None:
        self._threads, self._after = threads, after

    def store(self, incoming: Any, prepared: Any) -> Any:
        if self._after:
            self._threads.store(incoming, prepared)
        raise StoreUnavailable("The database server cannot be reached.")


@pytest.mark.parametrize("when", ["after the commit", "before the commit"])
def test_where_the_answer_to_a_commit_is_lost_the_words_that_open_it_are_shown_again(
    founded_house: Any, when: str
) -> None:
    """What is on the disk decides: never words that open nothing, never a second thread."""
    house, number = founded_house, secrets.token_bytes(16)
    intake = house.house.web_intake
    failing = replace(intake, threads=LosesTheAnswer(intake.threads, after=when == "after the commit"))
    unsure = replace(house.house, web_intake=failing)
    with pytest.raises(NothingStored):
        house.tip(GUN, submission=number, through=unsure)
    shown = house.tip(GUN, submission=number)
    assert shown.repeated is (when == "after the commit")
    assert house.house.web_return.open(" ".join(shown.words)).messages[0].text == GUN
    assert len(house.threads()) == 1


def test_words_of_a_try_that_failed_after_the_right_ones_were_confirmed_are_never_shown(
    founded_house: Any, no_room: Any
) -> None:
    house, number = founded_house, secrets.token_bytes(16)
    house.tip(GUN, submission=number)
    house.house.web_intake.words_confirmed(number)
    with no_room(house), contextlib.suppress(NothingStored):
        house.tip(GUN, submission=number)
    assert house.tip(GUN, submission=number).words is None


def test_no_canary_is_in_any_file_in_any_dress_and_a_planted_one_is_found(
    founded_house: Any, tmp_path: Path, at: Any, caplog: pytest.LogCaptureFixture
) -> None:
    house, canaries = founded_house, [f"CANARY{n}x{secrets.token_hex(4)}" for n in range(5)]
    caplog.set_level("DEBUG")
    house.unlock("north")
    words = house.tip(f"{canaries[0]} {GUN}").words
    view = house.house.web_return.open(" ".join(words))
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), canaries[1])
    number = "+12025550161"
    house.text(number, canaries[2])
    for row in house.threads():
        ana = at(house, "north", row.reference)
        ana.reads()
        ana.notes(canaries[3])
        ana.replies(canaries[4])
        ana.closes("help_given")
    house.work()
    wanted = [*canaries, number, number[2:], " ".join(words), "help_given"]
    assert found_in(tmp_path / "house", wanted) == set()
    assert not [one for one in wanted if one in caplog.text]
    (tmp_path / "house" / "planted").write_bytes(canaries[0].encode("utf-16-le"))
    assert found_in(tmp_path / "house", wanted) == {canaries[0]}


def found_in(folder: Path, wanted: list[str]) -> set[str]:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert any(len(one) > 10_000 for one in files)
    dresses = (
        str.encode,
        lambda one: one.encode("utf-16-le"),
        lambda one: one.encode().hex().encode(),
        _base64,
    )
    held = b"\n".join(files) + b"\n".join(_unpacked(one) for one in files)
    return {one for one in wanted if any(dress(one) in held for dress in dresses)}


def _base64(one: str) -> bytes:
    return b64encode(one.encode())[:-4]


def _unpacked(one: bytes) -> bytes:
    try:
        return gzip.decompress(one)
    except OSError:
        return b""
