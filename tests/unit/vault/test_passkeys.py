"""A passkey's slot: as the specification lays it out, and opened by nothing but what the device derives."""

import secrets

import pytest

from reporting.vault.members import new_member, unlock
from reporting.vault.notation import Unreadable, gcm_open, kd, label, lp
from reporting.vault.passkeys import passkey_slot, prf_salt, unlock_by_passkey

D, M, CRED, PRF = b"d" * 16, b"m" * 16, b"credential", b"p" * 32


@pytest.fixture(scope="module")
def member() -> tuple[bytes, bytes, bytes]:
    """(bundle, its key, the seed of X)"""
    made = new_member(D, M, "four unrelated words here", memory_kib=19456, iterations=2)
    opened = unlock(D, M, made.slot, made.bundle, "four unrelated words here")
    return made.bundle, opened.bundle_key, opened.x.seed


def test_it_opens_the_same_bundle_as_the_password(member: tuple[bytes, bytes, bytes]) -> None:
    bundle, key, seed = member
    slot = passkey_slot(D, M, CRED, PRF, key)
    assert unlock_by_passkey(D, M, slot, bundle, credential=CRED, prf=PRF).x.seed == seed


def test_it_is_laid_out_as_the_specification_says(member: tuple[bytes, bytes, bytes]) -> None:
    _, key, _ = member
    slot = passkey_slot(D, M, CRED, PRF, key)
    header = b"\x02" + len(CRED).to_bytes(2, "big") + CRED
    assert slot.startswith(header)
    wrapping = kd(PRF, "slot-prf", lp(D, M, CRED))
    assert gcm_open(wrapping, slot[len(header) :], lp(label("slot"), D, M, header)) == key


@pytest.mark.parametrize(
    "wrong",
    [
        {"prf": b"q" * 32},
        {"prf": b""},
        {"credential": b"credentiam"},
        {"credential": b""},
        {"district": b"e" * 16},
        {"member": b"n" * 16},
    ],
    ids=str,
)
def test_nothing_else_opens_it(member: tuple[bytes, bytes, bytes], wrong: dict[str, bytes]) -> None:
    bundle, key, _ = member
    slot = passkey_slot(D, M, CRED, PRF, key)
    given = {
        "district": D,
        "member": M,
        "slot": slot,
        "bundle": bundle,
        "credential": CRED,
        "prf": PRF,
        **wrong,
    }
    with pytest.raises(Unreadable):
        unlock_by_passkey(**given)


def test_no_bit_of_it_can_be_changed(member: tuple[bytes, bytes, bytes]) -> None:
    bundle, key, _ = member
    slot = passkey_slot(D, M, CRED, PRF, key)
    for at in range(len(slot)):
        broken = bytearray(slot)
        broken[at] ^= 1 << secrets.randbelow(8)
        with pytest.raises(Unreadable):
            unlock_by_passkey(D, M, bytes(broken), bundle, credential=CRED, prf=PRF)
    for cut in (slot[:-1], slot + b"\x00", b""):
        with pytest.raises(Unreadable):
            unlock_by_passkey(D, M, cut, bundle, credential=CRED, prf=PRF)


def test_a_slot_is_made_of_whole_parts_only() -> None:
    for credential, prf in ((b"", PRF), (b"c" * 1024, PRF), (CRED, b"p" * 31)):
        with pytest.raises(ValueError, match="credential"):
            passkey_slot(D, M, credential, prf, b"k" * 32)


def test_each_district_asks_with_a_salt_of_its_own() -> None:
    assert prf_salt(D) != prf_salt(b"e" * 16)
    assert len(prf_salt(D)) == 32
