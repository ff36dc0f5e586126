"""Which queues an invited person is meant to read. A wish: only the roster and a holder's wrap make it true."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.model.ids import QueueId


@dataclass(frozen=True, slots=True)
class Wishes:
    """`queues`: each queue, and whether the person leads it."""

    queues: Mapping[QueueId, bool] = field(default_factory=dict)
    registrar: bool = False

    def written(self) -> str:
        listed = {queue.hex(): lead for queue, lead in sorted(self.queues.items())}
        return json.dumps({"queues": listed, "registrar": self.registrar}, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Wishes":
        parsed = json.loads(written)
        queues = {QueueId(bytes.fromhex(queue)): bool(lead) for queue, lead in parsed["queues"].items()}
        return cls(queues, bool(parsed["registrar"]))
