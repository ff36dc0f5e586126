"""The order of rows in the embedded file is not the order in which tips came."""

import itertools
import secrets

from sqlalchemy import Connection, text

from reporting.model.ids import DistrictId, MessageId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel
from reporting.store import messages, wraps
from reporting.store.database import Database
from reporting.store.messages import Draft
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap

TIPS = 40
DISTRICT = DistrictId(b"D" * 16)
QUEUE = QueueId(b"Q" * 16)
MINUTE = 29_000_040


def test_rows_lie_in_another_order_than_they_came(sqlite_database: Database) -> None:
    came = [ThreadId(secrets.token_bytes(16)) for _ in range(TIPS)]
    for place, thread in enumerate(came):
        sqlite_database.write(lambda connection, thread=thread, place=place: tip(connection, thread, place))
    with sqlite_database.read() as connection:
        for table, column in (("thread", "id"), ("message", "thread"), ("thread_wrap", "thread")):
            lying = list(connection.execute(text(f"SELECT {column} FROM {table} ORDER BY rowid")).scalars())  # noqa: S608  # names from the line above
            assert sorted(lying) == sorted(came)
            assert lying != came
            neighbours = sum(abs(came.index(a) - came.index(b)) == 1 for a, b in itertools.pairwise(lying))
            assert neighbours < TIPS / 2, table


def tip(connection: Connection, thread: ThreadId, place: int) -> None:
    row = Thread(
        DISTRICT, thread, f"{place:06}", None, QUEUE, "soon", Channel.WEB, b"t" * 1216, b"c" * 1216, MINUTE, MINUTE
    )  # fmt: skip
    draft = Draft(MessageId(secrets.token_bytes(16)), Kind.WEB, MINUTE, b"core", b"recipients")
    messages.open_thread(connection, row, [draft], lambda _seq, draft, _previous: draft.id * 2)
    wraps.add(connection, DISTRICT, [Wrap(thread, 0, b"k" * 16, "queue", QUEUE, b"sealed")], minute=MINUTE)
