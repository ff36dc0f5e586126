"""A reply that leaves by text: enqueued with the reply itself, or released by a person when no machine may send it."""

from sqlalchemy import Connection

from notify.outbox import release
from notify.outbox.progress import progress
from reporting.cases.contact import contact_of
from reporting.cases.desk_pen import Doing, Effect
from reporting.cases.ground import Ground
from reporting.cases.phone_standing import stopped
from reporting.model.ids import MessageId
from reporting.store import messages

SMS_LIMIT = 3_000  # two texts, or five where a letter is none of GSM-7


class ReplyTexts:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def carry(self, doing: Doing, message: MessageId, body: str) -> Effect | None:
        """The text that carries a reply; none to a student who asked for no texts."""
        ground, contact = self._ground, contact_of(self._ground, doing.thread)
        if contact is None or stopped(doing.thread):
            return None
        row, thread = ground.id(), doing.thread.row.id

        def effect(conn: Connection) -> None:
            # Asked again in the transaction: the student may have had the number forgotten meanwhile.
            if not messages.is_whole(conn, ground.district, thread, contact.message):
                return
            ground.paging.text(
                conn,
                row=row,
                number=contact.number,
                line=contact.line,
                body=body,
                about=message,
                now=doing.now,
            )

        return effect

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
