"""What goes over the pipe: a length, then JSON. Plain values alone, so that nothing in it can be made to run."""

import json
import os
import select
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from triage.context import Context

_LENGTH = 4
LARGEST = 16 * 1024 * 1024


class Hung(Exception):
    """The other side is gone, or says what nobody says here."""


@dataclass(frozen=True, slots=True)
class Asked:
    text: str = field(repr=False)
    context: Context

    def packed(self) -> dict[str, Any]:
        return {"text": self.text, "context": asdict(self.context)}

    @classmethod
    def unpacked(cls, members: Mapping[str, Any]) -> "Asked":
        context = dict(members["context"])
        for name in ("prior", "places"):
            context[name] = tuple(context[name])
        return cls(members["text"], Context(**context))


def send(descriptor: int, members: Mapping[str, Any]) -> None:
    """Raises Hung."""
    data = json.dumps(members).encode()
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as gone:
        raise Hung from gone


def receive(descriptor: int, *, patience_s: float | None = None) -> dict[str, Any]:
    """`patience_s`: how long to wait for the first byte. Raises Hung."""
    if patience_s is not None and not _waited(descriptor, patience_s):
        raise Hung
    length = int.from_bytes(_exactly(descriptor, _LENGTH), "big")
    if length > LARGEST:
        raise Hung
    try:
        members = json.loads(_exactly(descriptor, length))
    except ValueError as garbled:
        raise Hung from garbled
    if not isinstance(members, dict):
        raise Hung
    return members


def _waited(descriptor: int, patience_s: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(1000 * patience_s))


def _exactly(descriptor: int, count: int) -> bytes:
    pieces = []
    while count:
        try:
            piece = os.read(descriptor, count)
        except OSError as gone:
            raise Hung from gone
        if not piece:
            raise Hung
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
