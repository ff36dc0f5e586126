"""The disk fills up while students write: what was acknowledged stays, what is not comes back in the form."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.bearing import Nursery
from tests.faults.crowd import ROUTINE
from tests.faults.founding import found
from tests.faults.ledger import sqlite_address, stored
from tests.faults.lives import Lives
from tests.journeys.patience import until
from tests.journeys.visitor import Visitor

MOST = 400
LONG = " He is in my grade and sits behind me." * 500  # 19,000 characters


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB; where this user may not mount one, an ordinary folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    yield folder
    if mount.returncode == 0:
        subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def lives(nursery: Nursery, disk: Path, tmp_path: Path) -> Iterator[Lives]:
    found(disk / "home", None, 1)
    lives = Lives(nursery, disk / "home", tmp_path)
    lives.begin()
    yield lives
    lives.end()


def fill(disk: Path, pid: int) -> Callable[[], None]:
    """No room any more; the returned function makes some. Without a disk of one's own no file may grow."""
    if not disk.is_mount():
        largest = max(one.stat().st_size for one in (disk / "home").iterdir())
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

        def lift() -> None:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        return lift
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    with ballast.open("wb", buffering=0) as file:
        file.write(bytes(room.f_bavail * room.f_frsize))
    return ballast.unlink


def test_a_message_that_cannot_be_kept_stays_in_the_form_and_what_was_kept_is_there(
    lives: Lives, disk: Path
) -> None:
    assert lives.pid
    make_room = fill(disk, lives.pid)
    kept: dict[str, str] = {}
    refused: Visitor | None = None
    for number in range(MOST):
        body = f"{ROUTINE}, day {number}.{LONG}"
        visitor = Visitor(lives.public).post("/", {"body": body})
        if visitor.status != 200:
            refused = visitor
            break
        words = visitor.by_id("receipt")
        assert words
        kept[words] = f"{ROUTINE}, day {number}."
    assert refused is not None, f"{MOST} long messages found room on a full disk"
    assert refused.status == 503
    assert body in refused.text, "the words are gone from the form"
    assert "Your words are still here." in refused.plain

    make_room()
    again = until(
        lambda: v if (v := refused.post("/", {"body": body})).status == 200 else None,
        "the same form taken when there is room",
    )
    words = again.by_id("receipt")
    assert words
    kept[words] = body
    for words, text in kept.items():
        assert text in Visitor(lives.public).post("/return", {"receipt": words}).plain
    lives.kill()
    threads = stored(sqlite_address(disk / "home"))
    assert [one.half for one in threads if one.half] == []
    assert len(threads) == len(kept)
    assert "sits behind me" not in lives.log()
