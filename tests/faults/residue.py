"""Looks for what must not be there: in files, in deleted files that a process still holds, raw and disguised."""

import base64
import contextlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

GZIP = b"\x1f\x8b\x08"
LARGEST_MEMBER = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Find:
    """Where, and in which disguise."""

    place: str
    disguise: str


def disguises(needle: str) -> Iterator[tuple[str, bytes]]:
    """How a text of ASCII letters and digits may lie on a disk; lower case where case means nothing."""
    raw = needle.encode("ascii")
    yield "raw", raw
    yield "UTF-16LE", needle.encode("utf-16-le")
    yield "UTF-16BE", needle.encode("utf-16-be")
    yield "hex", raw.hex().encode("ascii")
    for shift in range(3):
        # What stands before shifts the letters; the first and last of them mix with their neighbours.
        padded = bytes(shift) + raw
        whole = base64.b64encode(padded[: len(padded) // 3 * 3])
        yield "base64", whole[4:] if shift else whole


def in_bytes(data: bytes, needles: Iterable[str]) -> set[str]:
    """Names of the disguises in which any of the needles (lower case) is there."""
    lowered = data.lower()
    found = set()
    for needle in needles:
        for name, form in disguises(needle):
            if form in (data if name == "base64" else lowered):
                found.add(name)
    return found


def members(data: bytes) -> Iterator[bytes]:
    """Everything in it that unpacks as gzip."""
    at = data.find(GZIP)
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(wbits=31).decompress(data[at:], LARGEST_MEMBER)
        at = data.find(GZIP, at + 1)


def finds(place: str, data: bytes, needles: Iterable[str]) -> list[Find]:
    named = list(needles)
    found = [Find(place, name) for name in sorted(in_bytes(data, named))]
    for member in members(data):
        found += [Find(place, f"gzip of {name}") for name in sorted(in_bytes(member, named))]
    return found


def in_folders(folders: Iterable[Path], needles: Iterable[str], since: float = 0) -> list[Find]:
    """Every file below them, and their names. Files that were last written before `since` (unix) are left out."""
    named = list(needles)
    found = []
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            found += finds(f"name of {path}", path.name.encode(), named)
            # A server that runs beside this makes and removes files of its own.
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime >= since:
                    found += finds(str(path), path.read_bytes().rstrip(b"\0"), named)
    return found


def in_deleted_files(pid: int, needles: Iterable[str]) -> list[Find]:
    """Files that have no name any more and that the process still holds. Not its memory (memfd).

    Raises PermissionError where this user may not look, which is what a hardened process wants.
    """
    named = list(needles)
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except FileNotFoundError:
            continue
        if target.endswith("(deleted)") and not target.startswith(("/memfd:", "/dev/zero")):
            found += finds(f"deleted {target}", link.read_bytes(), named)
    return found
