"""Telling the others: a page that somebody took is nobody else's any more."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from notify import wording
from notify.contacts import Known, contacts
from notify.pages.drilled import is_drill
from notify.pages.opening import derived_id
from notify.pages.ringing import Desk
from notify.ports import Channel
from notify.tables import Escalation, Outbox, Page
from notify.tables import Ring as RingRow


def tell_others(here: Desk, escalation: bytes) -> int:
    """Say "taken over by …" to each who was rung, once a holder and moment; never to the holder."""
    mine = (Page.district == here.district, Page.escalation == escalation, Page.notice_due)
    taken = here.conn.execute(
        select(Page.page, Page.reference, Page.holder, Page.acknowledged_at)
        .where(*mine)
        .order_by(Page.created_at, Page.page)
        .with_for_update()
    ).all()
    if not taken:
        return 0  # told by another process, or the page of a test of the line, gone with it
    here.conn.execute(update(Page).where(*mine).values(notice_due=False))
    by_holder: dict[bytes, list[Any]] = {}
    for each in taken:
        if each.holder is not None:
            by_holder.setdefault(each.holder, []).append(each)
    climb = here.conn.execute(
        select(Escalation.sender, Escalation.passed).where(
            Escalation.district == here.district, Escalation.escalation == escalation
        )
    ).one()
    # Whoever had it before was perhaps not rung since; they hear of it too.
    before = [bytes.fromhex(person) for person in climb.passed]
    rung: dict[bytes, None] = dict.fromkeys(before) | dict.fromkeys(
        here.conn.execute(
            select(RingRow.person)
            .join(Outbox, (Outbox.district == RingRow.district) & (Outbox.row == RingRow.ring))
            .where(RingRow.district == here.district, RingRow.escalation == escalation)
            .where(Outbox.handed_at.is_not(None))
            .order_by(RingRow.person)
        ).scalars()
    )
    known = contacts(here.conn, district=here.district, persons=[*rung, *by_holder])
    drill = is_drill(here.conn, district=here.district, escalation=escalation)
    return sum(
        _notice(here, known[person], known.get(holder), pages, climb.sender, drill=drill)
        for holder, pages in by_holder.items()
        for person in rung
        if person != holder and person in known
    )


def _notice(
    here: Desk, to: Known, holder: Known | None, pages: Sequence[Any], sender: str, *, drill: bool
) -> int:
    if Channel.SMS not in to.channels:
        return 0
    body = wording.say(
        "taken_over",
        to.lang,
        drill=drill,
        references=wording.listed([each.reference for each in pages]),
        name=holder.name if holder else "?",
    )
    stamp = f"{pages[0].acknowledged_at}".encode()
    row = derived_id("notice", pages[0].page, pages[0].holder, to.person, stamp)
    return here.put(to.person, Channel.SMS, body, row, sender, validity_s=3600)
