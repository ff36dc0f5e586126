"""The inbox of a counselor over many threads: the first page and one in the middle, as the browser asks for them."""

import re
import time
import urllib.request
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode

from bench.figures import Figure, quantile
from bench.loader import SUMMARY
from bench.running import Running
from reporting.demo.cast import ANA, CAST

PAGE = 50
IDLE_OPENS_MS = PAGE * 0.075  # where the goals were set
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Counselor:
    """Signed in with her own password; her keys are in the session."""

    def __init__(self, here: Running) -> None:
        self._base = f"http://localhost:{here.staff}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = ""
        player = CAST[ANA]
        found = _CSRF.search(self.get("/sign-in"))
        assert found is not None
        form = {"email": player.form.email, "password": player.password, "csrf_token": found[1]}
        self._opener.open(f"{self._base}/sign-in", urlencode(form).encode(), timeout=60).close()

    def get(self, path: str) -> str:
        with self._opener.open(self._base + path, timeout=60) as answer:
            return self._read(answer)

    def file(self, path: str) -> bytes:
        with self._opener.open(self._base + path, timeout=60) as answer:
            return bytes(answer.read())

    def _read(self, answer: Any) -> str:
        shown = str(answer.read().decode())
        if found := _CSRF.search(shown):
            self._token = found[1]
        return shown

    def send(self, path: str, *, by_itself: bool = False, **fields: str) -> str:
        """A form of the page that was shown last; `by_itself`: asked by a script of it."""
        form = urlencode({**fields, "csrf_token": self._token}).encode()
        asked = urllib.request.Request(self._base + path, form, {"HX-Request": "true"} if by_itself else {})
        with self._opener.open(asked, timeout=60) as answer:
            return self._read(answer)

    def times(self, path: str, count: int) -> list[float]:
        """Milliseconds of each, ascending. Every page must have its fifty opened summaries."""
        took = []
        for _ in range(count):
            began = time.perf_counter()
            shown = self.get(path)
            took.append(1000 * (time.perf_counter() - began))
            assert shown.count(SUMMARY) >= PAGE, "a page came without its fifty opened summaries"
        return sorted(took)


def read(
    here: Running, threads: int, loaded: Mapping[str, Any], floors: Mapping[str, Any], count: int
) -> Iterator[Figure]:
    """`loaded`: the cursors of the page in the middle and of the one at the end."""
    group = f"Inbox page of 50 opened summaries, {threads:,} threads"
    counselor = Counselor(here)
    floor = PAGE * floors["open_us"] / 1000
    for name, path in (
        ("first page", "/inbox?view=all"),
        ("page in the middle", f"/inbox?view=all&cursor={loaded['middle']}"),
        ("page at the end", f"/inbox?view=all&cursor={loaded['deep']}"),
    ):
        counselor.times(path, 2)
        took = counselor.times(path, count)
        beside = floor, "fifty HPKE opens"
        yield Figure(group, f"{name}, p50", quantile(took, 0.5), "ms", *beside)
        yield Figure(
            group, f"{name}, p99", quantile(took, 0.99), "ms", *beside, 20.0, idle_floor=IDLE_OPENS_MS
        )
