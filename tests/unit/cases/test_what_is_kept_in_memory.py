"""What lives in RAM alone: bounded, short-lived, and sealed where it is words."""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reporting.cases.change_feed import REMEMBERED, ChangeFeed
from reporting.cases.gate import gate_positions
from reporting.cases.receipt_pool import LIFE, PreparedThread, ReceiptPool, ThreadMaker
from reporting.cases.recent_texts import MOST_CHARACTERS, MOST_NUMBERS, MOST_TEXTS, RecentTexts
from reporting.cases.submission_cache import MOST, SubmissionCache
from reporting.cases.turns import Turns
from reporting.model.ids import DistrictId, ThreadId
from reporting.store.errors import StoreFull
from reporting.store.shred import ShredKey
from reporting.vault import receipts

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
WORDS = ("river", "candle", "maple", "north", "piano", "lemon")
THREAD, OTHER = ThreadId(b"t" * 16), ThreadId(b"o" * 16)


def list_of(name: str) -> frozenset[bytes]:
    return frozenset({name.encode()})


# ---------------------------------------------------------------------------------------------- what changed


def test_an_inbox_hears_of_its_own_lists_and_of_no_other() -> None:
    feed = ChangeFeed(100)
    start = feed.version
    feed.tell(list_of("north"), urgent=False)
    assert feed.since(start, list_of("north")) == (start + 1, True, False)
    assert feed.since(start, list_of("south")) == (start + 1, False, False)
    feed.tell(list_of("north"), urgent=True)
    assert feed.since(start, list_of("north")) == (start + 2, True, True)
    assert feed.since(start + 2, list_of("north")) == (start + 2, False, False)


def test_who_was_away_too_long_or_across_a_restart_looks_anew() -> None:
    feed = ChangeFeed(100)
    for _ in range(REMEMBERED + 2):
        feed.tell(list_of("south"), urgent=False)
    assert feed.since(100, list_of("north"))[1]  # what it would have heard is forgotten
    assert feed.since(feed.version + 1, list_of("north"))[1]  # a number of another run
    assert not feed.since(feed.version - 5, list_of("north"))[1]


# --------------------------------------------------------------------------------------------- the last texts


def test_texts_of_ten_minutes_are_remembered_in_order_and_no_longer() -> None:
    recent = RecentTexts()
    recent.add(b"sam", NOW, "one")
    recent.add(b"sam", NOW + timedelta(minutes=5), "two")
    assert recent.before(b"sam", NOW + timedelta(minutes=10)) == ("one", "two")
    assert recent.before(b"sam", NOW + timedelta(minutes=11)) == ("two",)
    assert recent.before(b"kim", NOW) == ()


def test_no_flood_of_texts_or_numbers_fills_the_memory() -> None:
    recent = RecentTexts()
    for n in range(MOST_TEXTS + 5):
        recent.add(b"sam", NOW, f"{n} " + "x" * 2 * MOST_CHARACTERS)
    kept = recent.before(b"sam", NOW)
    assert len(kept) == MOST_TEXTS
    assert max(map(len, kept)) == MOST_CHARACTERS
    for n in range(MOST_NUMBERS + 5):
        recent.add(n.to_bytes(4, "big"), NOW, "x")
    assert repr(recent) == f"RecentTexts({MOST_NUMBERS} numbers)"
    recent.add(b"late", NOW + timedelta(minutes=11), "x")
    assert repr(recent) == "RecentTexts(1 numbers)"


# ------------------------------------------------------------------------------------------- words of a receipt


def test_words_are_kept_for_fifteen_minutes_or_until_they_are_confirmed(clock: Any) -> None:
    cache = SubmissionCache(b"k" * 32, clock)
    cache.put(b"s" * 16, THREAD, WORDS)
    clock.advance(minutes=14, seconds=59)
    assert cache.words(b"s" * 16) == WORDS
    clock.advance(seconds=1)
    assert cache.words(b"s" * 16) is None
    cache.put(b"s" * 16, THREAD, WORDS)
    cache.forget(b"s" * 16)
    assert cache.words(b"s" * 16) is None


def test_words_that_open_another_thread_than_the_stored_one_are_not_shown(clock: Any) -> None:
    cache = SubmissionCache(b"k" * 32, clock)
    cache.put(b"s" * 16, THREAD, WORDS)
    assert cache.words(b"s" * 16, THREAD) == WORDS
    assert cache.words(b"s" * 16, OTHER) is None


def test_they_lie_there_sealed_and_not_without_end(clock: Any) -> None:
    cache = SubmissionCache(b"k" * 32, clock)
    for n in range(MOST + 3):
        cache.put(n.to_bytes(16, "big"), THREAD, WORDS)
    assert repr(cache) == f"SubmissionCache({MOST})"
    held = repr(cache._kept[MOST.to_bytes(16, "big")]) + repr(cache._kept[MOST.to_bytes(16, "big")].sealed)
    assert not any(word in held for word in WORDS)


def test_the_gate_asks_for_two_different_words_and_after_a_reload_for_the_same() -> None:
    asked = {gate_positions(n.to_bytes(16, "big"), count) for n in range(300) for count in (6, 8)}
    assert all(1 <= first < second <= 8 for first, second in asked)
    assert len(asked) > 20
    assert gate_positions(b"s" * 16, 6) == gate_positions(b"s" * 16, 6)


# ------------------------------------------------------------------------------------------ prepared receipts


class Disk:
    """Where shred keys go. `full` refuses them as a store does."""

    def __init__(self) -> None:
        self.keys: dict[tuple[bytes, int], bytes] = {}
        self.full = False

    def keep(self, keys: Sequence[ShredKey]) -> None:
        if self.full:
            raise StoreFull("There is no room on the disk; make some.")
        self.keys |= {(key.object, key.part): key.key for key in keys}


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def pool(clock: Any, disk: Disk) -> ReceiptPool:
    return ReceiptPool(ThreadMaker(DistrictId(b"d" * 16), b"k" * 32, 6, clock), 4, clock, disk.keep)


def test_receipts_are_made_ahead_in_both_languages_and_each_is_given_once(pool: ReceiptPool) -> None:
    while pool.refill_one():
        pass
    assert pool.ready() == 4
    with ThreadPoolExecutor(4) as several:
        taken: list[PreparedThread] = list(several.map(pool.take, ["en", "en", "en", "en", "es", "fr"]))
    assert len({one.thread for one in taken}) == 6  # beyond the shelf each waits for its own
    assert pool.ready() == 0


def test_none_is_older_than_fifteen_minutes(pool: ReceiptPool, clock: Any) -> None:
    pool.refill_one()
    early = pool._shelves["en"][0].thread
    clock.advance(seconds=LIFE.total_seconds())
    assert pool.take("en").thread != early
    pool.refill_one()
    old = pool._shelves["en"][0].thread
    clock.advance(minutes=15)
    pool.refill_one()  # memory is cleared though nobody asks for one
    assert old not in {one.thread for one in pool._shelves["en"]}


def test_what_is_on_the_shelf_has_its_shred_key_on_the_disk_and_beyond_it_the_tip_must_put_it(
    pool: ReceiptPool, disk: Disk
) -> None:
    while pool.refill_one():
        pass
    ready = [pool.take("en") for _ in range(3)]
    assert all(one.kept and disk.keys[one.thread, 0] == one.shred_key for one in ready)
    beyond = pool.take("en")
    assert not beyond.kept
    assert (beyond.thread, 0) not in disk.keys


def test_a_full_disk_shelves_nothing_and_a_student_is_still_given_words(
    pool: ReceiptPool, disk: Disk
) -> None:
    disk.full = True
    with pytest.raises(StoreFull):
        pool.refill_one()
    assert pool.ready() == 0
    assert pool.take("en").words


def test_nothing_is_prepared_while_somebody_is_served_and_it_goes_on_afterwards(pool: ReceiptPool) -> None:
    with pool.serving():
        pool.start()
        time.sleep(0.3)  # six turns of the thread
        assert pool.ready() == 0
    try:
        until = time.monotonic() + 20
        while pool.ready() < 4 and time.monotonic() < until:
            time.sleep(0.05)
        assert pool.ready() == 4
    finally:
        pool.stop()


def test_the_shelf_is_filled_again_when_the_disk_has_room(pool: ReceiptPool, disk: Disk) -> None:
    disk.full = True
    pool.start()
    try:
        time.sleep(0.1)
        disk.full = False
        until = time.monotonic() + 20
        while pool.ready() < 4 and time.monotonic() < until:
            time.sleep(0.05)
        assert pool.ready() == 4
    finally:
        pool.stop()


def test_its_words_open_the_students_key_of_its_thread_and_nothing_is_shown(pool: ReceiptPool) -> None:
    prepared = pool.take("es")
    derived = receipts.derive(b"k" * 32, DistrictId(b"d" * 16), prepared.words)
    assert derived.lookup == prepared.lookup
    opened = receipts.open_talk_seed(
        derived.wrap, DistrictId(b"d" * 16), prepared.thread, 0, prepared.receipt
    )
    assert opened == prepared.keys.talk_seed
    # Word by word: "pared" is one of the list and stands in the name of the class.
    assert not set(re.findall(r"\w+", repr(prepared).casefold())) & set(prepared.words)


def test_the_same_key_waits_for_its_turn_and_another_does_not() -> None:
    turns = Turns()
    with turns.of(b"\x01one"):
        assert turns.of(b"\x01two").locked()
        assert not turns.of(b"\x02").locked()
