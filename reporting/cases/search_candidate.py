"""A conversation that a search comes to, as it was read from the database: sealed, and without anybody's keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.beside.skim import SealedThread
from reporting.cases.keyring import Keyring
from reporting.cases.searched_thread import Fetch, SearchedThread
from reporting.store.messages import Message
from reporting.store.newest import ChangedPlace
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    row: Thread
    wraps: Sequence[Wrap]
    messages: Sequence[Message]
    shred_key: bytes

    def opened_by(self, keyring: Keyring, fetch: Fetch) -> SearchedThread:
        return SearchedThread(
            self.row,
            keyring,
            wraps=self.wraps,
            messages=self.messages,
            shred_key=self.shred_key,
            fetch=fetch,
        )


@dataclass(slots=True, repr=False)
class Candidate:
    """`read`: None where it was erased meanwhile. `sealed`: None where no key of the asker's opens it. `worth`: whether it
    is to be looked at, None as long as nobody has skimmed it.
    """

    place: ChangedPlace
    read: Read | None
    sealed: SealedThread | None = None
    worth: bool | None = None

    def wrap(self) -> Wrap | None:
        """By which it is opened."""
        if self.read is None or self.sealed is None:
            return None
        kid = self.sealed.kid
        return next((one for one in self.read.wraps if one.kid == kid), None)
