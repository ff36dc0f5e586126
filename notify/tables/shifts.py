"""A rota's layers, and the final on-call intervals that are made of them. More of a rota is in `rota_tables`."""

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped

from notify.tables.base import Base, key, link, public, seconds


class Layer(Base):
    """One layer of a rota, in wall-clock time of its zone. Higher `rank` wins. A rotation has more in `rota_tables`."""

    __tablename__ = "notify_layer"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    kind: Mapped[str] = public(String(16), "weekly or rotation")
    position: Mapped[int] = public(SmallInteger, "0 is called first")
    rank: Mapped[int] = public(SmallInteger, "which layer wins")
    zone: Mapped[str] = public(String(64), "an IANA zone name")
    starts_on: Mapped[str | None] = public(String(10), "a date, YYYY-MM-DD", nullable=True)
    ends_on: Mapped[str | None] = public(String(10), "a date, YYYY-MM-DD", nullable=True)


Index("ix_notify_layer_team", Layer.district, Layer.team)


class LayerSlot(Base):
    """One weekly turn of a layer: from a minute of the week to a later one, wall-clock, Monday 00:00 = 0."""

    __tablename__ = "notify_layer_slot"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    begins: Mapped[int] = public(SmallInteger, "a minute of the week", primary_key=True, autoincrement=False)
    ends: Mapped[int] = public(SmallInteger, "a minute of the week, after `begins`, at most a week later")
    person: Mapped[bytes] = link()


class Shift(Base):
    """The final on-call intervals in UTC, materialised from the layers. "Who now" looks here only."""

    __tablename__ = "notify_shift"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    position: Mapped[int] = public(SmallInteger, "0 is called first", primary_key=True, autoincrement=False)
    starts: Mapped[int] = seconds(primary_key=True, autoincrement=False)
    ends: Mapped[int] = seconds()
    person: Mapped[bytes] = link()
    layer: Mapped[bytes] = link()
