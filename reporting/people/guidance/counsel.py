"""First replies and steps as values. Pure."""

from dataclasses import dataclass

REPLIES = 3


@dataclass(frozen=True, slots=True)
class Counsel:
    """`replies`: first sentences to the student. `steps`: for whoever is woken, in the order in which they are done.
    `questions`: what the student is asked after the message is stored, one at a time; may be none.
    """

    replies: tuple[str, ...]
    steps: tuple[str, ...]
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.replies) != REPLIES:
            raise ValueError(f"{REPLIES} first replies, no more and no fewer")
