"""What joins a guardian's thread to the student's. Sealed on both sides; no row says it."""

from dataclasses import dataclass

from reporting.model.ids import MessageId, QueueId


@dataclass(frozen=True, slots=True)
class Tie:
    """`bond`: the row that must stand for the guardian to read; `beside`: a note in the student's thread; `queue`: where
    that thread lies.
    """

    bond: bytes
    beside: MessageId
    queue: QueueId

    def __repr__(self) -> str:
        return "Tie(<sealed>)"
