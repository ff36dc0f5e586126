"""What rotas remember beside the weekly layers of `notify.tables`: rotations, overrides, offers, gaps, addresses.

The same metadata and the same rules: see there.
"""

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped

from notify.tables import Base, key, keyed, link, public, sealed, seconds


class Rota(Base):
    """What holds for all layers of a team's rota."""

    __tablename__ = "notify_rota"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    region: Mapped[str] = public(String(16), "whose public holidays count, like US-IL; empty: none")


class Rotation(Base):
    """How a layer of the kind `rotation` goes round."""

    __tablename__ = "notify_rotation"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    handoff: Mapped[int] = public(SmallInteger, "minutes after midnight, wall-clock")
    days: Mapped[int] = public(SmallInteger, "how many days a shift lasts")
    hours: Mapped[str] = public(String(8), "always, open, closed or days_off")
    calendar: Mapped[bytes | None] = link(nullable=True)  # whose hours; the caller's own id


class RotationMember(Base):
    """Who goes round, in this order."""

    __tablename__ = "notify_rotation_member"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    place: Mapped[int] = public(SmallInteger, "the order", primary_key=True, autoincrement=False)
    person: Mapped[bytes] = link()


class Override(Base):
    """Somebody else, or somebody more, for a time."""

    __tablename__ = "notify_override"

    district: Mapped[bytes] = key()
    override: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    sequence: Mapped[int] = public(SmallInteger, "the later one wins")
    position: Mapped[int | None] = public(SmallInteger, "0 is called first", nullable=True)
    starts: Mapped[int] = seconds()
    ends: Mapped[int] = seconds()
    person: Mapped[bytes] = link()
    instead_of: Mapped[bytes | None] = link(nullable=True)


Index("ix_notify_override_team", Override.district, Override.team, Override.ends)


class Offer(Base):
    """A shift that somebody would like to hand on, and who took it."""

    __tablename__ = "notify_offer"

    district: Mapped[bytes] = key()
    offer: Mapped[bytes] = key()  # also the id of the override that follows
    team: Mapped[bytes] = link()
    position: Mapped[int] = public(SmallInteger, "0 is called first")
    starts: Mapped[int] = seconds()
    ends: Mapped[int] = seconds()
    person: Mapped[bytes] = link()
    state: Mapped[str] = public(String(12), "offered, accepted or withdrawn")
    taker: Mapped[bytes | None] = link(nullable=True)


Index("ix_notify_offer_team", Offer.district, Offer.team, Offer.ends)


class BegunShift(Base):
    """A shift whose holder was told that it begins."""

    __tablename__ = "notify_begun_shift"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    starts: Mapped[int] = seconds(primary_key=True, autoincrement=False)


class RotaSource(Base):
    """A calendar from which turns or days off are read. Who has its address can read it, so the address is sealed."""

    __tablename__ = "notify_rota_source"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    purpose: Mapped[str] = public(String(8), "turns or days_off")
    address: Mapped[bytes | None] = sealed(nullable=True)
    good_at: Mapped[int] = seconds()
    trouble: Mapped[str] = public(String(24), "a word from a fixed list; empty: none")
    unmatched: Mapped[int] = public(SmallInteger, "how many names in it are nobody's")


class SourceEvent(Base):
    """A turn, or without a person a day off, as it stood when the calendar was read last."""

    __tablename__ = "notify_source_event"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    starts: Mapped[int] = seconds(primary_key=True, autoincrement=False)
    ends: Mapped[int] = seconds()
    person: Mapped[bytes | None] = link(nullable=True)


class DeclaredGap(Base):
    """A time at which nobody is on call, and the district knows it."""

    __tablename__ = "notify_declared_gap"

    district: Mapped[bytes] = key()
    gap: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    starts: Mapped[int] = seconds()
    ends: Mapped[int] = seconds()
    cause: Mapped[str] = public(String(16), "a word from a fixed list, never a sentence")


Index("ix_notify_declared_gap_team", DeclaredGap.district, DeclaredGap.team, DeclaredGap.ends)


class Absence(Base):
    """A time at which somebody is away. It has no reason: that would be a person's health in clear."""

    __tablename__ = "notify_absence"

    district: Mapped[bytes] = key()
    absence: Mapped[bytes] = key()
    person: Mapped[bytes] = link()
    starts: Mapped[int] = seconds()
    ends: Mapped[int] = seconds()


Index("ix_notify_absence_ends", Absence.district, Absence.ends)


class SpokenLanguage(Base):
    """In which languages a person answers."""

    __tablename__ = "notify_spoken_language"

    district: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    language: Mapped[str] = public(String(8), "like en or es", primary_key=True)


class WantedLanguage(Base):
    """In which languages somebody of a team has to answer at every hour."""

    __tablename__ = "notify_wanted_language"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    language: Mapped[str] = public(String(8), "like en or es", primary_key=True)


class GapAlarm(Base):
    """The next time on which nobody can rely, and how near it was when somebody was told."""

    __tablename__ = "notify_gap_alarm"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    starts: Mapped[int] = seconds()
    ends: Mapped[int | None] = seconds(nullable=True)
    why: Mapped[str] = public(String(64), "words from a fixed list, see `notify.coverage.Why`")
    stage: Mapped[str] = public(String(4), "30d, 7d, 24h or now")
    since: Mapped[int] = seconds()


class CalendarLink(Base):
    """Where a person's calendar program reads their shifts: one secret each, of which only a keyed hash is kept."""

    __tablename__ = "notify_calendar_link"

    district: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    secret_hash: Mapped[bytes] = keyed("finds whose calendar it is; the key is not in the database")
    made_at: Mapped[int] = seconds()


Index("uq_notify_calendar_link_secret", CalendarLink.district, CalendarLink.secret_hash, unique=True)
