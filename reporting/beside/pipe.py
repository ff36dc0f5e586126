"""What goes over the pipe to a second process: a length, then bytes, mostly JSON. Plain values alone, so that nothing in it
can be made to run.
"""

import json
import os
import select
from collections.abc import Mapping
from typing import Any

_LENGTH = 4
LARGEST = 16 * 1024 * 1024


class Hung(Exception):
    """The other side is gone, or says what nobody says here."""


def send(descriptor: int, members: Mapping[str, Any]) -> None:
    """Raises Hung."""
    send_bytes(descriptor, json.dumps(members).encode())


def send_bytes(descriptor: int, data: bytes) -> None:
    """Raises Hung."""
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as gone:
        raise Hung from gone


def receive(descriptor: int, *, patience_s: float | None = None) -> dict[str, Any]:
    """`patience_s`: how long to wait for the first byte. Raises Hung."""
    if patience_s is not None and not has_come(descriptor, patience_s):
        raise Hung
    try:
        members = json.loads(receive_bytes(descriptor))
    except ValueError as garbled:
        raise Hung from garbled
    if not isinstance(members, dict):
        raise Hung
    return members


def receive_bytes(descriptor: int) -> bytes:
    """Raises Hung."""
    length = int.from_bytes(_exactly(descriptor, _LENGTH), "big")
    if length > LARGEST:
        raise Hung
    return _exactly(descriptor, length)


def has_come(descriptor: int, patience_s: float = 0.0) -> bool:
    """Whether the other side has begun to say something, or has gone."""
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
