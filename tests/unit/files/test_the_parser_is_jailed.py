"""A file that takes over its parser finds a process that can open nothing, call nobody and start nothing."""

import os
import signal
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reporting.files.cleaner import Cleaner
from reporting.files.kinds import LARGEST, FileKind, kind_of
from reporting.files.refusals import FileRefused

HOUSE = str(Path(__file__).parents[3])
JAILED = "import sys; sys.path.insert(0, sys.argv[1]); import os, socket, mmap, ctypes\n{before}\nfrom reporting.files import jail; jail.close(1 << 20)\n{act}\nos._exit(0)"


def jailed(act: str, before: str = "") -> int:
    return subprocess.run(
        [sys.executable, "-I", "-c", JAILED.format(act=act, before=before), HOUSE],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=False,
    ).returncode


@pytest.mark.parametrize(
    "act",
    [
        "os.open('/etc/hostname', os.O_RDONLY)",
        "os.open('/tmp/left-behind', os.O_CREAT | os.O_WRONLY)",
        "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
        "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "os.stat('/')",
        "ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)",
        "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)",
    ],
)
def test_what_it_must_not_do_ends_it(act: str) -> None:
    assert jailed(act) == -signal.SIGSYS, act


def test_what_it_needs_it_may_do() -> None:
    assert jailed("x = bytes(50_000_000); os.read(0, 10); os.write(1, b'a')") == 0


def test_it_gets_no_more_memory_than_a_photo_needs() -> None:
    assert jailed("try:\n  x = bytearray(2_000_000_000)\nexcept MemoryError:\n  os._exit(7)") == 7


def test_it_writes_no_more_than_a_file_may_be() -> None:
    with Path(os.devnull).open("rb") as nothing:
        out = os.memfd_create("out")
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); import os, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "from reporting.files import jail; jail.close(1000)\n"
            "try:\n  os.write(1, b'a' * 5000); os.write(1, b'a')\nexcept OSError:\n  os._exit(9)"
        )
        ended = subprocess.run(
            [sys.executable, "-I", "-c", code, HOUSE], stdin=nothing, stdout=out, check=False
        )
    assert ended.returncode == 9
    assert os.fstat(out).st_size == 1000
    os.close(out)


def test_nothing_of_the_house_is_handed_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No open file, no environment: keys in memory are passed by descriptors, addresses of databases by variables."""
    seen = {}
    real = subprocess.run

    def look(words: list[str], **options: object) -> object:
        seen.update(options)
        listing = "import os, sys; os.write(1, repr((sorted(os.listdir('/proc/self/fd')), dict(os.environ))).encode())"
        return real([sys.executable, "-I", "-c", listing], **options)  # type: ignore[call-overload]

    monkeypatch.setenv("QUIETLINE_DATABASE_URL", "secret")
    monkeypatch.setattr("reporting.files.cleaner.subprocess.run", look)
    held = os.memfd_create("ram keys", 0)
    os.set_inheritable(held, True)  # noqa: FBT003 -- the call takes it so
    with pytest.raises(FileRefused):
        Cleaner().clean(photo())
    os.close(held)
    assert seen["env"] == {}
    assert seen["close_fds"] is True
    assert seen["stderr"] == subprocess.DEVNULL


def photo(size: tuple[int, int] = (20, 20)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "blue").save(out, "PNG")
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as told:
        Cleaner().clean(data)
    return told.value.code


def test_a_picture_that_unpacks_to_gigabytes_is_refused_by_its_first_bytes() -> None:
    """60,000 by 60,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    assert refused(b"\x89PNG\r\n\x1a\n" + chunks) == "too_many_pixels"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST + 1), "too_large"),
        (b"PK\x03\x04 an office file", "unknown_type"),
        (b"MZ a program", "unknown_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_type"),
        (b"GIF89a", "unknown_type"),
        (b"\xff\xd8\xff\xe0 not a photo", "unreadable"),
        (b"%PDF-1.7 not a document", "unreadable"),
        (b"\0\0\0\x14ftypisom\0\0\0\0isom", "unreadable"),
        (b"\0\0\0\x08moov" * 3, "unreadable"),
    ],
)
def test_what_is_no_photo_film_or_document_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_locked_document_says_so() -> None:
    import pikepdf

    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user="words", owner="words"))
    assert refused(out.getvalue()) == "locked"


def test_a_type_that_is_claimed_is_not_believed() -> None:
    assert kind_of(photo()) is FileKind.PHOTO
    assert kind_of(b"GIF89a" + photo()) is None


def test_files_wait_for_their_turn_and_the_patient_are_told_when_it_is_too_long() -> None:
    cleaner = Cleaner(1, wait_s=0)
    assert cleaner._turn.acquire(blocking=False)
    with pytest.raises(FileRefused, match="busy"):
        cleaner.clean(photo())
    cleaner._turn.release()
    assert cleaner.clean(photo()).data
