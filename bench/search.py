"""A counselor searches all conversations of her queues, as her browser asks: one slice after the other."""

import re
import time
from collections.abc import Iterator

from bench.figures import Figure
from bench.inbox import Counselor
from bench.running import Running
from bench.searched import RARE

_NUMBER = re.compile(r'name="search" value="([0-9a-f]+)"')
_FOUND = re.compile(r'<li class="thread-row"')
_ASKING = 'hx-trigger="load'
LIMIT_S = 120.0


def search(here: Running, conversations: int, rare: int) -> Iterator[Figure]:
    group = f"Search of {conversations:,} conversations for a rare word"
    counselor = Counselor(here)
    counselor.get("/search")  # its form's token
    begun = here.usage()
    before = begun["rss_mib"]
    began = time.perf_counter()
    page = counselor.send("/search", query=RARE)
    found, first, most = len(_FOUND.findall(page)), None, before
    slices = 0
    while _ASKING in page and time.perf_counter() - began < LIMIT_S:
        number = _NUMBER.search(page)
        assert number is not None, "a page that asks on names its search"
        page = counselor.send("/search/further", by_itself=True, search=number[1], shown=str(found))
        found += len(_FOUND.findall(page))
        slices += 1
        if found and first is None:
            first = time.perf_counter() - began
        if slices % 20 == 0:
            most = max(most, here.usage()["rss_mib"])
    took = time.perf_counter() - began
    assert found == rare, f"{found} of {rare} were found"
    yield Figure(group, "first find", first or took, "s", goal=1.0)
    yield Figure(group, "all of them", took, "s", goal=10.0)
    yield Figure(group, "slices", slices, "")
    spent = here.usage()["cpu_s"] - begun["cpu_s"]
    yield Figure(group, "CPU of the service, all of it", spent, "s")
    yield Figure(group, "CPU of a conversation", 1000 * spent / conversations, "ms")
    yield Figure(group, "memory grew by at most", max(most, here.usage()["rss_mib"]) - before, "MiB")
