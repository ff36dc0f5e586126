"""Attacks that were tried on the design, each with what stops it here."""

from typing import Any

import pytest

from reporting.model.kind import Kind
from reporting.vault import chain
from reporting.vault.authorship import ByMember, BySystem, NoAuth
from reporting.vault.envelope import Envelope, add_recipient, open_envelope, seal
from reporting.vault.members import new_member, same_keys, unlock
from reporting.vault.notation import Unreadable, hkdf, label, lp, new_id, new_key, u8
from reporting.vault.receipts import derive, draw, open_talk_seed, seal_talk_seed
from reporting.vault.sms_tags import bind, check_bind, new_tag_key, tag
from reporting.vault.thread_keys import ThreadKeys, check_thread_id, unwrap_thread, wrap_case_root
from reporting.vault.words import word_lists
from reporting.vault.xwing import PrivateKey


def test_who_finds_the_six_words_reads_no_note_no_reason_and_no_number(scene: Any) -> None:
    words, server_key = draw("en"), new_key()
    receipt = derive(server_key, scene.district, words)
    kept = seal_talk_seed(receipt.wrap, scene.district, scene.keys.thread_id, 0, scene.keys.talk_seed)

    finder = PrivateKey(
        open_talk_seed(
            derive(server_key, scene.district, words).wrap, scene.district, scene.keys.thread_id, 0, kept
        )
    )
    for kind, auth in [
        (Kind.NOTE, ByMember(scene.member, scene.member_key)),
        (Kind.TRIAGE, BySystem(scene.system)),
        (Kind.CONTACT, NoAuth()),
        (Kind.DRAFT, ByMember(scene.member, scene.member_key)),
    ]:
        place = scene.place(kind)
        envelope = seal(place, b"x", scene.shred, [scene.keys.case.public], auth)
        with pytest.raises(Unreadable):
            open_envelope(place, envelope, scene.shred, finder)
        assert open_envelope(place, envelope, scene.shred, scene.keys.case).payload == b"x"
    reply = scene.place(Kind.STAFF_REPLY)
    envelope = seal(
        reply, b"hi", scene.shred, [scene.keys.talk.public], ByMember(scene.member, scene.member_key)
    )
    assert open_envelope(reply, envelope, scene.shred, finder).payload == b"hi"


def test_writers_seal_without_knowing_the_order_and_the_store_decides_it(scene: Any) -> None:
    key = chain.chain_key(new_key(), scene.district)
    sealed = []
    for _ in range(2):
        place = scene.place(Kind.SMS)
        sealed.append((place, seal(place, b"x", scene.shred, [scene.keys.talk.public], NoAuth())))

    heads = set()
    for order in (sealed, sealed[::-1]):
        last = chain.FIRST_LINK
        for seq, (place, envelope) in enumerate(order, start=1):
            digest = chain.core_hash(envelope.core)
            last = chain.link(key, scene.district, place.object, seq, place.message, 2, 60, digest, last)
            assert open_envelope(place, envelope, scene.shred, scene.keys.talk).payload == b"x"
        heads.add(last)
    assert len(heads) == 2


def test_one_flipped_bit_hides_one_message_and_no_other(scene: Any) -> None:
    places = [scene.place(Kind.SMS) for _ in range(4)]
    envelopes = [
        seal(place, b"%d" % n, scene.shred, [scene.keys.talk.public], NoAuth())
        for n, place in enumerate(places)
    ]
    core = envelopes[2].core
    envelopes[2] = Envelope(core[:100] + bytes([core[100] ^ 1]) + core[101:], envelopes[2].recipients)

    def read(n: int) -> bytes | None:
        try:
            return open_envelope(places[n], envelopes[n], scene.shred, scene.keys.talk).payload
        except Unreadable:
            return None

    assert [read(n) for n in range(4)] == [b"0", b"1", None, b"3"]


def test_what_is_shredded_is_gone_for_a_queue_that_it_was_sealed_to_directly(scene: Any) -> None:
    place = scene.place(Kind.SUMMARY)
    envelope = seal(place, b"x", scene.shred, [scene.crisis.public], NoAuth())
    assert open_envelope(place, envelope, scene.shred, scene.crisis).payload == b"x"
    for guess in (b"", bytes(32), new_key()):
        with pytest.raises(Unreadable):
            open_envelope(place, envelope, guess, scene.crisis)
    # The data key alone, which the queue has, does not derive the key of the body.
    dek = scene.crisis.open(
        envelope.recipients[17:],
        lp(label("dek"), place.encoded(), scene.crisis.public.kid, envelope.core[2:34]),
    )
    info = lp(label("payload"), place.encoded())
    assert hkdf(dek, salt=None, info=info, length=64)[32:] != envelope.core[2:34]
    assert hkdf(dek, salt=scene.shred, info=info, length=64)[32:] == envelope.core[2:34]


def test_a_swapped_public_key_changes_the_id_of_the_thread(scene: Any) -> None:
    mallory = PrivateKey.generate().public.raw
    talk, case = scene.keys.talk.public.raw, scene.keys.case.public.raw
    check_thread_id(scene.district, scene.keys.thread_id, talk, case)
    for district, talk_pk, case_pk in [
        (scene.district, mallory, case),
        (scene.district, talk, mallory),
        (scene.district, case, talk),
        (new_id(), talk, case),
    ]:
        with pytest.raises(Unreadable):
            check_thread_id(district, scene.keys.thread_id, talk_pk, case_pk)


def test_a_wrap_of_another_threads_root_is_not_taken_for_this_one(scene: Any) -> None:
    other = ThreadKeys.generate(scene.district)
    lie = wrap_case_root(scene.district, scene.keys.thread_id, 0, scene.counselor.public, other.case_root)
    with pytest.raises(Unreadable):
        unwrap_thread(scene.district, scene.keys.thread_id, 0, scene.counselor, lie)
    moved = wrap_case_root(scene.district, other.thread_id, 0, scene.counselor.public, other.case_root)
    with pytest.raises(Unreadable):
        unwrap_thread(scene.district, scene.keys.thread_id, 0, scene.counselor, moved)
    honest = wrap_case_root(
        scene.district, scene.keys.thread_id, 0, scene.counselor.public, scene.keys.case_root
    )
    keys = unwrap_thread(scene.district, scene.keys.thread_id, 0, scene.counselor, honest)
    assert keys.case_root == scene.keys.case_root


def test_a_tag_that_is_led_to_another_thread_is_noticed(scene: Any) -> None:
    key = new_tag_key()
    number = tag(key, scene.district, "+15550001111", "+15550002222")
    bound = bind(key, number, scene.keys.thread_id)
    check_bind(key, number, scene.keys.thread_id, bound)
    with pytest.raises(Unreadable):
        check_bind(key, number, new_id(), bound)


def test_the_crisis_queue_is_added_later_without_touching_what_was_written(scene: Any) -> None:
    place = scene.place(Kind.SMS)
    envelope = seal(place, b"x", scene.shred, [scene.keys.talk.public], NoAuth())
    wider = add_recipient(place, envelope, scene.shred, scene.keys.talk, scene.crisis.public)
    assert open_envelope(place, Envelope(envelope.core, wider), scene.shred, scene.crisis).payload == b"x"


def test_one_reader_cannot_be_shown_another_message_under_a_second_data_key(scene: Any) -> None:
    place = scene.place(Kind.SMS)
    envelope = seal(place, b"x", scene.shred, [scene.keys.talk.public], NoAuth())
    commit, talk = envelope.core[2:34], scene.keys.talk.public
    second = talk.kid + talk.seal(new_key(), lp(label("dek"), place.encoded(), talk.kid, commit))
    with pytest.raises(Unreadable):
        open_envelope(place, Envelope(envelope.core, u8(1) + second), scene.shred, scene.keys.talk)
    both = u8(2) + envelope.recipients[1:] + second
    with pytest.raises(Unreadable):
        open_envelope(place, Envelope(envelope.core, both), scene.shred, scene.keys.talk)


def test_a_member_row_that_was_replaced_does_not_pass_for_the_member(scene: Any) -> None:
    cheap = {"memory_kib": 19456, "iterations": 2}
    real = new_member(scene.district, scene.member, "right horse", **cheap)
    fake = new_member(scene.district, scene.member, "mine", **cheap)
    intruder = unlock(scene.district, scene.member, fake.slot, fake.bundle, "mine")
    assert not same_keys(intruder, real.x, real.ed)
    assert not same_keys(intruder, real.x, fake.ed)
    assert not same_keys(intruder, fake.x, real.ed)
    member = unlock(scene.district, scene.member, real.slot, real.bundle, "right horse")
    assert same_keys(member, real.x, real.ed)


def test_the_same_typing_never_means_two_receipts() -> None:
    words = [word for language in word_lists().values() for word in language]
    assert len({word[:4] for word in words}) == len(words) == 3400
