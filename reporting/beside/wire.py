"""What the second reader is asked, as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from triage.context import Context


@dataclass(frozen=True, slots=True)
class Asked:
    text: str = field(repr=False)
    context: Context

    def packed(self) -> dict[str, Any]:
        return {"text": self.text, "context": asdict(self.context)}

    @classmethod
    def unpacked(cls, members: Mapping[str, Any]) -> "Asked":
        context = dict(members["context"])
        for name in ("prior", "places"):
            context[name] = tuple(context[name])
        return cls(members["text"], Context(**context))
