"""A password opens a member's own keys, within fixed bounds, and nothing else does."""

import struct

import pytest

from reporting.vault.members import (
    NewMember,
    change_password,
    dummy_unlock,
    new_member,
    same_keys,
    unlock,
)
from reporting.vault.notation import Unreadable, new_id

DISTRICT, MEMBER = new_id(), new_id()


@pytest.fixture(scope="module")
def member() -> NewMember:
    return new_member(DISTRICT, MEMBER, "caf\u00e9 horse", memory_kib=19456, iterations=2)


def test_the_password_opens_the_keys(member: NewMember) -> None:
    opened = unlock(DISTRICT, MEMBER, member.slot, member.bundle, "caf\u00e9 horse")
    assert opened.member == MEMBER
    assert same_keys(opened, member.x, member.ed)
    assert opened.totp_secret == member.unlocked.totp_secret
    assert len(opened.totp_secret) == 20


def test_another_keyboards_spelling_of_the_same_password_opens_them(member: NewMember) -> None:
    unlock(DISTRICT, MEMBER, member.slot, member.bundle, "cafe\u0301 horse")


def test_another_password_member_or_district_opens_nothing(member: NewMember) -> None:
    for district, who, password in [
        (DISTRICT, MEMBER, "cafe horse"),
        (DISTRICT, new_id(), "caf\u00e9 horse"),
        (new_id(), MEMBER, "caf\u00e9 horse"),
    ]:
        with pytest.raises(Unreadable):
            unlock(district, who, member.slot, member.bundle, password)


def test_what_is_written_costs_64_mib_and_three_passes() -> None:
    made = new_member(DISTRICT, MEMBER, "x")
    assert made.slot[:10] == b"\1" + struct.pack(">IIB", 65536, 3, 1)
    assert len(made.slot) == 86
    unlock(DISTRICT, MEMBER, made.slot, made.bundle, "x")


BOUNDS = [
    (19455, 2, 1),
    (262145, 2, 1),
    (2**32 - 1, 2, 1),
    (0, 2, 1),
    (19456, 1, 1),
    (19456, 7, 1),
    (19456, 2**32 - 1, 1),
    (19456, 2, 2),
    (19456, 2, 0),
]


@pytest.mark.parametrize("cost", BOUNDS, ids=str)
def test_a_price_out_of_bounds_is_refused_before_it_is_paid(member: NewMember, cost: tuple[int, ...]) -> None:
    slot = b"\1" + struct.pack(">IIB", *cost) + member.slot[10:]
    with pytest.raises(Unreadable):
        unlock(DISTRICT, MEMBER, slot, member.bundle, "caf\u00e9 horse")


def test_a_changed_header_or_length_is_refused(member: NewMember) -> None:
    slot = member.slot
    for wrong in (b"\2" + slot[1:], slot[:-1], slot + b"\0", b"", slot[:10] + bytes(16) + slot[26:]):
        with pytest.raises(Unreadable):
            unlock(DISTRICT, MEMBER, wrong, member.bundle, "caf\u00e9 horse")


def test_anothers_bundle_does_not_open(member: NewMember) -> None:
    other = new_member(DISTRICT, new_id(), "y", memory_kib=19456, iterations=2)
    with pytest.raises(Unreadable):
        unlock(DISTRICT, MEMBER, member.slot, other.bundle, "caf\u00e9 horse")


def test_a_new_password_keeps_the_keys_and_ends_the_old_one(member: NewMember) -> None:
    slot = change_password(DISTRICT, MEMBER, member.slot, "caf\u00e9 horse", "new", memory_kib=19456)
    assert same_keys(unlock(DISTRICT, MEMBER, slot, member.bundle, "new"), member.x, member.ed)
    with pytest.raises(Unreadable):
        unlock(DISTRICT, MEMBER, slot, member.bundle, "caf\u00e9 horse")
    with pytest.raises(Unreadable):
        change_password(DISTRICT, MEMBER, member.slot, "wrong", "new", memory_kib=19456)


def test_an_unknown_address_costs_a_kdf_and_says_nothing() -> None:
    assert dummy_unlock("anything \ud800") is None
