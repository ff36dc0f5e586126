"""A measured process does what its parent says: one JSON object a line in, one a line out, until the input ends."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

Order = Callable[..., dict[str, Any]]


def say(answer: Mapping[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def obey(orders: Mapping[str, Order]) -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        say(orders[asked.pop("order")](**asked))
