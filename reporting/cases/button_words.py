"""What a student says by a button, in words: a message of theirs like any other, so that triage reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped
from reporting.cases.follow_up import FollowUps
from reporting.cases.page_words import page_words
from reporting.cases.refusals import NothingStored
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Said:
    """The thread with the message in it. `fresh`: it was not there before."""

    opened: Returned
    fresh: bool

    def __repr__(self) -> str:
        return "Said(<keys>)"


class ButtonWords:
    def __init__(self, threads: ReturnedThreads, follow_ups: FollowUps) -> None:
        self._threads = threads
        self._follow_ups = follow_ups

    def say(  # noqa: PLR0917 - what one message is made of
        self,
        opened: Returned,
        submission: bytes,
        body: str,
        code: str,
        params: Mapping[str, str],
        also: Callable[[Connection], None] | None = None,
    ) -> Said:
        """A field may hold a cry for help. `also`: what is stored with it. Raises NothingStored, TooLong."""
        follow_up = page_words(opened, submission, body, code=code, params=params, also=also)
        try:
            followed = self._follow_ups.add(opened.thread, follow_up)
        except (StoreError, ThreadSwapped):
            raise NothingStored from None
        return Said(self._threads.again(opened), fresh=not followed.repeated)
