"""Which queues an invited person is meant to read. A wish: only the roster and a holder's wrap make it true."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reporting.model.ids import QueueId


@dataclass(frozen=True, slots=True)
class CoverWish:
    """To stand in at a queue until `until`, unix seconds, without its key."""

    queue: QueueId
    until: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """`queues`: each queue, and whether the person leads it."""

    queues: Mapping[QueueId, bool] = field(default_factory=dict)
    registrar: bool = False
    cover: "CoverWish | None" = None

    def written(self) -> str:
        listed = {queue.hex(): lead for queue, lead in sorted(self.queues.items())}
        wish: dict[str, Any] = {"queues": listed, "registrar": self.registrar}
        if self.cover is not None:
            wish["cover"] = {"queue": self.cover.queue.hex(), "until": self.cover.until}
        return json.dumps(wish, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Wishes":
        parsed = json.loads(written)
        queues = {QueueId(bytes.fromhex(queue)): bool(lead) for queue, lead in parsed["queues"].items()}
        cover = parsed.get("cover")
        if cover is not None:
            cover = CoverWish(QueueId(bytes.fromhex(cover["queue"])), int(cover["until"]))
        return cls(queues, bool(parsed["registrar"]), cover)
