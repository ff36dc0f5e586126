"""What goes over the pipe to a process that skims: once what is looked for, then sealed conversations; back comes one byte
for each, and no word of them.
"""

import struct
from collections.abc import Iterable, Mapping
from typing import Any

from reporting.beside.pipe import Hung
from reporting.beside.skim import Question, SealedText, SealedThread
from reporting.model.kind import Kind
from reporting.model.terms import Term

WORTH, NOT_WORTH = 1, 0
_LENGTH = struct.Struct(">I")


def opening(district: bytes, question: Question) -> dict[str, Any]:
    """As JSON."""
    return {
        "district": district.hex(),
        "terms": [[list(term.parts), term.whole] for term in question.terms],
        "categories": {code: sorted(held) for code, held in question.categories.items()},
    }


def opened(members: Mapping[str, Any]) -> tuple[bytes, Question]:
    terms = tuple(Term(tuple(parts), whole) for parts, whole in members["terms"])
    categories = {code: frozenset(held) for code, held in members["categories"].items()}
    return bytes.fromhex(members["district"]), Question(terms, categories)


def packed(seeds: Iterable[bytes], threads: Iterable[SealedThread]) -> bytes:
    """`seeds`: of keys that the other side does not have yet."""
    return _joined([_joined(seeds), *(_joined(_fields(one)) for one in threads)])


def unpacked(data: bytes) -> tuple[list[bytes], list[SealedThread]]:
    seeds, *threads = _split(data)
    return _split(seeds), [_thread(one) for one in threads]


def answer(worth: Iterable[bool]) -> bytes:
    return bytes(WORTH if one else NOT_WORTH for one in worth)


def answered(data: bytes, count: int) -> list[bool]:
    """Raises Hung for what is no answer to `count` conversations."""
    if len(data) != count or not set(data) <= {WORTH, NOT_WORTH}:
        raise Hung
    return [one == WORTH for one in data]


def _fields(thread: SealedThread) -> Iterable[bytes]:
    yield from (thread.id, thread.talk, thread.case, thread.shred_key)
    yield from (_LENGTH.pack(thread.epoch), thread.kid, thread.wrap)
    for text in thread.texts:
        yield from (text.id, bytes([text.kind]), text.core, text.recipients)


def _thread(data: bytes) -> SealedThread:
    thread, talk, case, shred_key, epoch, kid, wrap, *said = _split(data)
    texts = [
        SealedText(said[at], Kind(said[at + 1][0]), said[at + 2], said[at + 3])
        for at in range(0, len(said), 4)
    ]
    return SealedThread(thread, talk, case, shred_key, int.from_bytes(epoch, "big"), kid, wrap, texts)


def _joined(fields: Iterable[bytes]) -> bytes:
    return b"".join([_LENGTH.pack(len(one)) + one for one in fields])


def _split(data: bytes) -> list[bytes]:
    fields: list[bytes] = []
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        fields.append(data[at : at + length])
        at += length
    return fields
