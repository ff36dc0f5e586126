"""What drills remember: that a climb is one, when it was delivered, taken and answered, whom it reached, what is planned.

The same metadata and the same rules as `notify.tables`: see there.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from notify.tables import Base, key, link, public


def exercised(**more: Any) -> MappedColumn[Any]:
    reason = "a drill is measured in seconds; it tells of staff alone and is deleted after 400 days"
    return mapped_column(BigInteger, info={"class": "public", "reason": reason}, **more)


class Drill(Base):
    """A page without a message behind it. No row of `notify_escalation` is a drill's but by this one's `escalation`."""

    __tablename__ = "notify_drill"

    district: Mapped[bytes] = key()
    drill: Mapped[bytes] = key()  # also the id of its page
    team: Mapped[bytes] = link()
    kind: Mapped[str] = public(String(12), "announced or unannounced")
    state: Mapped[str] = public(String(12), "planned, running, practising, done, unanswered or called_off")
    reference: Mapped[str] = public(String(16), "names a drill to staff; no message has such a one")
    starts: Mapped[int] = exercised()
    began: Mapped[int | None] = exercised(nullable=True)
    delivered: Mapped[int | None] = exercised(nullable=True)
    acknowledged: Mapped[int | None] = exercised(nullable=True)
    acknowledged_by: Mapped[str | None] = public(
        String(16), "code, bare, digit, link or inbox", nullable=True
    )
    holder: Mapped[bytes | None] = link(nullable=True)
    replied: Mapped[int | None] = exercised(nullable=True)
    ended: Mapped[int | None] = exercised(nullable=True)
    because: Mapped[str | None] = public(
        String(8), "why it was called off: page, hand or late", nullable=True
    )
    escalation: Mapped[bytes | None] = link(nullable=True)
    started_by: Mapped[bytes | None] = link(nullable=True)  # null: the clock did, by a habit
    notice_due: Mapped[bool] = public(
        Boolean, "others still to be told that it was called off", default=False
    )


Index("ix_notify_drill_state", Drill.district, Drill.state, Drill.starts)
Index("ix_notify_drill_escalation", Drill.district, Drill.escalation)
Index("ix_notify_drill_team", Drill.district, Drill.team, Drill.starts)
Index("uq_notify_drill_reference", Drill.district, Drill.reference, unique=True)


class DrillPerson(Base):
    """One person in one drill: whether it was announced to them, and when it reached them."""

    __tablename__ = "notify_drill_person"

    district: Mapped[bytes] = key()
    drill: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    told: Mapped[int | None] = exercised(nullable=True)
    rung: Mapped[int | None] = exercised(nullable=True)
    delivered: Mapped[int | None] = exercised(nullable=True)
    missed: Mapped[bool] = public(
        Boolean, "rung by themselves, and the ladder had to go on to others", default=False
    )


class DrillHabit(Base):
    """How often a team is drilled without a word beforehand, and in which hours."""

    __tablename__ = "notify_drill_habit"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    months: Mapped[int] = public(SmallInteger, "one drill in so many months")
    opens: Mapped[int] = public(SmallInteger, "minutes after midnight, wall-clock")
    closes: Mapped[int] = public(SmallInteger, "minutes after midnight, wall-clock")
    weekdays: Mapped[bool] = public(Boolean, "Monday to Friday only")
    nights: Mapped[bool] = public(Boolean, "whether one in a quarter may come at night")
