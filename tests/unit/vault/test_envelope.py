"""An envelope opens for its recipients, in its place, whole; in every other case it says nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.model.kind import Kind
from reporting.vault.authorship import (
    ByMember,
    ByReporter,
    BySystem,
    NoAuth,
    SeenMember,
    SeenNothing,
    verify_member,
    verify_reporter,
    verify_system,
)
from reporting.vault.envelope import (
    BUCKETS,
    KINDS,
    LARGEST_PAYLOAD,
    Context,
    Envelope,
    TooLarge,
    add_recipient,
    drop_recipient,
    open_envelope,
    recipient_kids,
    seal,
)
from reporting.vault.notation import Unreadable, hkdf, label, lp, new_id, new_key, u32
from reporting.vault.xwing import PrivateKey

READER = PrivateKey.generate()


def sms(scene: Any, payload: bytes, *readers: PrivateKey) -> tuple[Context, Envelope]:
    place = scene.place(Kind.SMS)
    recipients = [one.public for one in readers] or [scene.keys.talk.public]
    return place, seal(place, payload, scene.shred, recipients, NoAuth())


def forge(
    place: Context,
    plain: bytes,
    shred: bytes,
    reader: PrivateKey,
    *,
    head: bytes = b"\1\1",
    commit: bytes | None = None,
) -> Envelope:
    """Seal any plaintext, correctly but for what it holds or claims."""
    ctx, dek = place.encoded(), new_key()
    keys = hkdf(dek, salt=shred, info=lp(label("payload"), ctx), length=64)
    commit = commit or keys[32:]
    head += commit
    body = AESGCM(keys[:32]).encrypt(bytes(12), plain, lp(label("body"), ctx, head))
    kid = reader.public.kid
    wrap = reader.public.seal(dek, lp(label("dek"), ctx, kid, commit))
    return Envelope(head + u32(len(body)) + body, b"\1" + kid + wrap)


def padded(payload: bytes, auth: bytes, size: int, fill: bytes = b"\0") -> bytes:
    return (u32(len(payload)) + payload + auth).ljust(size, fill)


@settings(max_examples=60, deadline=None)
@given(payload=st.binary(max_size=3000), others=st.integers(0, 2))
def test_every_recipient_reads_what_was_sealed(scene: Any, payload: bytes, others: int) -> None:
    readers = [scene.keys.talk, scene.crisis, scene.counselor][: others + 1]
    place, envelope = sms(scene, payload, *readers)
    for reader in readers:
        opened = open_envelope(place, Envelope.parse(bytes(envelope)), scene.shred, reader)
        assert (opened.payload, opened.auth) == (payload, SeenNothing())


def test_sizes_tell_only_the_bucket(scene: Any) -> None:
    sizes = {len(sms(scene, b"a" * length)[1].core) for length in range(0, 500, 50)}
    assert sizes == {38 + 512 + 16}
    assert [len(sms(scene, b"a" * (size - 5))[1].core) for size in BUCKETS] == [54 + size for size in BUCKETS]


def test_a_message_that_is_too_large_is_refused_with_a_remedy(scene: Any) -> None:
    sms(scene, b"a" * LARGEST_PAYLOAD)
    with pytest.raises(TooLarge, match="shorten"):
        sms(scene, b"a" * (BUCKETS[-1] - 4))


def test_another_place_does_not_open_it(scene: Any) -> None:
    place, envelope = sms(scene, b"x")
    others = [
        Context(new_id(), place.object, place.message, 0, place.kind),
        Context(place.district, new_id(), place.message, 0, place.kind),
        Context(place.district, place.object, new_id(), 0, place.kind),
        Context(place.district, place.object, place.message, 1, place.kind),
        Context(place.district, place.object, place.message, 0, Kind.CONTACT),
        Context(place.district, place.object, place.message, 0, Kind.ATTACHMENT),
    ]
    for other in others:
        with pytest.raises(Unreadable):
            open_envelope(other, envelope, scene.shred, scene.keys.talk)


def test_a_stranger_and_a_wrong_shred_key_open_nothing(scene: Any) -> None:
    place, envelope = sms(scene, b"x")
    for shred, key in [
        (scene.shred, READER),
        (new_key(), scene.keys.talk),
        (b"", scene.keys.talk),
    ]:
        with pytest.raises(Unreadable):
            open_envelope(place, envelope, shred, key)


MALFORMED: dict[str, Callable[[bytes, bytes], tuple[bytes, bytes]]] = {
    "another version": lambda c, r: (b"\2" + c[1:], r),
    "no flag": lambda c, r: (c[:1] + b"\0" + c[2:], r),
    "the stream flag": lambda c, r: (c[:1] + b"\3" + c[2:], r),
    "an unknown flag": lambda c, r: (c[:1] + b"\5" + c[2:], r),
    "another commitment": lambda c, r: (c[:2] + bytes(32) + c[34:], r),
    "a wrong length": lambda c, r: (c[:37] + bytes([c[37] ^ 1]) + c[38:], r),
    "a trailing byte in the core": lambda c, r: (c + b"\0", r),
    "a core cut short": lambda c, r: (c[:-1], r),
    "no core": lambda _, r: (b"", r),
    "a trailing byte after the recipients": lambda c, r: (c, r + b"\0"),
    "a recipient cut short": lambda c, r: (c, r[:-1]),
    "no recipients": lambda c, _: (c, b"\0"),
    "nothing": lambda c, _: (c, b""),
    "nine recipients": lambda c, r: (c, b"\x09" + b"".join(bytes([i]) + r[2:] for i in range(9))),
    "a key twice": lambda c, r: (c, b"\2" + r[1:] * 2),
    "a count too high": lambda c, r: (c, b"\2" + r[1:]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused(scene: Any, name: str) -> None:
    place, envelope = sms(scene, b"x")
    core, recipients = MALFORMED[name](envelope.core, envelope.recipients)
    with pytest.raises(Unreadable):
        open_envelope(place, Envelope(core, recipients), scene.shred, scene.keys.talk)
    with pytest.raises(Unreadable):
        open_envelope(place, Envelope.parse(core + recipients), scene.shred, scene.keys.talk)


SEALED_BADLY = {
    "a bucket larger than needed": padded(b"x", b"\0", 2048),
    "a size that is no bucket": padded(b"x", b"\0", 600),
    "fill that is not zero": padded(b"x", b"\0", 512, b"\1"),
    "one byte of fill that is not zero": padded(b"x", b"\0", 511) + b"\1",
    "an unknown proof": padded(b"x", b"\4" + bytes(64), 512),
    "another kind's proof": padded(b"x", b"\2" + bytes(32), 512),
    "a length beyond the end": padded(b"", b"", 512).replace(b"\0\0\0\0", u32(509), 1),
    "a length far beyond the end": b"\xff" * 4 + bytes(508),
    "no room for the proof's number": u32(508) + bytes(508),
}


@pytest.mark.parametrize("name", SEALED_BADLY)
def test_what_is_sealed_well_but_padded_badly_is_refused(scene: Any, name: str) -> None:
    place = scene.place(Kind.SMS)
    with pytest.raises(Unreadable):
        open_envelope(place, forge(place, SEALED_BADLY[name], scene.shred, READER), scene.shred, READER)


def test_the_same_forger_who_pads_well_is_read(scene: Any) -> None:
    place = scene.place(Kind.SMS)
    good = forge(place, padded(b"x", b"\0", 512), scene.shred, READER)
    assert open_envelope(place, good, scene.shred, READER).payload == b"x"


@pytest.mark.parametrize("size", [BUCKETS[0], BUCKETS[-1]])
def test_a_proof_cut_short_is_refused(scene: Any, size: int) -> None:
    place = scene.place(Kind.NOTE)
    plain = u32(size - 12) + bytes(size - 12) + b"\1" + bytes(7)
    with pytest.raises(Unreadable):
        open_envelope(place, forge(place, plain, scene.shred, READER), scene.shred, READER)


def test_a_commitment_to_another_key_is_refused_though_all_else_agrees(scene: Any) -> None:
    place = scene.place(Kind.SMS)
    forged = forge(place, padded(b"x", b"\0", 512), scene.shred, READER, commit=bytes(range(32)))
    with pytest.raises(Unreadable):
        open_envelope(place, forged, scene.shred, READER)


@pytest.mark.parametrize("kind", [Kind.ATTACHMENT, Kind.PACKET, Kind.REFERRAL_SECRET])
def test_a_kind_of_a_later_version_is_refused(scene: Any, kind: Kind) -> None:
    place = scene.place(kind)
    forged = forge(place, padded(b"x", b"\0", 512), scene.shred, READER)
    with pytest.raises(Unreadable):
        open_envelope(place, forged, scene.shred, READER)


def test_another_head_sealed_correctly_is_still_refused(scene: Any) -> None:
    place = scene.place(Kind.SMS)
    for head in (b"\2\1", b"\1\0", b"\1\3"):
        forged = forge(place, padded(b"x", b"\0", 512), scene.shred, READER, head=head)
        with pytest.raises(Unreadable):
            open_envelope(place, forged, scene.shred, READER)


def test_a_reader_is_added_and_dropped_and_the_core_stays(scene: Any) -> None:
    place, envelope = sms(scene, b"x")
    more = add_recipient(place, envelope, scene.shred, scene.keys.talk, scene.crisis.public)
    wider = Envelope(envelope.core, more)
    assert open_envelope(place, wider, scene.shred, scene.crisis).payload == b"x"
    fewer = drop_recipient(wider, scene.keys.talk.public.kid)
    assert recipient_kids(fewer) == (scene.crisis.public.kid,)
    with pytest.raises(Unreadable):
        open_envelope(place, Envelope(envelope.core, fewer), scene.shred, scene.keys.talk)


def test_readers_are_between_one_and_eight_and_named_once(scene: Any) -> None:
    place, envelope = sms(scene, b"x")
    with pytest.raises(ValueError, match="named once"):
        add_recipient(place, envelope, scene.shred, scene.keys.talk, scene.keys.talk.public)
    with pytest.raises(ValueError, match="one to eight"):
        drop_recipient(envelope, scene.keys.talk.public.kid)
    with pytest.raises(ValueError, match="no recipient"):
        drop_recipient(envelope, READER.public.kid)
    eight = [PrivateKey.generate() for _ in range(8)]
    place, full = sms(scene, b"x", *eight)
    assert open_envelope(place, full, scene.shred, eight[7]).payload == b"x"
    with pytest.raises(ValueError, match="one to eight"):
        add_recipient(place, full, scene.shred, eight[0], READER.public)
    with pytest.raises(ValueError, match="one to eight"):
        seal(place, b"x", scene.shred, [], NoAuth())


def test_a_damaged_envelope_gets_no_new_reader(scene: Any) -> None:
    place, envelope = sms(scene, b"x")
    damaged = Envelope(envelope.core[:-1] + bytes([envelope.core[-1] ^ 1]), envelope.recipients)
    with pytest.raises(Unreadable):
        add_recipient(place, damaged, scene.shred, scene.keys.talk, READER.public)


@pytest.mark.parametrize(
    "kind", [one for one in sorted(KINDS) if one not in {Kind.SMS, Kind.CONTACT, Kind.SUMMARY}]
)
def test_each_author_is_recognised_and_no_other(scene: Any, kind: Kind) -> None:
    auth = {
        Kind.NOTE: ByMember(scene.member, scene.member_key),
        Kind.STAFF_REPLY: ByMember(scene.member, scene.member_key),
        Kind.DRAFT: ByMember(scene.member, scene.member_key),
        Kind.PACKET: ByMember(scene.member, scene.member_key),
        Kind.REFERRAL_SECRET: ByMember(scene.member, scene.member_key),
        Kind.WEB: ByReporter(scene.keys.talk_seed),
        Kind.SYSTEM: BySystem(scene.system),
        Kind.TRIAGE: BySystem(scene.system),
    }[kind]
    place = scene.place(kind)
    opened = open_envelope(place, seal(place, b"x", scene.shred, [READER.public], auth), scene.shred, READER)
    ctx, seen = place.encoded(), opened.auth
    checks: dict[type, Callable[[bytes], None]] = {
        ByMember: lambda payload: verify_member(ctx, payload, seen, scene.member, scene.member_key.public),
        ByReporter: lambda payload: verify_reporter(ctx, payload, seen, scene.keys.talk_seed),
        BySystem: lambda payload: verify_system(
            ctx, payload, seen, [scene.member_key.public, scene.system.public]
        ),
    }
    for author, check in checks.items():
        if author is type(auth):
            check(b"x")
        with pytest.raises(Unreadable):
            check(b"y" if author is type(auth) else b"x")


def test_a_member_does_not_pass_for_another(scene: Any) -> None:
    place = scene.place(Kind.NOTE)
    auth = ByMember(scene.member, scene.member_key)
    opened = open_envelope(place, seal(place, b"x", scene.shred, [READER.public], auth), scene.shred, READER)
    assert isinstance(opened.auth, SeenMember)
    with pytest.raises(Unreadable):
        verify_member(place.encoded(), b"x", opened.auth, new_id(), scene.member_key.public)
    with pytest.raises(Unreadable):
        verify_member(place.encoded(), b"x", opened.auth, scene.member, scene.system.public)
    with pytest.raises(Unreadable):
        verify_system(place.encoded(), b"x", opened.auth, [])


def test_a_caller_who_forgets_the_signature_is_told(scene: Any) -> None:
    with pytest.raises(TypeError, match="ByMember"):
        seal(scene.place(Kind.STAFF_REPLY), b"x", scene.shred, [READER.public], NoAuth())
    with pytest.raises(ValueError, match="32 bytes"):
        seal(scene.place(Kind.SMS), b"x", b"", [READER.public], NoAuth())
    for later in (Kind.ATTACHMENT,):
        with pytest.raises(ValueError, match="not an envelope"):
            seal(scene.place(later), b"x", scene.shred, [READER.public], NoAuth())
