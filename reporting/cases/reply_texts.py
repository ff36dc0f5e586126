"""A reply that leaves by text: enqueued with the reply itself, or released by a person when no machine may send it."""

from sqlalchemy import Connection

from notify.keywords import Keyword, keyword
from notify.outbox import release
from notify.outbox.progress import progress
from reporting.cases.desk_pen import Doing, Effect
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.model.ids import MessageId
from reporting.model.kind import Kind

SMS_LIMIT = 3_000  # two texts, or five where a letter is none of GSM-7


class ReplyTexts:
    def __init__(self, ground: Ground, desks: Desks) -> None:
        self._ground = ground
        self._desks = desks

    def carry(self, doing: Doing, message: MessageId, body: str) -> Effect | None:
        """The text that carries a reply; none to a student who asked for no texts."""
        contact = self._desks.contact(doing.thread)
        if contact is None or stopped(doing.thread):
            return None
        number, line = contact
        row = self._ground.id()
        return lambda conn: self._ground.paging.text(
            conn, row=row, number=number, line=line, body=body, about=message, now=doing.now
        )

    def release(self, doing: Doing, message: MessageId) -> Effect:
        """Send what was held, as it is. The effect raises NotHeld, NotReleasable."""

        def effect(conn: Connection) -> None:
            found = progress(conn, district=self._ground.district, about=[message]).get(message)
            if found is None:
                return
            # A part that cannot be opened any more refuses all of them: half a reply is worse than none.
            for row in found.waiting or (found.row,):
                release(conn, district=self._ground.district, row=row, now=doing.now)

        return effect


def stopped(thread: DeskThread) -> bool:
    """Whether the student's last keyword was STOP. Pure."""
    words = [keyword(one.text) for one in thread.opened if one.stored.kind is Kind.SMS]
    last = [word for word in words if word in {Keyword.STOP, Keyword.START}]
    return bool(last) and last[-1] is Keyword.STOP
