"""Who did what to which thread, chained: an entry cannot be taken out without its neighbours showing it."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, keyed, public, word


class AuditEntryRow(Base):
    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "district", "object"), Index(None, "district", "queue", "n"), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    n: Mapped[int] = public("its place in the chain", BigInteger, primary_key=True)
    minute: Mapped[int] = public("when a member of staff acted", Minute)
    actor: Mapped[MemberId | None] = public("which member; empty for the service itself", Id)
    act: Mapped[str] = word("what was done, a word from a fixed list")
    object: Mapped[bytes | None] = public("to which thread or member", Id)
    queue: Mapped[QueueId | None] = public("whose leads may see the entry", Id)
    link: Mapped[bytes] = keyed(32)
