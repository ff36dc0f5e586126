"""The student's side of a referral: look at what would be shared, say yes field by field, no, or take it back."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.button_words import ButtonWords
from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.refusals import Refused
from reporting.cases.reporter_view import ReporterView
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.model.help.words import Barrier, SharedField
from reporting.model.ids import PacketId
from reporting.model.measure import Step
from reporting.model.referral import ReferralState
from reporting.referrals.answer import Answer, read_answer
from reporting.referrals.counted import count_of
from reporting.referrals.offer import (
    AGREED,
    MET,
    REFUSED,
    SIDE,
    WITHDRAWN,
    Age,
    Consent,
    Offer,
    Referral,
    referrals_of,
)
from reporting.referrals.side_birth import belonging, mark_of, new_side
from reporting.referrals.tag import read_tag, steps_of
from reporting.referrals.terms import MinorsRule
from reporting.store import packet_counts, packets, sides
from reporting.store.errors import StoreError
from reporting.store.packets import Packet
from reporting.store.shred import ResidueRemains

LONGEST: Mapping[SharedField, int] = {
    SharedField.FIRST_NAME: 40,
    SharedField.AGE_BAND: 20,
    SharedField.GRADE: 20,
    SharedField.LANGUAGE: 40,
    SharedField.CONTACT: 160,
}
METS = ("yes", "not_yet", "no")


class NoSuchOffer(Refused):
    """Nothing was proposed under this number, or not to this student."""

    code = "no_such_offer"


class FieldEmpty(Refused):
    """A field is to be shared, and nothing stands in it. `name`: which."""

    code = "field_empty"

    def __init__(self, name: SharedField) -> None:
        super().__init__("a field to be shared is empty")
        self.name = name


class Decided(Refused):
    """It was answered, sent or taken back meanwhile: the page shows how it stands."""

    code = "decided"


@dataclass(frozen=True, slots=True)
class Standing:
    """One referral as the student's page shows it. `state` and `answer` of one that was sent; `opened`: whether the
    partner ever opened it.
    """

    referral: Referral
    state: ReferralState | None = None
    opened: bool = False
    answer: Answer | None = None

    def __repr__(self) -> str:
        return "Standing(<sealed>)"


@dataclass(frozen=True, slots=True)
class Decision:
    """`values`: what the student wrote for each field that they ticked. `side`: the partner may write to them here."""

    values: Mapping[SharedField, str]
    age: Age = "unsaid"
    side: bool = False
    barriers: tuple[Barrier, ...] = ()

    def __repr__(self) -> str:
        return "Decision(<sealed>)"

    def checked(self, offer: Offer) -> Mapping[SharedField, str]:
        """Only fields that were asked for. Raises FieldEmpty."""
        found: dict[SharedField, str] = {}
        for name in offer.fields:
            if name not in self.values:
                continue
            value = offer.about if name is SharedField.ABOUT else self.values[name].strip()[: LONGEST[name]]
            if not value:
                raise FieldEmpty(name)
            found[name] = value
        return found


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The page of one referral, with the thread that it belongs to. `rule`: the state's on whose consent counts."""

    thread: ReporterView
    standing: Standing
    rule: MinorsRule

    def __repr__(self) -> str:
        return "ReferralView(<sealed>)"


class StudentReferrals:
    def __init__(
        self,
        ground: Ground,
        threads: ReturnedThreads,
        follow_ups: FollowUps,
        rule: MinorsRule,
        *,
        counter: ReferralCounter,
    ) -> None:
        self._ground = ground
        self._counter = counter
        self._threads = threads
        self._words = ButtonWords(threads, follow_ups)
        self._rule = rule

    def look(self, token: str, offer: str) -> ReferralView:
        """Raises TokenExpired, NoSuchOffer."""
        opened = self._threads.by_token(token)
        return self._view(opened, _find(opened.messages, offer))

    def agree(
        self, token: str, submission: bytes, offer: str, decision: Decision, words: Callable[[Consent], str]
    ) -> ReferralView:
        """`words`: the same in the student's language, as their message says it. A person sends it, not this.

        Raises TokenExpired, NoSuchOffer, FieldEmpty, Decided, NothingStored.
        """
        opened = self._threads.by_token(token)
        known = _find(opened.messages, offer)
        values = decision.checked(known.offer)
        if not known.open:
            return self._decided(opened, submission, known)
        beside = decision.side and known.offer.beside
        ground, side = self._ground, new_side(self._ground, opened.wrap) if beside else None
        mark = mark_of(side) if side else ""
        consent = Consent(values, decision.age, ground.clock(), opened.lang, mark, decision.barriers)
        named = {one for other in referrals_of(opened.messages) for one in other.barriers}

        def also(conn: Connection) -> None:
            if side is not None:
                sides.add(conn, ground.district, side)

        params = consent.params(known.offer)
        later = self._words.say(opened, submission, words(consent), AGREED, params, also)
        if later.fresh:
            fresh = [one for one in decision.barriers if one not in named]
            self._count(opened, "", Step.AGREED, *steps_of(fresh, known.offer.answered))
        return self._view(later.opened, _find(later.opened.messages, offer))

    def open_side(self, token: str, submission: bytes, offer: str, words: str) -> ReferralView:
        """The partner may write to them from now on, and the school holds no key to it. Raises as `agree` does."""
        opened = self._threads.by_token(token)
        known = _find(opened.messages, offer)
        if known.packet is None or known.withdrawn or not known.offer.beside or self._has_side(known):
            return self._decided(opened, submission, known)
        ground = self._ground
        side = belonging(new_side(ground, opened.wrap), known.packet, known.answer_key)

        def also(conn: Connection) -> None:
            sides.add(conn, ground.district, side)

        params = {"offer": offer, "side": mark_of(side)}
        later = self._words.say(opened, submission, words, SIDE, params, also)
        return self._view(later.opened, _find(later.opened.messages, offer))

    def _has_side(self, known: Referral) -> bool:
        with self._ground.database.read() as conn:
            return known.side is not None and bool(
                sides.which_exist(conn, self._ground.district, [known.side[0]])
            )

    def refuse(self, token: str, submission: bytes, offer: str, words: str) -> ReferralView:
        """Raises as `agree` does."""
        opened = self._threads.by_token(token)
        known = _find(opened.messages, offer)
        if not known.open or known.refused:
            return self._decided(opened, submission, known)
        later = self._words.say(opened, submission, words, REFUSED, {"offer": offer})
        return self._view(later.opened, _find(later.opened.messages, offer))

    def withdraw(self, token: str, submission: bytes, offer: str, words: str) -> ReferralView:
        """From now on the partner opens nothing; what was seen, was seen. Raises as `agree` does."""
        opened = self._threads.by_token(token)
        known = _find(opened.messages, offer)
        if known.consent is None or known.withdrawn:
            return self._decided(opened, submission, known)
        ground, packet = self._ground, known.packet
        category = self._category(known)

        def also(conn: Connection) -> None:
            if packet is not None:
                packets.end(conn, ground.district, packet, ReferralState.WITHDRAWN)
            if known.side is not None:
                sides.end(conn, ground.district, known.side[0])

        later = self._words.say(opened, submission, words, WITHDRAWN, {"offer": offer}, also)
        if packet is not None and later.fresh:
            self._count(opened, category, Step.TAKEN_BACK)
        gone = [one for one in (packet, known.side[0] if known.side else None) if one is not None]
        if gone:
            # The rows are over already; a key that stays a moment longer goes with the next sweep.
            with suppress(StoreError, ResidueRemains):
                ground.shred.erase(gone)
        return self._view(later.opened, _find(later.opened.messages, offer))

    def met(self, token: str, submission: bytes, offer: str, met: str, words: str) -> ReferralView:
        """Whether they were seen there, as the student says. Raises as `agree` does."""
        opened = self._threads.by_token(token)
        known = _find(opened.messages, offer)
        if met not in METS or known.packet is None or known.withdrawn or known.met == met:
            return self._decided(opened, submission, known)
        later = self._words.say(opened, submission, words, MET, {"offer": offer, "met": met})
        step = {"yes": Step.CONFIRMED, "no": Step.NOT_SEEN}.get(met)
        if step is not None and later.fresh and met not in known.mets:
            self._count(opened, self._category(known), step)
        return self._view(later.opened, _find(later.opened.messages, offer))

    def leave(self, conn: Connection, messages: Sequence[OpenedMessage]) -> None:
        """The student deletes the thread: what was sent because of it ends with it."""
        for one in referrals_of(messages):
            if one.packet is not None:
                packets.end(conn, self._ground.district, one.packet, ReferralState.WITHDRAWN)
            if one.side is not None:
                sides.end(conn, self._ground.district, one.side[0])

    def _count(self, opened: Returned, category: str, *steps: Step) -> None:
        count_of(self._ground, self._counter, opened.thread, category, steps)

    def _category(self, known: Referral) -> str:
        packet = known.packet
        if packet is None:
            return ""
        with self._ground.database.read() as conn:
            count = packet_counts.of(conn, self._ground.district, packet)
        return read_tag(known.answer_key, packet, count.tag).category if count else ""

    def _decided(self, opened: Returned, submission: bytes, known: Referral) -> ReferralView:
        """The same form sent twice is answered as the first time. Raises Decided for another one."""
        if any(one.stored.id == submission for one in opened.messages):
            return self._view(opened, known)
        raise Decided

    def _view(self, opened: Returned, known: Referral) -> ReferralView:
        thread = self._threads.view(opened)
        return ReferralView(thread, self._standing(known), self._rule)

    def _standing(self, known: Referral) -> Standing:
        if known.packet is None:
            return Standing(known)
        with self._ground.database.read() as conn:
            row = packets.by_id(conn, self._ground.district, known.packet)
        return standing(known, row)


def standing(known: Referral, row: Packet | None) -> Standing:
    """Pure."""
    if row is None or known.packet is None:
        return Standing(known)
    answer = read_answer(known.answer_key, PacketId(known.packet), row.answer)
    return Standing(known, row.state, row.opened, answer)


def _find(messages: Sequence[OpenedMessage], offer: str) -> Referral:
    found = next((one for one in referrals_of(messages) if one.offer.id == offer), None)
    if found is None:
        raise NoSuchOffer
    return found
