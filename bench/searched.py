"""Fills a queue with conversations that its members can really open: `python -m bench.searched HOME COUNT`.

Each has keys of its own, a message of 500 characters, every third one two, a summary, and a wrap for each reader. A rare
word stands in every 400th.
"""

import json
import random
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bench import texts
from bench.loader import Loader
from reporting.app.carriers import NoCarrier, Wires
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.cases.sealing import EPOCH, Place
from reporting.cases.triage_record import summary_of
from reporting.demo.cast import HOTLINE, STAFF_LINE
from reporting.model.clock import minute_of
from reporting.model.kind import Kind
from reporting.people.providers import Hotline
from reporting.settings import Settings
from reporting.store import listings, messages, wraps
from reporting.store.messages import Draft
from reporting.store.shred import ShredKey
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap
from reporting.vault.authorship import ByReporter, NoAuth
from reporting.vault.payload import Payload
from reporting.vault.ram_keys import RamKeys
from reporting.vault.thread_keys import ThreadKeys, wrap_case_root
from reporting.vault.trust import TrustDirectory

RARE = "quokka"
EVERY, FIRST = 400, 150
UNIT = 250
_Made = tuple[Thread, tuple[Draft, ...], tuple[Wrap, ...], ShredKey]


class Searchable(Loader):
    """Beside rows that only look alike, those that open."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._rng = random.Random(11)

    def fill(self, count: int) -> None:
        for first in range(0, count, UNIT):
            made = [self._real(number) for number in range(first, min(first + UNIT, count))]
            self._ground.shred.put([key for *_, key in made])
            self._ground.database.write(partial(self._keep, made=made))

    def _real(self, number: int) -> _Made:
        ground, district = self._ground, self._ground.district
        at = ground.clock() - timedelta(minutes=20 * number)
        keys = ThreadKeys.generate(district)
        place = Place(district, keys.thread_id, secrets.token_bytes(32))
        body = texts.tip(self._rng, urgent=False)
        if number % EVERY == FIRST:
            body = f"{RARE} {body}"
        thread = replace(
            self._thread,
            id=keys.thread_id,
            reference=self._reference(),
            talk_pk=keys.talk.public.raw,
            case_pk=keys.case.public.raw,
            created_minute=minute_of(at, exact=False),
            changed_minute=minute_of(at, exact=False),
            last_seq=0,
            summary_seq=0,
        )
        drafts = [self._said(place, keys, body, at)]
        if number % 3 == 0:
            drafts.append(self._said(place, keys, texts.tip(self._rng, urgent=False), at))
        more = {"category": "bullying", "severity": thread.severity}
        payload = Payload(int(at.timestamp()), summary_of([body]), "en", more=more)
        summary = secrets.token_bytes(16)
        drafts.append(place.seal(summary, Kind.SUMMARY, payload, [self._key], NoAuth(), now=at, exact=False))
        queues = ground.roll.readers().queues
        wrapped = tuple(
            replace(
                one,
                thread=thread.id,
                sealed=wrap_case_root(district, thread.id, EPOCH, queues[one.target], keys.case_root),  # type: ignore[index]  # a queue's id
            )
            for one in self._wraps
        )
        return thread, tuple(drafts), wrapped, ShredKey(thread.id, 0, place.shred_key)

    def _said(self, place: Place, keys: ThreadKeys, body: str, at: Any) -> Draft:
        payload = Payload(int(at.timestamp()), body, "en")
        author = ByReporter(keys.talk_seed)
        return place.seal(
            secrets.token_bytes(16), Kind.WEB, payload, [keys.talk.public], author, now=at, exact=False
        )

    def _keep(self, conn: Connection, *, made: Sequence[_Made]) -> None:
        district = self._ground.district
        for thread, drafts, wrapped, _ in made:
            messages.open_thread(conn, thread, drafts, self._ground.chain.of(thread.id))
            wraps.add(conn, district, wrapped, minute=thread.created_minute)
            listings.add(conn, thread, self._holders)


def load(home: Path, count: int) -> dict[str, Any]:
    foundation = lay(Settings(home=home, receipt_pool=0), RamKeys.create())
    wires = Wires(NoCarrier(), None, ("unused",), Hotline(HOTLINE, STAFF_LINE))
    house = build(foundation, TrustDirectory.load(foundation.settings.trust_directory), replaced=wires)
    Searchable(house).fill(count)
    house.close()
    foundation.database.empty_log()
    foundation.close()
    return {"rare": len(range(FIRST, count, EVERY))}


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), int(sys.argv[2]))))
