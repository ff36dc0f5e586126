"""What is urgent in a side thread: the school's on-call people are woken without a word of it, and the partner is called."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.certified import certified
from reporting.cases.ground import Ground
from reporting.cases.new_thread import summary_draft, triage_draft
from reporting.cases.raising import Plan, Raising
from reporting.cases.sealing import Place, stamp
from reporting.cases.system_message import TEXTS
from reporting.cases.triage_record import TriageRecord
from reporting.model.clock import minute_of
from reporting.model.help.partnership import RecordContact
from reporting.model.ids import MemberId, SideId
from reporting.model.kind import Kind
from reporting.people.ground import Ground as PeopleGround
from reporting.referrals.offer import Offer
from reporting.referrals.side_post import SidePost
from reporting.store import packets, sides
from reporting.store.messages import Draft
from reporting.store.sides import Side
from reporting.store.threads import Thread
from reporting.vault.authorship import BySystem
from reporting.vault.payload import Payload
from reporting.vault.xwing import PublicKey
from triage.decision import UNSORTED, Decision, Severity

URGENT = "side_urgent"
AGAIN_MINUTES = 10
MOST_CALLS = 12
# As an inbox shows it: what was written is not known here.
_SUMMARY = {
    "en": "Something urgent was written to a partner. Call them.",
    "es": "Se escribió algo urgente a una organización. Llamen allí.",
}


class SideAlarm:
    def __init__(self, ground: Ground, post: SidePost) -> None:
        self._ground = ground
        self._post = post
        self._raising = Raising(ground)

    def plan(  # noqa: PLR0917 - what a page without a word is made of
        self, thread: Thread, offer: Offer, side: SideId, named: frozenset[MemberId], lang: str, now: datetime
    ) -> Plan:
        """What the school's thread is told: that it is urgent, and whom to call. `named`: staff named in the words, who are
        not woken for them. Raises ThreadSwapped.
        """
        keys, ground = certified(thread), self._ground
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        message = ground.id()
        decision = Decision(Severity.URGENT, UNSORTED, (), (), ground.rulebook.hash)
        # Of the words neither rule nor category stands here, nor who is named in them.
        record = TriageRecord(message.hex(), decision, lang, None, None, frozenset())
        params = {
            "party": offer.party,
            "organization": offer.organization.hex(),
            "side": side.hex(),
        }
        payload = Payload(stamp(now, exact=True), TEXTS[URGENT], "en", code=URGENT, params=params)

        def seal(readers: Sequence[PublicKey], summarise: bool) -> list[Draft]:  # noqa: FBT001 - as `Sealing` says
            told = place.seal(
                message,
                Kind.SYSTEM,
                payload,
                [keys.talk, *readers],
                BySystem(ground.system),
                now=now,
                exact=True,
            )
            to = [keys.case, *readers]
            judged = triage_draft(place, ground.system, record, to, ground.id(), now=now, exact=True)
            drafts = [told, judged]
            if summarise and readers:
                said = _SUMMARY["es" if ground.roll.lang() == "es" else "en"]
                drafts.append(summary_draft(place, record, said, readers, ground.id(), now=now, exact=True))
            return drafts

        waking = TriageRecord(message.hex(), decision, lang, None, None, named)
        return self._raising.plan(thread, waking, seal, now=now, urgent=True)

    def raise_in(self, conn: Connection, plan: Plan, contact: RecordContact | None, side: Side) -> None:
        """In the transaction of the words. Raises ReadersChanged."""
        self._raising.apply(conn, plan)
        sides.alarm(conn, self._ground.district, side.id, minute_of(plan.now, exact=True))
        self._post.urgent(conn, contact, plan.now, side.packet)

    def tell(self, plan: Plan) -> None:
        """Whoever has the inbox open."""
        self._ground.feed.tell(plan.holders, urgent=True)


class SideClock:
    """What the worker turns: a partner that did not say "I have it" is called again."""

    def __init__(self, ground: PeopleGround, post: SidePost) -> None:
        self._ground = ground
        self._post = post

    def call_again(self) -> None:
        """Every ten minutes for two hours. The school's ladder climbs on its own until somebody acknowledges."""
        ground, now = self._ground, self._ground.minute()
        with ground.database.read() as conn:
            waiting = sides.alarmed(conn, ground.district)
        for one in waiting:
            if one.alert_minute is not None and now - one.alert_minute >= AGAIN_MINUTES:
                contact = self._contact(one)
                ground.database.write(partial(self._call, one, contact, now))

    def _contact(self, side: Side) -> RecordContact | None:
        with self._ground.database.read() as conn:
            row = packets.by_id(conn, self._ground.district, side.packet) if side.packet else None
        return self._post.contact(row.organization) if row else None

    def _call(self, side: Side, contact: RecordContact | None, now: int, conn: Connection) -> None:
        ground = self._ground
        last = side.alerts + 1 >= MOST_CALLS
        # Another process may be faster, or somebody has it.
        if sides.alarmed_again(conn, ground.district, side, None if last else now):
            self._post.urgent(conn, contact, ground.clock(), side.packet)
