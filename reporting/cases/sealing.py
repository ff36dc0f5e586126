"""Seal one message of a thread. The only place of the use-cases where words turn into envelopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reporting.model.clock import minute_of
from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.store.messages import Draft
from reporting.vault.authorship import Auth
from reporting.vault.envelope import Context, seal
from reporting.vault.payload import Payload
from reporting.vault.xwing import PublicKey

EPOCH = 0
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message belongs: district and thread, with the shred key of its part."""

    district: DistrictId
    thread: ThreadId
    shred_key: bytes

    def __repr__(self) -> str:
        return "Place(<key>)"

    def context(self, message: bytes, kind: Kind, epoch: int = EPOCH) -> Context:
        return Context(self.district, self.thread, message, epoch, kind)

    def seal(
        self,
        message: bytes,
        kind: Kind,
        payload: Payload,
        recipients: Sequence[PublicKey],
        auth: Auth,
        *,
        now: datetime,
        exact: bool,
    ) -> Draft:
        """A draft: the store alone gives it a place. Raises TooLarge. `exact` keeps the minute: only for what is urgent, or written by staff and system."""
        envelope = seal(self.context(message, kind), payload.to_bytes(), self.shred_key, recipients, auth)
        return Draft(
            MessageId(message), kind, minute_of(now, exact=exact), envelope.core, envelope.recipients
        )


def stamp(now: datetime, *, exact: bool) -> int:
    """The payload's own time in unix seconds, as coarse as its column."""
    seconds = int(now.timestamp())
    return seconds if exact else seconds - seconds % HOUR_S
