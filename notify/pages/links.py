"""The button of an e-mail. Looking shows it and changes nothing, for mail scanners open links before people do."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from notify.contacts import contacts
from notify.escalation import Kind
from notify.pages.answering import locked_climb, take
from notify.pages.drilled import of_drill
from notify.pages.ringing import TOKEN_DIGITS, hash_of
from notify.tables import Escalation, Page, Ring

_TOKEN = re.compile(rf"[0-9]{{{TOKEN_DIGITS}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks for. `holder`: the name of who has it, when nobody else is called any more; `mine`: its reader."""

    lang: str
    references: tuple[str, ...]
    open: bool
    holder: str | None = None
    mine: bool = False
    drill: bool = False


def look_at_link(conn: Connection, *, district: bytes, token: str) -> Asked | None:
    """None for a link that nobody was sent, or whose page is forgotten."""
    ring = _ring(conn, district, token)
    if ring is None:
        return None
    pages = conn.execute(
        select(Page.reference, Page.holder, Page.state)
        .where(Page.district == district, Page.escalation == ring.escalation)
        .order_by(Page.created_at, Page.page)
    ).all()
    open_ = [each for each in pages if each.state == "open"]
    shown = open_ or [each for each in pages if each.holder == ring.person] or pages
    holder: bytes | None = next((each.holder for each in shown if each.holder is not None), None)
    known = contacts(conn, district=district, persons=[ring.person, *([holder] if holder else [])])
    return Asked(
        known[ring.person].lang if ring.person in known else "en",
        tuple(each.reference for each in shown),
        bool(open_),
        known[holder].name if holder is not None and holder in known else None,
        holder == ring.person,
        ring.drill,
    )


def acknowledge_by_link(conn: Connection, *, district: bytes, token: str, now: datetime) -> Asked | None:
    """The button was pressed: all that is open in this climb is theirs. Afterwards as `look_at_link`."""
    ring = _ring(conn, district, token)
    climb = ring and locked_climb(conn, district, ring.escalation)
    if not ring or not climb or ring.person.hex() in climb.excluded:
        return None
    if ring.person not in contacts(conn, district=district, persons=[ring.person]):
        return None  # works here no more
    if climb.state == "open" and ring.kind != Kind.FALLBACK:
        take(conn, district=district, climb=climb, person=ring.person, now=now, by="link")
    return look_at_link(conn, district=district, token=token)


def _ring(conn: Connection, district: bytes, token: str) -> Any:
    if not _TOKEN.fullmatch(token):
        return None
    return conn.execute(
        select(Ring.person, Ring.escalation, Ring.kind, of_drill(Ring).label("drill"))
        .join(Escalation, (Escalation.district == Ring.district) & (Escalation.escalation == Ring.escalation))
        .where(Ring.district == district, Ring.link_hash == hash_of(token))
    ).one_or_none()
