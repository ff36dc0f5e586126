"""Fills a district with many threads: `python -m bench.loader HOME THREADS`.

Honest about what is real: some hundred summaries are sealed for their own threads, those of the pages that are measured
(the newest, those in the middle and those at the end). All other rows repeat the sealed bytes of one real tip under new
ids (`bench/copies.py`): the same sizes and indexes, but nobody could open them, and nobody asks for them.
"""

import json
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bench import texts
from bench.copies import Copies
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
REAL_HOURS = 5  # from the newest on, from the middle on, and the last
UNIT_HOURS = 5
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

    def real(self, hours: Sequence[int]) -> None:
        """Threads with summaries that open, in these hours."""
        for first in range(0, len(hours), UNIT_HOURS):
            made = [self._one(hour) for hour in hours[first : first + UNIT_HOURS] for _ in range(AN_HOUR)]
            self._ground.shred.put([key for _, _, key in made])
            self._ground.database.write(partial(self._store, made=made))

    def copies(self, hours: Iterable[int]) -> Callable[[], None]:
        """Threads that only look alike, in these hours, the oldest first: made when nobody has the files open."""
        home = self._house.foundation.settings.home
        copies = Copies(home / "quietline.db", home / "shred.db", self._thread.id)
        minutes = (self._minute(hour) for hour in hours for _ in range(AN_HOUR))
        return partial(copies.add, minutes, self._reference)

    def after(self, hour: int) -> str:
        """The cursor after which the threads of an hour stand."""
        listed = Listed(listings.rank_of(self._thread.severity), self._minute(hour), ThreadId(b"\xff" * 16))
        return f"{listed.rank}-{listed.changed_minute}-{listed.thread.hex()}"

    def _one(self, hour: int) -> tuple[Thread, tuple[Draft, ...], ShredKey]:
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
            for one in self._messages[:-1]
        )
        return thread, (*drafts, self._summary(thread, key.key, minute)), key

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
    # One tip of twenty is sealed to the leads as well; the one that all others repeat is not.
    foundation = lay(Settings(home=home, receipt_pool=0, audit_sample=0), RamKeys.create())
    wires = Wires(NoCarrier(), None, ("unused",), Hotline(HOTLINE, STAFF_LINE))
    house = build(foundation, TrustDirectory.load(foundation.settings.trust_directory), replaced=wires)
    loader = Loader(house)
    foundation.database.empty_log()
    before, began = _sizes(home), time.perf_counter()
    hours = max(1, count // AN_HOUR)
    middle, deep = hours // 2, max(0, hours - REAL_HOURS)
    real = sorted({hour for start in (0, middle, deep) for hour in range(start, start + REAL_HOURS)})
    loader.real([hour for hour in real if hour < hours])
    copies = loader.copies(hour for hour in range(hours - 1, -1, -1) if hour not in real)
    house.close()
    foundation.close()
    copies()
    return {
        "middle": loader.after(middle),
        "deep": loader.after(deep),
        "bytes_a_thread": (_sizes(home) - before) / (hours * AN_HOUR),
        "load_s": time.perf_counter() - began,
    }


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), int(sys.argv[2]))))
