"""Wraps open for the one they were made for; boxes open for the row they were made for."""

import pytest

from reporting.vault.notation import Unreadable, new_id, new_key
from reporting.vault.queues import (
    new_queue_seed,
    open_queue,
    unwrap_queue_seed,
    unwrap_root,
    wrap_queue_seed,
    wrap_root,
)
from reporting.vault.service_box import OutboxBox, ServiceBox, service_key
from reporting.vault.signing import SigningKey
from reporting.vault.sms_tags import new_tag_key, open_tag_key, seal_tag_key, tag
from reporting.vault.xwing import PrivateKey, PublicKey, public_key

DISTRICT, QUEUE = new_id(), new_id()
MEMBER = PrivateKey.generate()
STRANGER = PrivateKey.generate()


def test_a_queue_seed_opens_for_its_holder_in_its_queue_and_epoch() -> None:
    seed = new_queue_seed()
    sealed = wrap_queue_seed(DISTRICT, QUEUE, 3, MEMBER.public, seed)
    assert unwrap_queue_seed(DISTRICT, QUEUE, 3, MEMBER, sealed) == seed
    for district, queue, epoch, key in [
        (new_id(), QUEUE, 3, MEMBER),
        (DISTRICT, new_id(), 3, MEMBER),
        (DISTRICT, QUEUE, 4, MEMBER),
        (DISTRICT, QUEUE, 3, STRANGER),
    ]:
        with pytest.raises(Unreadable):
            unwrap_queue_seed(district, queue, epoch, key, sealed)


def test_a_queue_key_is_the_one_that_the_roster_names() -> None:
    seed = new_queue_seed()
    sealed = wrap_queue_seed(DISTRICT, QUEUE, 0, MEMBER.public, seed)
    public = PrivateKey(seed).public.raw
    assert open_queue(DISTRICT, QUEUE, 0, MEMBER, sealed, public).public.raw == public
    with pytest.raises(Unreadable):
        open_queue(DISTRICT, QUEUE, 0, MEMBER, sealed, STRANGER.public.raw)


def test_the_root_opens_for_its_holder() -> None:
    root, member = SigningKey.generate(), new_id()
    sealed = wrap_root(DISTRICT, member, MEMBER.public, root)
    assert unwrap_root(DISTRICT, member, MEMBER, sealed).public == root.public
    for who, key in [(new_id(), MEMBER), (member, STRANGER)]:
        with pytest.raises(Unreadable):
            unwrap_root(DISTRICT, who, key, sealed)


def test_the_tag_key_rests_sealed_to_a_queue() -> None:
    key = new_tag_key()
    sealed = seal_tag_key(DISTRICT, MEMBER.public, key)
    assert open_tag_key(DISTRICT, MEMBER, sealed) == key
    for district, reader in [(new_id(), MEMBER), (DISTRICT, STRANGER)]:
        with pytest.raises(Unreadable):
            open_tag_key(district, reader, sealed)


def test_a_number_has_one_tag_for_each_of_our_numbers_and_districts() -> None:
    key, ours, theirs = new_tag_key(), "+15550001111", "+15550002222"
    tags = {
        tag(key, DISTRICT, ours, theirs),
        tag(key, DISTRICT, theirs, ours),
        tag(key, new_id(), ours, theirs),
        tag(new_tag_key(), DISTRICT, ours, theirs),
    }
    assert {len(one) for one in tags} == {16}
    assert len(tags) == 4
    assert tag(key, DISTRICT, ours, theirs) in tags


class UnopenableError(Exception):
    """The error that another room knows."""


@pytest.mark.parametrize("box", [ServiceBox, OutboxBox])
def test_a_body_moved_to_another_row_does_not_open(box: type[ServiceBox]) -> None:
    key, row = new_key(), new_id()
    sealed = box(key).seal(b"+15550002222", row)
    assert box(key).open(sealed, row) == b"+15550002222"
    for other_key, other_row, body in [
        (key, new_id(), sealed),
        (new_key(), row, sealed),
        (key, row, sealed[:-1]),
        (key, row, b""),
    ]:
        with pytest.raises(Unreadable):
            box(other_key).open(body, other_row)
        with pytest.raises(UnopenableError):
            box(other_key, UnopenableError).open(body, other_row)


def test_what_waits_for_a_student_does_not_open_with_the_key_on_disk() -> None:
    key = service_key(new_key(), DISTRICT)
    row = new_id()
    with pytest.raises(Unreadable):
        ServiceBox(key).open(OutboxBox(key).seal(b"x", row), row)


def test_the_service_key_is_the_districts_own() -> None:
    server = new_key()
    assert service_key(server, DISTRICT) != service_key(server, new_id())


@pytest.mark.parametrize("raw", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_what_is_no_public_key_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        PublicKey(raw)
    with pytest.raises(Unreadable):
        public_key(raw)


@pytest.mark.parametrize("share", [bytes(32), b"\1" + bytes(31)])
def test_a_public_key_that_agrees_on_no_secret_is_refused(share: bytes) -> None:
    raw = MEMBER.public.raw[:1184] + share
    with pytest.raises(Unreadable):
        public_key(raw)
    with pytest.raises(Unreadable):
        PublicKey(raw).seal(b"x", b"")


def test_no_sealed_bytes_but_the_right_ones_open() -> None:
    good = MEMBER.public.seal(b"m" * 32, b"i")
    low_order = good[:1088] + bytes(32) + good[1120:]
    for wrong in (b"", b"x", good[:1120], good[:-1], good + b"x", bytes(len(good)), low_order):
        with pytest.raises(Unreadable):
            MEMBER.open(wrong, b"i")
    assert MEMBER.open(good, b"i") == b"m" * 32


def test_a_public_key_is_parsed_once_and_equals_itself() -> None:
    assert public_key(MEMBER.public.raw) is public_key(bytes(MEMBER.public.raw))
    assert public_key(MEMBER.public.raw) == MEMBER.public
    assert len({MEMBER.public, public_key(MEMBER.public.raw), STRANGER.public}) == 2


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_of_another_length_is_refused(length: int) -> None:
    for kind in (PrivateKey, SigningKey):
        with pytest.raises(Unreadable):
            kind(bytes(length))
