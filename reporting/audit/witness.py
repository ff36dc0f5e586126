"""Writes audit entries inside the transaction of the act itself: there is no act without its entry."""

from sqlalchemy import Connection

from reporting.audit.chain import AuditChain
from reporting.model.ids import MemberId, QueueId
from reporting.store import audit_entries
from reporting.store.audit_entries import Deed


class ChainedWitness:
    """Call it last in a unit of work: from then on other witnesses of the district wait until the commit."""

    def __init__(self, chain: AuditChain) -> None:
        self._chain = chain

    def record(
        self,
        conn: Connection,
        *,
        minute: int,
        act: str,
        actor: MemberId | None,
        about: bytes | None = None,
        queue: QueueId | None = None,
    ) -> None:
        """`act` is a word from a fixed list, at most 32 letters; `about` a thread, member or queue."""
        audit_entries.append(
            conn, self._chain.district, Deed(minute, actor, act, about, queue), self._chain.link
        )
