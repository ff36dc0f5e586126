"""The format of a side thread: two open it, and nothing of it can be changed, moved or signed by another."""

import secrets
from dataclasses import replace

import pytest

from reporting.vault.envelope import TooLarge
from reporting.vault.notation import Unreadable
from reporting.vault.sides import (
    Author,
    Party,
    SideKeys,
    SidePlace,
    certificate,
    certified,
    open_message,
    open_student_seed,
    seal_message,
    seal_student_seed,
)
from reporting.vault.xwing import PrivateKey

DISTRICT, SIDE, MESSAGE = b"d" * 16, b"s" * 16, b"m" * 16
SHRED, KNOWN = b"k" * 32, b"a" * 32
STUDENT, PARTNER = SideKeys(b"1" * 32, SIDE), SideKeys(b"2" * 32, SIDE)
PLACE = SidePlace(DISTRICT, SIDE, MESSAGE, 7, Party.STUDENT)
BOTH = [STUDENT.read.public, PARTNER.read.public]


def sealed(words: bytes = b'{"at": 1}') -> tuple[bytes, bytes]:
    return seal_message(PLACE, words, SHRED, BOTH, Author(STUDENT, KNOWN))


def test_both_open_it_and_it_says_its_version() -> None:
    core, recipients = sealed()
    assert core[:2] == b"\x01\x05"
    for keys in (STUDENT, PARTNER):
        assert open_message(PLACE, core, recipients, SHRED, keys.read, KNOWN) == b'{"at": 1}'


def test_nobody_else_opens_it_nor_without_the_shred_key() -> None:
    core, recipients = sealed()
    with pytest.raises(Unreadable):
        open_message(PLACE, core, recipients, SHRED, PrivateKey.generate(), KNOWN)
    with pytest.raises(Unreadable):
        open_message(PLACE, core, recipients, b"x" * 32, STUDENT.read, KNOWN)


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, seq=8),
        replace(PLACE, party=Party.PARTNER),
        replace(PLACE, message=b"n" * 16),
        replace(PLACE, side=b"t" * 16),
        replace(PLACE, district=b"e" * 16),
    ],
)
def test_in_another_place_it_does_not_open(place: SidePlace) -> None:
    core, recipients = sealed()
    with pytest.raises(Unreadable):
        open_message(place, core, recipients, SHRED, STUDENT.read, KNOWN)


def test_a_changed_byte_anywhere_does_not_open() -> None:
    core, recipients = sealed()
    for at in (0, 1, 2, 33, 34, 200, len(core) - 1):
        broken = core[:at] + bytes([core[at] ^ 1]) + core[at + 1 :]
        with pytest.raises(Unreadable):
            open_message(PLACE, broken, recipients, SHRED, STUDENT.read, KNOWN)


def test_what_somebody_signed_who_does_not_know_the_packet_is_not_believed() -> None:
    core, recipients = seal_message(
        PLACE, b"{}", SHRED, BOTH, Author(SideKeys(secrets.token_bytes(32), SIDE), b"z" * 32)
    )
    with pytest.raises(Unreadable):
        open_message(PLACE, core, recipients, SHRED, STUDENT.read, KNOWN)
    mac = certificate(KNOWN, SIDE, Party.PARTNER, PARTNER.public)
    assert certified(KNOWN, SIDE, Party.PARTNER, PARTNER.public, mac) == PARTNER.read.public
    for other in (b"", mac[:-1] + b"!"):
        with pytest.raises(Unreadable):
            certified(KNOWN, SIDE, Party.PARTNER, PARTNER.public, other)
    with pytest.raises(Unreadable):
        certified(KNOWN, SIDE, Party.STUDENT, PARTNER.public, mac)


def test_its_length_says_little_and_what_is_too_long_is_refused() -> None:
    assert len(sealed(b"a")[0]) == len(sealed(b"a" * 300)[0])
    with pytest.raises(TooLarge):
        sealed(b"a" * 140_000)


def test_the_students_seed_opens_by_their_words_alone() -> None:
    kept = seal_student_seed(b"w" * 32, DISTRICT, SIDE, STUDENT.seed)
    assert open_student_seed(b"w" * 32, DISTRICT, SIDE, kept) == STUDENT.seed
    for wrap, side in ((b"v" * 32, SIDE), (b"w" * 32, b"t" * 16)):
        with pytest.raises(Unreadable):
            open_student_seed(wrap, DISTRICT, side, kept)
