"""The format's own vectors, byte for byte: two implementations that agree here can read each other."""

import json
from pathlib import Path

import pytest

from reporting.model.kind import Kind
from reporting.vault import chain
from reporting.vault.authorship import ByReporter, SeenReporter, reporter_mac, verify_reporter
from reporting.vault.envelope import Context, Envelope, open_envelope, recipient_kids, seal_with
from reporting.vault.notation import sha256
from reporting.vault.receipts import canonical, derive, keys_of, receipt_salt, stretch
from reporting.vault.thread_keys import ThreadKeys

FILE = Path(__file__).parents[2] / "vectors" / "vault.json"
MINUTE = 1_790_000_000 // 60
WORDS = ("abandon", "ability", "able", "about", "above", "absent")


@pytest.fixture(scope="module")
def given() -> dict[str, bytes]:
    raw = json.loads(FILE.read_text())
    return {name: text.encode() if name == "payload" else bytes.fromhex(text) for name, text in raw.items()}


@pytest.fixture(scope="module")
def keys(given: dict[str, bytes]) -> ThreadKeys:
    return ThreadKeys(given["D"], given["case_root"])


@pytest.fixture(scope="module")
def place(given: dict[str, bytes]) -> Context:
    return Context(given["D"], given["thread_id"], given["message"], 0, Kind.WEB)


def test_a_case_root_gives_both_keys_and_the_id(given: dict[str, bytes], keys: ThreadKeys) -> None:
    assert keys.case.public.kid == given["case_kid"]
    assert keys.talk.public.kid == given["talk_kid"]
    assert sha256(keys.talk.public.raw) == given["talk_pk_sha256"]
    assert keys.thread_id == given["thread_id"]


def test_the_place_of_a_message_is_encoded_as_given(given: dict[str, bytes], place: Context) -> None:
    assert sha256(place.encoded()) == given["ctx_sha256"]


def test_the_proof_of_the_six_words_is_as_given(
    given: dict[str, bytes], keys: ThreadKeys, place: Context
) -> None:
    assert reporter_mac(keys.talk_seed, place.encoded(), given["payload"]) == given["reporter_mac"]


def test_the_core_is_reproduced(given: dict[str, bytes], keys: ThreadKeys, place: Context) -> None:
    sealed = seal_with(
        given["dek"], place, given["payload"], given["shred"], [keys.talk.public], ByReporter(keys.talk_seed)
    )
    assert sealed.core[2:34] == given["commit"]
    assert sha256(sealed.core) == given["core_sha256"]
    assert sealed.core == Envelope.parse(given["envelope"]).core


def test_the_given_envelope_opens(given: dict[str, bytes], keys: ThreadKeys, place: Context) -> None:
    envelope = Envelope.parse(given["envelope"])
    opened = open_envelope(place, envelope, given["shred"], keys.talk)
    assert opened.payload == given["payload"]
    assert opened.auth == SeenReporter(given["reporter_mac"])
    assert recipient_kids(envelope.recipients) == (given["talk_kid"],)
    assert bytes(envelope) == given["envelope"]
    verify_reporter(place.encoded(), opened.payload, opened.auth, keys.talk_seed)


def test_the_first_link_is_as_given(given: dict[str, bytes]) -> None:
    link = chain.link(
        chain.chain_key(given["server"], given["D"]),
        given["D"],
        given["thread_id"],
        1,
        given["message"],
        Kind.WEB,
        MINUTE,
        given["core_sha256"],
        chain.FIRST_LINK,
    )
    assert link == given["link1"]


def test_the_receipt_is_as_given(given: dict[str, bytes]) -> None:
    assert receipt_salt(given["server"], given["D"]) == given["receipt_salt"]
    assert stretch(given["receipt_salt"], canonical(WORDS)) == given["receipt_R"]
    keys = keys_of(given["receipt_R"], given["D"])
    assert (keys.lookup, keys.wrap) == (given["receipt_lookup"], given["receipt_wrap"])
    assert derive(given["server"], given["D"], WORDS).lookup == given["receipt_lookup"]
