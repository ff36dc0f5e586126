"""Fills a district with many threads: `python -m bench.loader HOME THREADS`.

Honest about what is real: a few hundred summaries are sealed for their own threads, those of the pages that are
measured (the newest and those in the middle). All other rows repeat the sealed bytes of one real tip under new ids:
the same sizes and indexes, but nobody could open them, and nobody asks for them.
"""

import json
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bench import texts
from reporting.app.carriers import NoCarrier, Wires
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.cases.sealing import Place
from reporting.cases.tip import SchoolChoice, Tip
from reporting.demo.cast import HOTLINE, STAFF_LINE
from reporting.model.ids import MessageId, SchoolId, ThreadId
from reporting.model.kind import Kind
from reporting.model.reference import new_reference
from reporting.people.providers import Hotline
from reporting.settings import Settings
from reporting.store import listings, messages, receipts, threads, wraps
from reporting.store.listings import Place as Listed
from reporting.store.messages import Draft
from reporting.store.receipts import Receipt
from reporting.store.shred import ShredKey
from reporting.store.threads import Thread
from reporting.vault.authorship import NoAuth
from reporting.vault.payload import Payload
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory

AN_HOUR = 50  # threads that changed in the same hour
REAL_HOURS = 5  # from the newest on, and from the middle on
UNIT = 1000
SUMMARY = "Somebody keeps taking food out of a bag at lunch, and this is the summary of it."


class Loader:
    def __init__(self, house: House) -> None:
        self._house = house
        self._ground = house.ground
        self._drawn: set[str] = set()
        self._model()

    def _model(self) -> None:
        """One real tip, whose bytes the others repeat."""
        ground = self._ground
        school = SchoolId(bytes.fromhex(ground.roll.schools()[0].value))
        words = " ".join((SUMMARY, *texts.ROUTINE[5:10]))
        receipted = self._house.web_intake.receive(
            Tip(
                secrets.token_bytes(16),
                words,
                school,
                SchoolChoice.KNOWN,
                None,
                "en",
                frozenset(),
                held=False,
                limiter_key=b"loader",
            )
        )
        with ground.database.read() as conn:
            found = messages.find(conn, ground.district, MessageId(receipted.submission))
            assert found is not None
            thread = threads.by_id(conn, ground.district, found.thread)
            assert thread is not None
            self._thread: Thread = thread
            self._messages = messages.of_thread(conn, ground.district, found.thread)
            self._wraps = wraps.of_thread(conn, ground.district, found.thread)
            self._receipt: Receipt = receipts.of_thread(conn, ground.district, found.thread)[0]
            self._holders = tuple(listings.holders(conn, ground.district, found.thread))
        self._key = ground.roll.readers().queues[self._thread.queue]

    def load(self, count: int) -> Listed:
        """Returns the place after which the real summaries of the middle stand."""
        hours = max(1, count // AN_HOUR)
        middle = hours // 2
        real = {*range(REAL_HOURS), *range(middle, middle + REAL_HOURS)}
        for first in range(0, count, UNIT):
            made = [self._one(number // AN_HOUR, real) for number in range(first, min(first + UNIT, count))]
            self._ground.shred.put([key for _, _, key in made])
            self._ground.database.write(partial(self._store, made=made))
        after = self._minute(middle)
        return Listed(listings.rank_of(self._thread.severity), after, ThreadId(b"\xff" * 16))

    def _one(self, hour: int, real: set[int]) -> tuple[Thread, tuple[Draft, ...], ShredKey]:
        minute = self._minute(hour)
        thread = replace(
            self._thread,
            id=ThreadId(secrets.token_bytes(16)),
            reference=self._reference(),
            created_minute=minute,
            changed_minute=minute,
            last_seq=0,
            summary_seq=0,
        )
        key = ShredKey(thread.id, 0, secrets.token_bytes(32))
        drafts = tuple(
            Draft(MessageId(secrets.token_bytes(16)), one.kind, minute, one.core, one.recipients)
            for one in self._messages
        )
        if hour in real:
            drafts = (*drafts[:-1], self._summary(thread, key.key, minute))
        return thread, drafts, key

    def _minute(self, hour: int) -> int:
        # From the hour before on: within an hour lists know no order, and what comes now must stand on the first page.
        return self._thread.changed_minute - 60 * (hour + 1)

    def _reference(self) -> str:
        """One that nobody has yet: among 100,000 two meet by chance."""
        while (drawn := new_reference(self._ground.choose)) in self._drawn:
            continue
        self._drawn.add(drawn)
        return drawn

    def _summary(self, thread: Thread, shred_key: bytes, minute: int) -> Draft:
        place = Place(self._ground.district, thread.id, shred_key)
        payload = Payload(
            minute * 60, SUMMARY, "en", more={"category": "bullying", "severity": thread.severity}
        )
        draft = place.seal(
            secrets.token_bytes(16),
            Kind.SUMMARY,
            payload,
            [self._key],
            NoAuth(),
            now=self._ground.clock(),
            exact=False,
        )
        return replace(draft, minute=minute)

    def _store(self, conn: Connection, *, made: list[tuple[Thread, tuple[Draft, ...], ShredKey]]) -> None:
        district = self._ground.district
        for thread, drafts, _ in made:
            messages.open_thread(conn, thread, drafts, self._ground.chain.of(thread.id))
            wraps.add(
                conn,
                district,
                [replace(one, thread=thread.id) for one in self._wraps],
                minute=thread.created_minute,
            )
            receipts.add(conn, district, secrets.token_bytes(16), replace(self._receipt, thread=thread.id))
            listings.add(conn, thread, self._holders)


def _sizes(home: Path) -> int:
    return sum(path.stat().st_size for path in _files(home))


def _files(home: Path) -> Iterator[Path]:
    return (path for path in home.iterdir() if path.is_file() and ".db" in path.name)


def load(home: Path, count: int) -> dict[str, Any]:
    foundation = lay(Settings(home=home, receipt_pool=0), RamKeys.create())
    wires = Wires(NoCarrier(), None, ("unused",), Hotline(HOTLINE, STAFF_LINE))
    house = build(foundation, TrustDirectory.load(foundation.settings.trust_directory), replaced=wires)
    loader = Loader(house)
    foundation.database.empty_log()
    before, began = _sizes(home), time.perf_counter()
    deep = loader.load(count)
    took = time.perf_counter() - began
    house.close()
    foundation.database.empty_log()
    foundation.close()
    return {
        "deep": f"{deep.rank}-{deep.changed_minute}-{deep.thread.hex()}",
        "bytes_a_thread": (_sizes(home) - before) / count,
        "load_s": took,
    }


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), int(sys.argv[2]))))
