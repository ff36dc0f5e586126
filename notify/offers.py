"""A shift changes hands: one person offers it, another takes it. Until somebody does, it stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from notify import rota_tables as kept
from notify.overrides import add_override
from notify.plan import Override
from notify.rotas import lock, shifts_of


class OfferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class OfferRefused(ValueError):
    """The shift cannot change hands. `code`: over, not_theirs, already_offered, own or not_offered."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Offer:
    offer: bytes
    team: bytes
    position: int
    starts: datetime
    ends: datetime
    person: bytes
    state: OfferState = OfferState.OFFERED
    taker: bytes | None = None


def make_offer(conn: Connection, *, district: bytes, offer: Offer, now: datetime) -> Offer:
    """Offer a time that this person holds; one that has begun is offered from now on.

    Returns it as it is kept. Raises OfferRefused: over, not_theirs or already_offered.
    """
    lock(conn, district=district, team=offer.team)
    starts = max(offer.starts, now.astimezone(UTC).replace(microsecond=0))
    if starts >= offer.ends:
        raise OfferRefused("over", "This shift is over.")
    cut = Offer(offer.offer, offer.team, offer.position, starts, offer.ends, offer.person)
    _must_hold(conn, district, cut)
    overlapping = [
        each
        for each in offers(conn, district=district, team=offer.team, now=now)
        if each.state is OfferState.OFFERED
        and (each.person, each.position) == (offer.person, offer.position)
        and each.starts < cut.ends
        and each.ends > cut.starts
    ]
    if overlapping:
        raise OfferRefused("already_offered", "This time is offered already. Withdraw that offer first.")
    conn.execute(
        insert(kept.Offer).values(
            district=district,
            offer=cut.offer,
            team=cut.team,
            position=cut.position,
            starts=int(cut.starts.timestamp()),
            ends=int(cut.ends.timestamp()),
            person=cut.person,
            state=OfferState.OFFERED,
        )
    )
    return cut


def take(
    conn: Connection, *, district: bytes, team: bytes, offer: bytes, taker: bytes, now: datetime
) -> Offer:
    """Somebody says: mine. Adds the override that makes it so; call `notify.rotas.refresh` afterwards.

    Of two who take it at once, one has it. Raises OfferRefused: not_offered, own, over or not_theirs.
    """
    found = _offered(conn, district, team, offer)
    if found.person == taker:
        raise OfferRefused("own", "This is your own shift.")
    starts = max(found.starts, now.astimezone(UTC).replace(microsecond=0))
    if starts >= found.ends:
        raise OfferRefused("over", "This shift is over.")
    rest = Offer(offer, team, found.position, starts, found.ends, found.person, OfferState.ACCEPTED, taker)
    _must_hold(conn, district, rest)
    add_override(
        conn,
        district=district,
        team=team,
        override=Override(offer, starts, found.ends, taker, found.person, found.position),
    )
    _set(conn, district, offer, state=OfferState.ACCEPTED, taker=taker, starts=int(starts.timestamp()))
    return rest


def withdraw(conn: Connection, *, district: bytes, team: bytes, offer: bytes, person: bytes) -> Offer:
    """Raises OfferRefused: not_offered, or not_theirs for somebody else's."""
    found = _offered(conn, district, team, offer)
    if found.person != person:
        raise OfferRefused("not_theirs", "Somebody else offered this shift.")
    _set(conn, district, offer, state=OfferState.WITHDRAWN)
    return found


def undo(conn: Connection, *, district: bytes, offer: bytes) -> None:
    """Its override was taken out by a registrar: nothing was accepted, as far as pages say."""
    _set(conn, district, offer, state=OfferState.WITHDRAWN)


def offers(conn: Connection, *, district: bytes, team: bytes, now: datetime) -> tuple[Offer, ...]:
    """Those that are not over, by start; the withdrawn ones are gone."""
    rows = conn.execute(
        select(*_COLUMNS)
        .where(kept.Offer.district == district, kept.Offer.team == team)
        .where(kept.Offer.ends > int(now.timestamp()), kept.Offer.state != OfferState.WITHDRAWN)
        .order_by(kept.Offer.starts, kept.Offer.offer)
    )
    return tuple(_read(row) for row in rows)


_COLUMNS = (
    kept.Offer.offer,
    kept.Offer.team,
    kept.Offer.position,
    kept.Offer.starts,
    kept.Offer.ends,
    kept.Offer.person,
    kept.Offer.state,
    kept.Offer.taker,
)


def _read(row: Sequence[Any]) -> Offer:
    offer, team, position, starts, ends, person, state, taker = row
    return Offer(
        offer,
        team,
        position,
        datetime.fromtimestamp(starts, UTC),
        datetime.fromtimestamp(ends, UTC),
        person,
        OfferState(state),
        taker,
    )


def _offered(conn: Connection, district: bytes, team: bytes, offer: bytes) -> Offer:
    lock(conn, district=district, team=team)
    row = conn.execute(
        select(*_COLUMNS)
        .where(kept.Offer.district == district, kept.Offer.team == team, kept.Offer.offer == offer)
        .with_for_update()
    ).one_or_none()
    if row is None or row.state != OfferState.OFFERED:
        raise OfferRefused(
            "not_offered", "This shift is no longer offered: somebody was faster, or it was withdrawn."
        )
    return _read(row)


def _set(conn: Connection, district: bytes, offer: bytes, **values: object) -> None:
    conn.execute(
        update(kept.Offer).where(kept.Offer.district == district, kept.Offer.offer == offer).values(**values)
    )


def _must_hold(conn: Connection, district: bytes, offer: Offer) -> None:
    """The whole of it lies within one shift of theirs, as the rows say now."""
    held = shifts_of(conn, district=district, person=offer.person, start=offer.starts, end=offer.ends)
    if not any(
        each.position == offer.position and each.starts <= offer.starts and each.ends >= offer.ends
        for each in held.get(offer.team, ())
    ):
        raise OfferRefused("not_theirs", "The on-call list has changed: this time is no longer theirs.")
