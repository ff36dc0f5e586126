"""What texts showed each by itself, kept for a quarter of an hour and without their words: the next message of the same
hand is judged beside them, and each would be read again.
"""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import lru_cache

from reporting.model.clock import Clock
from reporting.vault.notation import hmac256, lp
from triage.assess import read_alone
from triage.judging import Finding
from triage.lexicon import Met
from triage.rulebook import Rulebook

LIFE = timedelta(minutes=15)
MOST = 1024


class Readings:
    """Satisfies `triage.assess.Read`. Kept under a hash by a key that lives in RAM alone: who finds what is kept learns
    which rules some text fired, and neither the text nor whose it was.
    """

    def __init__(self, clock: Clock, key: bytes) -> None:
        self._clock = clock
        self._key = key
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, tuple[datetime, Finding]] = OrderedDict()

    def __repr__(self) -> str:
        return f"Readings({len(self._kept)})"

    def __call__(self, text: str, rulebook: Rulebook, places: tuple[str, ...], met: Met) -> Finding:
        now = self._clock()
        name = hmac256(
            self._key,
            lp(rulebook.hash.encode(), _joined(places), text.encode("utf-8", "surrogatepass")),
        )
        with self._lock:
            at, kept = self._kept.get(name, (now, None))
        if kept is not None and now - at < LIFE:
            return _worded(kept, text)
        found = read_alone(text, rulebook, places, met)
        self._keep(name, now, _worded(found, ""))
        return found

    def _keep(self, name: bytes, now: datetime, found: Finding) -> None:
        with self._lock:
            self._kept[name] = (now, found)
            self._kept.move_to_end(name)
            while len(self._kept) > MOST or now - next(iter(self._kept.values()))[0] >= LIFE:
                self._kept.popitem(last=False)


def _worded(found: Finding, text: str) -> Finding:
    """With the words of `text` put in again; of "", without any."""
    hits = [hit._replace(text=text[hit.start : hit.end]) for hit in found.hits]
    return Finding(hits, list(found.trace), list(found.floors), found.foreign)


@lru_cache(maxsize=256)
def _joined(places: tuple[str, ...]) -> bytes:
    return lp(*(one.encode() for one in places))
