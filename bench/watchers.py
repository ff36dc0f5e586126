"""Staff with their inbox open, in a process of its own: `python -m bench.watchers`.

Each watcher does what the page's script does: it asks every 1.5 s whether something changed, names the rows that it has,
and is sent what is new of them in the same answer. When a reference is first in its rows is what the person sees.
"""

import asyncio
import json
import re
import threading
import time
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from bench.orders import obey, say
from bench.wire import Wire
from reporting.staff.settings import POLL_SECONDS

_VERSION = re.compile(rb'data-version="(\d+)"')
_CHANGES = re.compile(rb'data-changes="([^"]+)"')
_THREAD = re.compile(rb'data-thread="([^"]+)"')
_MARK = re.compile(rb'data-mark="([^"]+)"')
_MORE = b'id="more"'
OK = 200


@dataclass(slots=True)
class Watcher:
    """`seen`: unix time at which a reference was first in the rows. Seconds of each request: `asked` where nothing was
    new, `sent` where rows came.
    """

    port: int
    cookie: str
    seen: dict[str, float] = field(default_factory=dict)
    asked: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    failed: int = 0
    has: str = ""

    async def watch(self, delay: float, path: str, ended: asyncio.Event, opened: asyncio.Semaphore) -> None:
        wire = Wire(self.port, repeat("127.0.0.1"))
        async with opened:
            page = await self._get(wire, path)
        version, changes = _first(_VERSION, page), _first(_CHANGES, page).replace("&amp;", "&")
        changes += "&" if "?" in changes else "?"
        self._note(page, _marks(page))
        await asyncio.sleep(delay)
        while not ended.is_set():
            began = time.perf_counter()
            try:
                has = {"Quietline-Has": self.has}
                news = json.loads(await self._get(wire, f"{changes}since={version}", has))
                (self.sent if news["changed"] else self.asked).append(time.perf_counter() - began)
                if "order" in news:
                    self._note(news["rows"].encode(), news["order"])
                version = news["version"]
            except (OSError, EOFError, ValueError, TimeoutError):
                self.failed += 1
                await wire.close()
            await asyncio.sleep(POLL_SECONDS)
        await wire.close()

    async def _get(self, wire: Wire, path: str, more: dict[str, str] | None = None) -> bytes:
        status, body = await wire.get(path, {"Cookie": f"s={self.cookie}", **(more or {})})
        if status != OK:
            raise ValueError(status)
        return body

    def _note(self, page: bytes, marks: list[str]) -> None:
        now = time.time()
        self.has = ",".join([*marks, "more" if _MORE in page else ""])
        for reference in _THREAD.findall(page):
            self.seen.setdefault(reference.decode(), now)


def _marks(page: bytes) -> list[str]:
    return [mark.decode() for mark in _MARK.findall(page)]


def _first(pattern: re.Pattern[bytes], page: bytes) -> str:
    found = pattern.search(page)
    if found is None:
        raise ValueError(pattern.pattern)
    return found[1].decode()


class Office:
    """All watchers, in a thread of their own, while orders are taken."""

    def open(self, port: int, cookies: list[str], path: str) -> dict[str, Any]:
        self._watchers = [Watcher(port, cookie) for cookie in cookies]
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all(path)))
        self._thread.start()
        while not all(one.asked or one.failed for one in self._watchers):
            time.sleep(0.1)
        return {"references": sorted({name for one in self._watchers for name in one.seen})}

    async def _all(self, path: str) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        opened, count = asyncio.Semaphore(4), len(self._watchers)
        await asyncio.gather(
            *(
                one.watch(POLL_SECONDS * at / count, path, self._ended, opened)
                for at, one in enumerate(self._watchers)
            )
        )

    def close(self) -> dict[str, Any]:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()
        return {
            "seen": [one.seen for one in self._watchers],
            "asked": sorted(second for one in self._watchers for second in one.asked),
            "sent": sorted(second for one in self._watchers for second in one.sent),
            "failed": sum(one.failed for one in self._watchers),
        }


if __name__ == "__main__":
    say({})
    office = Office()
    obey({"open": office.open, "close": office.close})
