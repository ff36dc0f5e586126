"""A sealed file opens whole or not at all."""

import itertools
import random
import secrets
from dataclasses import replace
from hashlib import sha256

import pytest

from reporting.model.kind import Kind
from reporting.vault.envelope import Context
from reporting.vault.notation import Unreadable
from reporting.vault.stream import CHUNK, LARGEST, Core, Opener, Sealer
from reporting.vault.xwing import PrivateKey

PLACE = Context(b"D" * 16, b"T" * 16, b"F" * 16, 0, Kind.ATTACHMENT)
SHRED = b"s" * 32
KEY = PrivateKey(b"k" * 32)


def sealed(data: bytes, place: Context = PLACE) -> tuple[Core, list[bytes], bytes]:
    sealer = Sealer(place, data, SHRED, [KEY.public])
    chunks = list(sealer.chunks())
    return sealer.core, chunks, sealer.digest


def opened(  # noqa: PLR0917 -- the parts of a stream
    core: Core, chunks: list[bytes], digest: bytes, size: int, place: Context = PLACE, shred: bytes = SHRED
) -> bytes:
    return b"".join(Opener(place, core, shred, KEY).open(lambda: chunks, digest, size))


@pytest.mark.parametrize("size", [1, CHUNK - 9, CHUNK - 8, CHUNK - 7, 2 * CHUNK - 8, 2 * CHUNK + 5])
def test_what_is_sealed_comes_back_byte_for_byte(size: int) -> None:
    data = secrets.token_bytes(size)
    core, chunks, digest = sealed(data)
    assert len(chunks) == core.chunks == -(-(size + 8) // CHUNK)
    assert {len(chunk) for chunk in chunks} == {CHUNK + 16}
    assert sha256(b"".join(chunks)).digest() == digest
    assert opened(core, chunks, digest, size) == data


def test_the_largest_file_is_one_chunk_over() -> None:
    core, chunks, digest = sealed(bytes(LARGEST))
    assert core.chunks == LARGEST // CHUNK + 1
    assert opened(core, chunks, digest, LARGEST) == bytes(LARGEST)
    with pytest.raises(ValueError, match="25 MiB"):
        sealed(bytes(LARGEST + 1))
    with pytest.raises(ValueError, match="25 MiB"):
        sealed(b"")


def test_the_bytes_are_those_of_the_format() -> None:
    """A known answer: the same key and place give the same core and pieces for ever."""
    sealer = Sealer(PLACE, b"words", SHRED, [KEY.public], dek=b"d" * 32)
    (only,) = sealer.chunks()
    assert sealer.core.core[:2] == b"\x01\x03"
    assert sha256(sealer.core.core).hexdigest() == CORE
    assert sha256(only).hexdigest() == CHUNK_HASH


CORE = "afb9dbfb011b82049f25f3541508267412a77eed6e98b93771d864d54b39a498"
CHUNK_HASH = "20166d95293215461a791f6c7a303774a9b6778060030997062cbad4999db02c"


def changes(core: Core, chunks: list[bytes], digest: bytes) -> dict[str, tuple[Core, list[bytes], bytes]]:
    other_core, other, _ = sealed(bytes(3 * CHUNK))
    grown = core.core[:-4] + (core.chunks + 1).to_bytes(4, "big")
    return {
        "cut": (core, chunks[:-1], digest),
        "longer": (core, [*chunks, chunks[-1]], digest),
        "moved": (core, [chunks[1], chunks[0], *chunks[2:]], digest),
        "replaced": (core, [chunks[0], other[1], *chunks[2:]], digest),
        "another core": (other_core, chunks, digest),
        "another count": (replace(core, chunks=core.chunks + 1), chunks, digest),
        "a count grown in the core": (
            replace(core, core=grown, chunks=core.chunks + 1),
            [*chunks, chunks[-1]],
            digest,
        ),
        "another hash": (core, chunks, secrets.token_bytes(32)),
        "an envelope's flags": (replace(core, core=b"\x01\x01" + core.core[2:]), chunks, digest),
        "a later version": (replace(core, core=b"\x02" + core.core[1:]), chunks, digest),
        "no recipients": (replace(core, recipients=b"\0"), chunks, digest),
    }


@pytest.mark.parametrize("name", list(changes(*sealed(b"x" * 3 * CHUNK))))
def test_a_changed_file_gives_out_nothing(name: str) -> None:
    data = b"x" * (3 * CHUNK)
    changed = changes(*sealed(data))[name]
    with pytest.raises(Unreadable):
        opened(*changed, len(data))


def test_a_bit_anywhere_is_seen_before_the_first_byte_is_given_out() -> None:
    data = b"x" * (2 * CHUNK)
    core, chunks, digest = sealed(data)
    drawn = random.Random(3)  # noqa: S311 -- the same bits in every run
    for _ in range(60):
        at, byte = drawn.randrange(len(chunks)), drawn.randrange(CHUNK + 16)
        broken = bytearray(chunks[at])
        broken[byte] ^= 1 << drawn.randrange(8)
        given = []
        with pytest.raises(Unreadable):
            given = list(
                itertools.islice(
                    Opener(PLACE, core, SHRED, KEY).open(
                        lambda at=at, broken=broken: [*chunks[:at], bytes(broken), *chunks[at + 1 :]],
                        digest,
                        len(data),
                    ),
                    1,
                )
            )
        assert given == []


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, district=b"E" * 16),
        replace(PLACE, object=b"U" * 16),
        replace(PLACE, message=b"G" * 16),
        replace(PLACE, epoch=1),
        replace(PLACE, kind=Kind.WEB),
    ],
)
def test_it_opens_in_its_own_place_alone(place: Context) -> None:
    core, chunks, digest = sealed(b"x")
    with pytest.raises(Unreadable):
        opened(core, chunks, digest, 1, place)


def test_without_the_shred_key_it_is_gone() -> None:
    core, chunks, digest = sealed(b"x")
    with pytest.raises(Unreadable):
        opened(core, chunks, digest, 1, shred=b"t" * 32)


def test_another_size_than_its_message_lists_is_refused() -> None:
    core, chunks, digest = sealed(b"xy")
    for size in (1, 3):
        with pytest.raises(Unreadable):
            opened(core, chunks, digest, size)


def test_another_kind_is_no_stream() -> None:
    with pytest.raises(ValueError, match="kind 10"):
        Sealer(replace(PLACE, kind=Kind.WEB), b"x", SHRED, [KEY.public])
