"""A payload means one thing to every reader, and tells an error nothing."""

import traceback
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.vault.notation import Unreadable
from reporting.vault.payload import File, Payload, Seen, decode, encode

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(
    at=st.integers(0, 2**40),
    text=texts,
    seq=st.integers(0, 2**32 - 1),
    params=st.dictionaries(texts, texts, max_size=4),
)
def test_what_was_written_is_read(at: int, text: str, seq: int, params: dict[str, str]) -> None:
    written = Payload(
        at=at,
        text=text,
        lang="es",
        seen=Seen(seq, bytes(range(32))),
        roster=7,
        files=(File(bytes(16), "image/png", 9, bytes(32)),),
        code="read",
        params=params,
        more={"trace": [text, {"rule": 1}]},
    )
    assert Payload.from_bytes(written.to_bytes()) == written


def test_absent_members_are_not_written() -> None:
    assert Payload(at=1790000000, text="hola").to_bytes() == b'{"at":1790000000,"text":"hola"}'


def test_unknown_members_are_kept_aside_and_do_no_harm() -> None:
    assert Payload.from_bytes(b'{"at":1,"later":[true]}').more == {"later": [True]}


REFUSED = [
    b'{"at":1,"at":2}',
    b'{"at":1,"more":{"a":1,"a":2}}',
    b'{"at":1,"a":1,"\\u0061":2}',
    b"[1]",
    b"1",
    b"",
    b"{",
    b'{"at":NaN}',
    b'{"at":Infinity}',
    b'{"text":"\xff"}',
    b'\xef\xbb\xbf{"at":1}',
    b'{"at":1,"text":"\\ud800"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("raw", REFUSED, ids=range(len(REFUSED)))
def test_what_two_readers_could_read_differently_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(raw)


WRONG = [
    b"{}",
    b'{"at":"1"}',
    b'{"at":true}',
    b'{"at":1.0}',
    b'{"at":1,"text":5}',
    b'{"at":1,"seen":[1]}',
    b'{"at":1,"seen":[1,"00"]}',
    b'{"at":1,"seen":5}',
    b'{"at":1,"files":{}}',
    b'{"at":1,"files":[5]}',
    b'{"at":1,"files":[{"id":"00"}]}',
    b'{"at":1,"params":{"a":1}}',
    b'{"at":1,"roster":"1"}',
]


@pytest.mark.parametrize("raw", WRONG, ids=lambda raw: raw.decode())
def test_a_known_member_of_a_wrong_type_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        Payload.from_bytes(raw)


CANARY = "words-of-a-student"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: decode(('{"text":"' + CANARY + '"').encode()),
        lambda: Payload.from_bytes(('{"at":"' + CANARY + '"}').encode()),
        lambda: encode({"text": CANARY + " \ud800"}),
    ],
)
def test_an_error_never_carries_what_a_person_wrote(attempt: Callable[[], object]) -> None:
    with pytest.raises((Unreadable, ValueError)) as caught:
        attempt()
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    error: BaseException | None = caught.value
    while error is not None:
        held = [getattr(error, name, "") for name in ("args", "doc", "object")]
        assert CANARY not in repr(held)
        error = error.__context__


def test_a_member_with_a_place_of_its_own_is_not_smuggled_in() -> None:
    with pytest.raises(ValueError, match="place of their own"):
        Payload(at=1, more={"seen": [1, ""]}).to_bytes()
