"""The trust directory: what the database's owner cannot change, and what a power cut cannot spoil."""

import json
import threading
from pathlib import Path

import pytest

from reporting.vault.notation import lp, new_id
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import AddMember, SetRegistrar
from reporting.vault.roster_entry import RosterRefused, sign
from reporting.vault.roster_sync import Standing, reconcile
from reporting.vault.signing import SigningKey
from reporting.vault.trust import TrustDirectory, TrustInvalid, TrustMissing
from reporting.vault.xwing import PrivateKey

DISTRICT = new_id()
X = [PrivateKey.generate().public.raw for _ in range(12)]


class Home:
    """A trust directory with its root, who writes members into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = SigningKey.generate()
        self.trust = TrustDirectory.create(path, district=DISTRICT, name="Cedar", root=self.root, at=1)

    def entry(self, roster: Roster, number: int) -> tuple[bytes, bytes]:
        act = AddMember(new_id(), f"M{number}", SigningKey.generate().public, X[number])
        raw = roster.draft(None, 2, act)
        return raw, sign(raw, self.root)

    def grow(self, *numbers: int) -> None:
        for number in numbers:
            self.trust.append(*self.entry(self.trust.roster, number))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "deep" / "trust")


def test_what_was_written_is_loaded(home: Home) -> None:
    home.grow(0, 1)
    again = TrustDirectory.load(home.path)
    assert again.roster == home.trust.roster
    assert again.entries == home.trust.entries
    assert again.server_key == home.trust.server_key
    assert again.system_key.public == home.trust.roster.system_keys[0]
    assert (again.district, again.roster.name) == (DISTRICT, "Cedar")


def test_only_its_owner_can_look_inside(home: Home) -> None:
    assert home.path.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in home.path.iterdir()} == {0o600}
    assert {file.name for file in home.path.iterdir()} == {
        "server.key",
        "system.key",
        "roster.log",
        "pin.json",
    }
    home.path.chmod(0o750)
    with pytest.raises(TrustInvalid, match="chmod 700"):
        TrustDirectory.load(home.path)


def test_it_is_made_once(home: Home) -> None:
    with pytest.raises(TrustInvalid, match="made once"):
        TrustDirectory.create(home.path, district=DISTRICT, name="x", root=home.root, at=1)


def test_the_pin_says_how_far_the_log_was_verified(home: Home) -> None:
    home.grow(0)
    pin = json.loads((home.path / "pin.json").read_text())
    roster = home.trust.roster
    assert pin["district"] == DISTRICT.hex()
    assert (pin["n"], pin["head"]) == (2, roster.head.hex())
    assert len(pin["root"]) == 64


def test_a_missing_directory_says_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(TrustMissing, match="restore the trust directory from its own backup"):
        TrustDirectory.load(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["server.key", "system.key", "roster.log", "pin.json"])
def test_a_missing_or_emptied_file_says_the_remedy(home: Home, name: str) -> None:
    (home.path / name).write_bytes(b"")
    with pytest.raises(TrustInvalid, match="restore"):
        TrustDirectory.load(home.path)
    (home.path / name).unlink()
    with pytest.raises(TrustInvalid, match="restore"):
        TrustDirectory.load(home.path)


def test_another_system_key_is_not_taken(home: Home) -> None:
    (home.path / "system.key").write_bytes(bytes(32))
    with pytest.raises(TrustInvalid, match="roster names"):
        TrustDirectory.load(home.path)


def test_an_older_log_and_another_districts_log_are_not_taken(home: Home, tmp_path: Path) -> None:
    old = (home.path / "roster.log").read_bytes()
    home.grow(0)
    (home.path / "roster.log").write_bytes(old)
    with pytest.raises(TrustInvalid, match="shorter"):
        TrustDirectory.load(home.path)
    other = Home(tmp_path / "other")
    other.grow(1)
    (home.path / "roster.log").write_bytes((other.path / "roster.log").read_bytes())
    with pytest.raises(TrustInvalid, match="not the one"):
        TrustDirectory.load(home.path)


@pytest.mark.parametrize("pin", ["{}", "[]", "x", '{"district":"00","root":"","n":1,"head":""}'])
def test_a_damaged_pin_is_refused(home: Home, pin: str) -> None:
    (home.path / "pin.json").write_text(pin)
    with pytest.raises(TrustInvalid, match=r"pin\.json is damaged"):
        TrustDirectory.load(home.path)


@pytest.mark.parametrize(
    ("name", "value"), [("head", "ab" * 32), ("root", "ab" * 32), ("district", "ab" * 16)]
)
def test_a_pin_that_describes_another_log_is_refused(home: Home, name: str, value: str) -> None:
    home.grow(0)
    pin = json.loads((home.path / "pin.json").read_text())
    (home.path / "pin.json").write_text(json.dumps(pin | {name: value}))
    with pytest.raises(TrustInvalid, match="restore"):
        TrustDirectory.load(home.path)


def test_a_bit_flipped_anywhere_in_the_log_is_noticed(home: Home) -> None:
    home.grow(0)
    raw = (home.path / "roster.log").read_bytes()
    for position in range(0, len(raw), 61):
        damaged = bytearray(raw)
        damaged[position] ^= 1
        (home.path / "roster.log").write_bytes(damaged)
        with pytest.raises(TrustInvalid):
            TrustDirectory.load(home.path)


def test_a_power_cut_in_the_middle_of_an_append_loses_nothing_that_was_there(home: Home) -> None:
    home.grow(0)
    record = lp(*home.entry(home.trust.roster, 1))
    log = home.path / "roster.log"
    whole = log.read_bytes()
    for kept in (1, 4, 100, len(record) - 1):
        log.write_bytes(whole + record[:kept])
        again = TrustDirectory.load(home.path)
        assert again.roster == home.trust.roster
    home.trust = again
    home.grow(2)
    assert log.read_bytes().startswith(whole)
    assert TrustDirectory.load(home.path).roster == home.trust.roster


def test_a_stop_between_log_and_pin_is_continued(home: Home) -> None:
    pin = (home.path / "pin.json").read_bytes()
    home.grow(0)
    (home.path / "pin.json").write_bytes(pin)
    assert TrustDirectory.load(home.path).roster == home.trust.roster


def test_other_processes_see_a_new_entry(home: Home) -> None:
    other = TrustDirectory.load(home.path)
    assert not other.refresh()
    home.grow(0)
    assert other.refresh()
    assert other.roster == home.trust.roster
    assert not other.refresh()


def test_of_two_who_write_the_same_number_one_signs_again(home: Home) -> None:
    other = TrustDirectory.load(home.path)
    late = home.entry(other.roster, 1)
    home.grow(0)
    with pytest.raises(RosterRefused, match="sign it again"):
        other.append(*late)
    assert other.roster == home.trust.roster


def test_the_same_entry_twice_is_one_entry(home: Home) -> None:
    entry = home.entry(home.trust.roster, 0)
    first = home.trust.append(*entry)
    assert home.trust.append(*entry) == first
    assert len(home.trust.entries) == 2


def test_a_refused_entry_reaches_neither_disk_nor_memory(home: Home) -> None:
    before = (home.path / "roster.log").read_bytes()
    raw, _ = home.entry(home.trust.roster, 0)
    with pytest.raises(RosterRefused):
        home.trust.append(raw, bytes(64))
    assert (home.path / "roster.log").read_bytes() == before
    assert home.trust.roster.length == 1


def test_a_log_that_changes_under_a_running_service_is_noticed(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.grow(0, 1, 2)
    (home.path / "roster.log").write_bytes((other.path / "roster.log").read_bytes())
    with pytest.raises(TrustInvalid, match="while the service ran"):
        home.trust.refresh()


def test_many_threads_write_one_log(home: Home) -> None:
    def write(number: int) -> None:
        trust = TrustDirectory.load(home.path)
        while True:
            try:
                trust.append(*home.entry(trust.roster, number))
            except RosterRefused:
                trust.refresh()
            else:
                return

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert TrustDirectory.load(home.path).roster.length == 7


def test_nothing_is_left_behind_where_it_could_not_be_made(home: Home, tmp_path: Path) -> None:
    place = tmp_path / "trust"
    place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="trust"):
        TrustDirectory.create(place, district=DISTRICT, name="x", root=home.root, at=1)
    assert {entry.name for entry in tmp_path.iterdir()} == {"deep", "trust"}


def test_the_database_is_compared_with_the_log(home: Home) -> None:
    home.grow(0, 1)
    log, roster = home.trust.entries, home.trust.roster
    newer = home.entry(roster, 2)
    newest = home.entry(roster.extend(*newer), 3)
    same = reconcile(roster, log, log)
    assert (same.standing, same.alarm) == (Standing.SAME, False)
    behind = reconcile(roster, log, log[:1])
    assert (behind.standing, behind.alarm, behind.missing) == (Standing.BEHIND, True, log[1:])
    ahead = reconcile(roster, log, [*log, newer, newest])
    assert (ahead.standing, ahead.alarm, ahead.append) == (Standing.AHEAD, False, (newer, newest))
    forged = reconcile(roster, log, [*log, newer, (newest[0], bytes(64))])
    assert (forged.standing, forged.alarm, forged.append) == (Standing.DIFFERENT, True, (newer,))
    swapped = reconcile(roster, log, [log[0], (log[1][0], bytes(64)), log[2]])
    assert (swapped.standing, swapped.alarm, swapped.append) == (Standing.DIFFERENT, True, ())


def test_a_registrar_of_the_database_alone_is_no_registrar(home: Home) -> None:
    home.grow(0)
    member = next(iter(home.trust.roster.members))
    raw = home.trust.roster.draft(None, 3, SetRegistrar(member, on=True))
    forged = (raw, sign(raw, SigningKey.generate()))
    found = reconcile(home.trust.roster, home.trust.entries, [*home.trust.entries, forged])
    assert (found.standing, found.append) == (Standing.DIFFERENT, ())
