"""The clock's part in pages that somebody has: their holders are told what is new and reminded, or the page rings again.

Safe in several processes: a holder's pages are changed under the locks of their rows, and a page that rings again
under the lock of its climb first, as every change of who has it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Integer, bindparam, func, select, update

from notify import wording
from notify.contacts import Known, contacts
from notify.holding import Deed, Due, Held, look
from notify.oncall import ladder
from notify.pages.answering import locked_climb
from notify.pages.drilled import of_drill
from notify.pages.giving_back import held_page, reopen
from notify.pages.opening import derived_id
from notify.pages.ringing import Desk
from notify.policy import Policy
from notify.ports import Channel
from notify.tables import Alert, Escalation, Page

_TEXTS: Mapping[Deed, tuple[str, str]] = {
    Deed.NEWS: ("something_new", "things_new"),
    Deed.REMIND: ("first_reply", "first_replies"),
}


# Asked twice a second: put together once.
_HOLDERS_DUE = (
    select(Page.district, Page.holder)
    .where(Page.watch_at <= bindparam("at"), Page.state == "acknowledged", Page.holder.is_not(None))
    .distinct()
    .limit(bindparam("most", type_=Integer))
)


def holders_due(conn: Connection, at: int, limit: int) -> Sequence[tuple[bytes, bytes]]:
    """(district, holder) of pages that the clock must look at."""
    found = conn.execute(_HOLDERS_DUE, {"at": at, "most": limit})
    return [(each.district, each.holder) for each in found]


def mind(here: Desk, holder: bytes, channels: frozenset[Channel]) -> tuple[int, tuple[bytes, ...]]:
    """Tell one holder what is due, in one text; how many texts, and which pages are to ring again."""
    due = here.conn.execute(
        _pages(here.district)
        .where(Page.holder == holder, Page.state == "acknowledged", Page.watch_at <= here.at)
        .order_by(Page.page)
        .with_for_update(of=Page)
    ).all()
    known = contacts(here.conn, district=here.district, persons=[holder]).get(holder)
    told_at = _told_at(here, holder)
    seen = {each.page: look(_policy(each), _held(each, told_at, known), here.at) for each in due}
    again = tuple(each.page for each in due if seen[each.page] == Due(Deed.AGAIN))
    deeds = [step.deed for step in seen.values() if isinstance(step, Due) and step.deed is not Deed.AGAIN]
    made = 0
    if deeds:
        deed = Deed.NEWS if Deed.NEWS in deeds else Deed.REMIND
        pages = [each for each in due if seen[each.page] == Due(deed)]
        made = _tell(here, known, pages, deed, channels) if known else 0
        column = Page.news_told_at if deed is Deed.NEWS else Page.reminded_at
        _change(here, [each.page for each in pages], {column: here.at})
    for each in here.conn.execute(
        _pages(here.district).where(Page.page.in_([each.page for each in due if each.page not in again]))
    ).all():
        rest = look(_policy(each), _held(each, here.at if deeds else told_at, known), here.at)
        # Something else is due as well: it comes when this person may be told of it.
        until = here.at + 1 if isinstance(rest, Due) else rest.until
        _change(here, [each.page], {Page.watch_at: until})
    return made, again


def ring_again(here: Desk, page_id: bytes) -> None:
    """Nobody saw to it: the page is open, unless somebody did in the meantime."""
    found = here.conn.execute(
        select(Page.escalation).where(Page.district == here.district, Page.page == page_id)
    ).one_or_none()
    before = found and locked_climb(here.conn, here.district, found.escalation)
    page = held_page(here.conn, here.district, page_id) if before else None
    if before is None or page is None:
        return
    known = contacts(here.conn, district=here.district, persons=[page.holder]).get(page.holder)
    held = _held(page, None, known)
    if look(Policy.from_json(before.policy), held, here.at) == Due(Deed.AGAIN):
        reopen(here.conn, district=here.district, page=page, before=before, at=here.at)


def _pages(district: bytes) -> Any:
    return (
        select(
            Page.page,
            Page.reference,
            Page.team,
            Page.acknowledged_at,
            Page.replied_at,
            Page.reminded_at,
            Page.news_at,
            Page.news_told_at,
            Escalation.policy,
            Escalation.sender,
            Escalation.zone,
        )
        .join(Escalation, (Escalation.district == Page.district) & (Escalation.escalation == Page.escalation))
        .where(Page.district == district)
    )


def _policy(page: Any) -> Policy:
    return Policy.from_json(page.policy)


def _held(page: Any, told_at: int | None, known: Known | None) -> Held:
    return Held(
        page.acknowledged_at,
        page.replied_at,
        page.reminded_at,
        page.news_at,
        page.news_told_at,
        told_at,
        gone=known is None,
    )


def _told_at(here: Desk, holder: bytes) -> int | None:
    """When this person was last rung by a ladder, or told something about what they have."""
    rang = select(func.max(Alert.rang_at)).where(
        Alert.district == here.district, Alert.person == holder, ~of_drill(Alert)
    )
    told = select(func.max(Page.news_told_at), func.max(Page.reminded_at)).where(
        Page.district == here.district, Page.holder == holder
    )
    moments = [here.conn.execute(rang).scalar(), *here.conn.execute(told).one()]
    return max((each for each in moments if each is not None), default=None)


def _tell(here: Desk, to: Known, pages: Sequence[Any], deed: Deed, channels: frozenset[Channel]) -> int:
    """A mail only where no text can be sent; nobody is called for what a look at the screen may have settled."""
    channel = next((one for one in (Channel.SMS, Channel.EMAIL) if one in to.channels & channels), None)
    if channel is None:
        return 0
    first, policy = pages[0], _policy(pages[0])
    wait_s = policy.unopened_s if deed is Deed.NEWS else policy.again_s
    ends = min(each.news_at for each in pages) + wait_s if deed is Deed.NEWS else here.at + wait_s
    until = datetime.fromtimestamp(ends, UTC).astimezone(ZoneInfo(first.zone))
    text = wording.say(
        _TEXTS[deed][len(pages) > 1],
        to.lang,
        reference=first.reference,
        count=str(len(pages)),
        more=str(len(pages) - 1),
        link=here.link(first.reference),
        time=f"{until:%H:%M}",
    )
    if channel is Channel.EMAIL:
        text = wording.say("subject", to.lang, reference=first.reference) + "\n\n" + text
    rules = ladder(here.conn, district=here.district, team=first.team)
    return here.put(
        to.person,
        channel,
        text,
        derived_id("holder", deed.encode(), first.page, str(here.at).encode()),
        rules.sender if rules else first.sender,
        validity_s=wait_s,
        page=first.page,
    )


def _change(here: Desk, pages: Sequence[bytes], values: dict[Any, Any]) -> None:
    here.conn.execute(update(Page).where(Page.district == here.district, Page.page.in_(pages)).values(values))
