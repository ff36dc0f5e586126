"""Who began a thread, as its first message says: a student, or an adult who is worried about one."""

from collections.abc import Iterable
from typing import Any

from reporting.cases.opened_message import OpenedMessage
from reporting.model.kind import Kind
from reporting.model.writer import Writer, writer_of

WRITER = "writer"


def sealed_writer(writer: Writer) -> dict[str, Any]:
    """What stands beside the words. Of a student nothing: their messages stay as they were."""
    return {} if writer is Writer.STUDENT else {WRITER: writer.value}


def first_writer(opened: Iterable[OpenedMessage]) -> Writer:
    """The first message alone says it; whoever only writes the database cannot make one that opens."""
    first = next((one for one in opened if one.stored.kind is Kind.WEB and one.stored.seq == 1), None)
    return writer_of(first.payload.more.get(WRITER)) if first and first.payload else Writer.STUDENT
