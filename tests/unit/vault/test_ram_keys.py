"""Keys in RAM: the same in every worker, only those a role may have, and never changed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.vault.ram_keys import NAMES, KeyWithheld, RamKeys, RamKeysInvalid

ROOT = Path(__file__).parents[3]
CHILD = "import sys; from reporting.vault.ram_keys import RamKeys; print(RamKeys.from_fd(int(sys.argv[1])).form.hex())"


@pytest.fixture
def keys() -> Iterator[RamKeys]:
    made = RamKeys.create()
    yield made
    made.close()


def test_there_are_five_different_keys(keys: RamKeys) -> None:
    found = {getattr(keys, name) for name in NAMES}
    assert len(found) == 5
    assert {len(key) for key in found} == {32}


def test_a_worker_that_is_started_fresh_has_the_same_key(keys: RamKeys) -> None:
    for _ in range(2):
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(keys.fd)],
            pass_fds=[keys.fd],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert child.stdout.strip() == keys.form.hex()


def test_a_role_gets_its_own_keys_and_no_others(keys: RamKeys) -> None:
    narrow = keys.only("form", "limit")
    seen = RamKeys.from_fd(narrow.fd)
    assert (seen.form, seen.limit) == (keys.form, keys.limit)
    for name in ("sess", "out", "cache"):
        with pytest.raises(KeyWithheld, match=name):
            getattr(seen, name)
        assert getattr(keys, name) not in os.pread(narrow.fd, 4096, 0)
    with pytest.raises(KeyWithheld):
        narrow.only("sess")
    narrow.close()


def test_nobody_changes_them_afterwards(keys: RamKeys) -> None:
    with pytest.raises(PermissionError):
        os.pwrite(keys.fd, b"x", 0)
    with pytest.raises(PermissionError):
        os.ftruncate(keys.fd, 0)
    with pytest.raises(PermissionError):
        os.ftruncate(keys.fd, 4096)


def test_a_file_that_is_not_sealed_is_refused(tmp_path: Path, keys: RamKeys) -> None:
    content = os.pread(keys.fd, 4096, 0)
    plain = tmp_path / "keys"
    plain.write_bytes(content)
    with plain.open("rb") as file, pytest.raises(RamKeysInvalid, match="supervisor"):
        RamKeys.from_fd(file.fileno())
    loose = os.memfd_create("loose", os.MFD_ALLOW_SEALING)
    os.write(loose, content)
    with pytest.raises(RamKeysInvalid):
        RamKeys.from_fd(loose)
    os.close(loose)
    with pytest.raises(RamKeysInvalid):
        RamKeys.from_fd(9999)


def test_a_second_start_has_other_keys(keys: RamKeys) -> None:
    other = RamKeys.create()
    assert other.sess != keys.sess
    other.close()
