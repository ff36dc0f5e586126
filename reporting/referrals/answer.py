"""What a partner says beside the state: when and where, in their words. Sealed for student and staff."""

import json
from dataclasses import dataclass, field

from reporting.model.ids import PacketId
from reporting.vault import packets as packet_keys
from reporting.vault.notation import Unreadable

LONGEST = 400
DAY_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """`when`: day and hour as the partner wrote them; `words`: what else the student should know; `day`: of the
    appointment, 2026-12-03; `since`: on which day it was said, since 1970.
    """

    when: str = ""
    words: str = ""
    day: str = ""
    since: int | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return "Answer(<sealed>)"


def seal_answer(key: bytes, packet: PacketId, answer: Answer) -> bytes:
    said = {
        "when": answer.when[:LONGEST],
        "words": answer.words[:LONGEST],
        "day": answer.day[:DAY_LENGTH],
        "since": answer.since,
    }
    plain = json.dumps(said).encode()
    # Padded, so that the length of an appointment tells nothing.
    return packet_keys.seal_answer(key, packet, plain.ljust(_padded(len(plain))))


def read_answer(key: bytes, packet: PacketId, sealed: bytes | None) -> Answer | None:
    """None where there is none, or none that opens."""
    if not sealed:
        return None
    try:
        said = json.loads(packet_keys.open_answer(key, packet, sealed))
        since = said.get("since")
        return Answer(
            str(said.get("when", "")),
            str(said.get("words", "")),
            str(said.get("day", "")),
            since if isinstance(since, int) else None,
        )
    except (Unreadable, ValueError, AttributeError):
        return None


def _padded(length: int) -> int:
    return next(size for size in (512, 2048, 8192) if length <= size)
