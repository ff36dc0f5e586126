"""Who began a thread, as its first message says: a student, an adult who is worried about one, or a guardian by a link."""

from collections.abc import Iterable, Mapping
from typing import Any

from reporting.cases.opened_message import OpenedMessage
from reporting.model.kind import Kind
from reporting.model.tie import Tie
from reporting.model.writer import Writer, writer_of

WRITER, BOND = "writer", "bond"


def sealed_writer(writer: Writer, tie: Tie | None = None) -> dict[str, Any]:
    """What stands beside the words. Of a student nothing: their messages stay as they were.

    Of a tie the bond alone: whoever holds a guardian's six words opens this, and must not find the student's thread.
    """
    said = {} if writer is Writer.STUDENT else {WRITER: writer.value}
    return said if tie is None else {**said, BOND: tie.bond.hex()}


def first_writer(opened: Iterable[OpenedMessage]) -> Writer:
    """The first message alone says it; whoever only writes the database cannot make one that opens."""
    return writer_of(_first(opened).get(WRITER))


def bond_of(opened: Iterable[OpenedMessage]) -> bytes:
    """The bond of a guardian's thread; empty for any other."""
    try:
        return bytes.fromhex(str(_first(opened).get(BOND, "")))
    except ValueError:
        return b""


def _first(opened: Iterable[OpenedMessage]) -> Mapping[str, Any]:
    first = next((one for one in opened if one.stored.kind is Kind.WEB and one.stored.seq == 1), None)
    return first.payload.more if first and first.payload else {}
