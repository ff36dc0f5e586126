"""What needs a person's hand in the service itself: a queue with one member, a missing key, a lost page."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, public, word


class AlarmRow(Base):
    __tablename__ = "alarm"
    __table_args__ = (
        Index(
            "ix_alarm_standing",
            "district",
            "raised_minute",
            sqlite_where=text("cleared_minute IS NULL"),
            postgresql_where=text("cleared_minute IS NULL"),
        ),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("names the alarm; raising it twice is raising it once", Id, primary_key=True)
    kind: Mapped[str] = word("what is wrong, a word from a fixed list")
    queue: Mapped[QueueId | None] = public("whose queue it concerns", Id)
    member: Mapped[MemberId | None] = public("whom it concerns", Id)
    thread: Mapped[ThreadId | None] = public("which thread it concerns", Id)
    raised_minute: Mapped[int] = public("since when", Minute)
    cleared_minute: Mapped[int | None] = public("until when; empty while it stands", Minute)
