"""What a text means to whoever asked its phone something. Hearing a text knows nothing of what was asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from reporting.cases.numbers import Phone
from reporting.store.threads import Thread


@dataclass(frozen=True, slots=True)
class Taken:
    """`texts`: what is sent back. `also`: stored in the transaction of the text itself; `done`: after it, once."""

    texts: tuple[str, ...]
    also: Callable[[Connection], None] | None = None
    done: Callable[[], None] | None = None

    def __repr__(self) -> str:
        return "Taken(<sealed>)"


class AskedByText(Protocol):
    def take(self, phone: Phone, thread: Thread, body: str, sid: bytes) -> Taken | None:
        """None for words that answer nothing. Whatever it is, the text is stored and judged like any other."""
        ...
