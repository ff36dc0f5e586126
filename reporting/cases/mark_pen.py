"""How what a student says by a button is written down: sealed with their own key, stored with its effect."""

from collections.abc import Callable

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.ground import Ground
from reporting.cases.own_mark import mark_draft
from reporting.cases.refusals import NothingStored
from reporting.cases.returned_thread import Returned
from reporting.cases.sealing import Place
from reporting.model.clock import minute_of
from reporting.store import listings, messages
from reporting.store.errors import StoreError
from reporting.vault.payload import Seen


class MarkPen:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def mark(
        self,
        opened: Returned,
        submission: bytes,
        code: str,
        params: dict[str, str] | None = None,
        effect: Callable[[Connection], None] | None = None,
    ) -> bool:
        """Whether it was new. Wakes nobody and promises nothing: it is not words.

        Raises NothingStored, and what `effect` raises, which runs in the same transaction.
        """
        ground, thread, last = self._ground, opened.thread, opened.stored[-1]
        try:
            draft = mark_draft(
                Place(ground.district, thread.id, ground.shred.get(thread.id, 0)),
                certified(thread).talk,
                opened.talk.seed,
                message=submission,
                code=code,
                params=params or {},
                seen=Seen(last.seq, last.link),
                now=ground.clock(),
            )
        except ThreadSwapped:
            raise NothingStored from None

        def unit(conn: Connection) -> bool:
            link = ground.chain.of(thread.id)
            minute = minute_of(ground.clock(), exact=False)
            (added,) = messages.append(
                conn,
                ground.district,
                thread.id,
                [draft],
                link,
                changed_minute=max(minute, thread.changed_minute),
            )
            if effect is not None and not added.repeated:
                effect(conn)
            return not added.repeated

        try:
            new = ground.database.write(unit)
            with ground.database.read() as conn:
                holders = listings.holders(conn, ground.district, thread.id)
        except StoreError:
            raise NothingStored from None
        ground.feed.tell(holders, urgent=False)
        return new
