"""Somebody is away and a colleague stands in: the students whose threads they hold read it first."""

import logging
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.ground import Ground
from reporting.cases.sealing import Place
from reporting.cases.system_message import system_draft
from reporting.model.clock import minute_of, moment_of
from reporting.store import deputies, messages, threads
from reporting.store.deputies import Deputy
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.store.shred import ShredKeyMissing
from reporting.store.threads import Thread

_log = logging.getLogger("quietline.covering")


class Covering:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def tell(self) -> int:
        """For the clock: how many students were told. Once an absence, in one transaction with the mark."""
        ground, now = self._ground, self._ground.clock()
        minute = minute_of(now, exact=True)
        with ground.database.read() as conn:
            known = deputies.ahead(conn, ground.district, 0)
            new = [one for one in deputies.standing(conn, ground.district, minute) if not one.told]
            held = {one.absence: threads.taken_by(conn, ground.district, one.member) for one in new}
        told = 0
        for one in new:
            drafts = [(row, draft) for row in held[one.absence] if (draft := self._draft(row, one, now))]
            told += ground.database.write(partial(self._write, deputy=one, drafts=drafts))
        if any(one.ends_minute <= minute for one in known):
            ground.database.write(partial(deputies.forget, district=ground.district, minute=minute))
        return told

    def _write(self, conn: Connection, *, deputy: Deputy, drafts: list[tuple[Thread, Draft]]) -> int:
        ground = self._ground
        if not deputies.mark_told(conn, ground.district, deputy.absence):
            return 0  # another process was faster
        for row, draft in drafts:
            messages.append(conn, ground.district, row.id, [draft], ground.chain.of(row.id))
        return len(drafts)

    def _draft(self, row: Thread, deputy: Deputy, now: datetime) -> Draft | None:
        ground = self._ground
        last = moment_of(deputy.ends_minute - 1).astimezone(ground.roll.zone()).date()
        try:
            place = Place(ground.district, row.id, ground.shred.get(row.id, 0))
            return system_draft(
                place,
                ground.system,
                certified(row).talk,
                ground.id(),
                "covering",
                now=now,
                params={"until": last.isoformat()},
            )
        except (ThreadSwapped, ShredKeyMissing, StoreError) as error:
            _log.error("a student could not be told: %s", type(error).__name__)
            return None
