"""Keys whose loss is the only deletion that counts: kept durably, read quickly, erased from every file."""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reporting.store import shred_orphans
from reporting.store.database import Database
from reporting.store.errors import StoreUnavailable
from reporting.store.shred import (
    Held,
    ResidueRemains,
    ShredKey,
    ShredKeyMissing,
    ShredKeyTaken,
    ShredStore,
)
from reporting.store.shred_orphans import OrphanSweep


class Seconds:
    """A clock of seconds that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def key(thing: bytes | None = None, part: int = 0) -> ShredKey:
    return ShredKey(thing or secrets.token_bytes(16), part, secrets.token_bytes(32))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shred_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shred.db'}"
    return str(request.getfixturevalue("new_postgres_url")())


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def store(shred_url: str, seconds: Seconds) -> Iterator[ShredStore]:
    store = ShredStore(shred_url, now=seconds, pause=lambda _seconds: None)
    yield store
    store.close()


def test_keys_are_there_after_a_restart(store: ShredStore, shred_url: str) -> None:
    kept = [key() for _ in range(5)]
    store.put(kept)
    again = ShredStore(shred_url)
    assert again.get_many([(one.object, one.part) for one in kept]) == {
        (one.object, one.part): one.key for one in kept
    }
    again.close()


def test_putting_the_same_keys_again_is_putting_them_once(store: ShredStore) -> None:
    one = key()
    store.put([one])
    store.put([one])
    assert store.get(one.object, 0) == one.key
    assert store.count() == 1


def test_a_key_is_never_replaced_by_another(store: ShredStore) -> None:
    one = key()
    store.put([one])
    with pytest.raises(ShredKeyTaken):
        store.put([key(), ShredKey(one.object, 0, secrets.token_bytes(32))])
    assert store.get(one.object, 0) == one.key
    assert store.count() == 1


def test_a_missing_key_says_what_to_do(store: ShredStore) -> None:
    with pytest.raises(ShredKeyMissing, match="restore its newest backup"):
        store.get(secrets.token_bytes(16), 0)


def test_the_number_dies_alone(store: ShredStore) -> None:
    texts = key()
    number = key(texts.object, part=1)
    store.put([texts, number])
    store.erase([texts.object], part=1)
    assert store.get(texts.object, 0) == texts.key
    with pytest.raises(ShredKeyMissing):
        store.get(texts.object, 1)


def test_an_erased_key_does_not_live_on_in_memory(store: ShredStore) -> None:
    one = key()
    store.put([one])
    store.get(one.object, 0)
    store.erase([one.object])
    with pytest.raises(ShredKeyMissing):
        store.get(one.object, 0)


def test_another_process_forgets_an_erased_key_within_a_minute(
    store: ShredStore, shred_url: str, seconds: Seconds
) -> None:
    one = key()
    store.put([one])
    other = ShredStore(shred_url, now=seconds)
    other.get(one.object, 0)
    store.erase([one.object])
    seconds.now += 60
    with pytest.raises(ShredKeyMissing):
        other.get(one.object, 0)
    other.close()


def test_a_legal_hold_keeps_everything_until_it_is_lifted(store: ShredStore) -> None:
    held, free = key(), key()
    store.put([held, free])
    store.hold(held.object, on=True)
    with pytest.raises(Held):
        store.erase([held.object, free.object])
    assert store.count() == 2
    store.hold(held.object, on=False)
    store.erase([held.object, free.object])
    assert store.count() == 0


def test_orphans_are_erased_only_when_two_looks_an_hour_apart_found_no_thread(
    store: ShredStore, seconds: Seconds
) -> None:
    kept, orphan, slow = key(), key(), key()
    known = {kept.object}
    store.put([kept, orphan, slow])
    sweep = OrphanSweep(store, lambda things: frozenset(known & set(things)), seconds)
    assert sweep.run() == 0
    known.add(slow.object)  # its tip's second transaction came between the two
    fresh = key()
    seconds.now += 1_800
    store.put([fresh])
    assert sweep.run() == 0
    seconds.now += 1_800
    assert sweep.run() == 1
    assert store.find_many([(one.object, 0) for one in (kept, orphan, slow, fresh)]).keys() == {
        (one.object, 0) for one in (kept, slow, fresh)
    }


def test_a_look_at_orphans_is_a_stretch_of_them_and_comes_round_to_all(
    store: ShredStore, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shred_orphans, "PAGE", 2)
    monkeypatch.setattr(shred_orphans, "PAGES", 2)
    kept, orphans = [key() for _ in range(8)], [key() for _ in range(3)]
    known, looked = frozenset(one.object for one in kept), []

    def which_exist(things: Sequence[bytes]) -> frozenset[bytes]:
        looked.append(len(things))
        return known & set(things)

    store.put([*kept, *orphans])
    sweep = OrphanSweep(store, which_exist, seconds)
    assert [sweep.run() for _ in range(3)] == [0, 0, 0]
    assert looked == [2, 2, 2, 2, 2, 1]
    seconds.now += 3_600
    assert sum(sweep.run() for _ in range(3)) == 3
    assert store.count() == 8


def test_objects_are_listed_page_by_page(store: ShredStore) -> None:
    things = sorted(one.object for one in [key() for _ in range(7)])
    store.put([key(thing, part) for thing in things for part in (0, 1)])
    seen: list[bytes] = []
    while page := store.objects(after=seen[-1] if seen else b"", limit=3):
        seen += page
    assert seen == things


class TestOnTheDisk:
    """What only files can show."""

    def test_500_erased_keys_are_in_no_file(self, tmp_path: Path) -> None:
        store = ShredStore(f"sqlite:///{tmp_path / 'shred.db'}")
        keys = [key() for _ in range(500)]
        kept = key()
        store.put([*keys, kept])
        assert found([one.key for one in keys], tmp_path) == 500
        store.erase([one.object for one in keys])
        assert found([one.key for one in keys], tmp_path) == 0
        assert found([kept.key], tmp_path) == 1
        store.close()

    def test_while_a_reader_keeps_the_log_open_we_are_told_and_may_finish_later(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'shred.db'}"
        store = ShredStore(url, pause=lambda _seconds: None)
        backup = Database(url)
        one = key()
        store.put([one])
        hurry(store)
        with backup.read() as connection:
            connection.execute(text('SELECT count(*) FROM "key"')).scalar()
            with pytest.raises(ResidueRemains, match="end long readers and backups"):
                store.erase([one.object])
            with pytest.raises(ShredKeyMissing):
                store.get(one.object, 0)
        store.finish_erasing()
        assert found([one.key], tmp_path) == 0
        backup.close()
        store.close()

    def test_a_store_of_a_newer_program_is_refused(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'shred.db'}"
        ShredStore(url).close()
        newer = Database(url)
        newer.write(lambda connection: connection.exec_driver_sql("PRAGMA user_version=2").close())
        newer.close()
        with pytest.raises(StoreUnavailable, match="start the newer program again"):
            ShredStore(url)


def hurry(store: ShredStore) -> None:
    """Let it wait 10 ms for a reader instead of ten seconds."""

    def act(connection: Any) -> None:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=10")

    store._database.write_outside(act)


def found(canaries: list[bytes], folder: Path) -> int:
    held = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return sum(canary in held for canary in canaries)
