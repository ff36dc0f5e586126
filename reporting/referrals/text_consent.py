"""Consent by text: a phone is asked one thing at a time, and each answer is a text that is stored and judged like any other.

Nobody on the server can open the thread then. So what was asked lies in a row of its own, which opens with the phone's
number and the key of the tags (`vault/text_askings.py`); what comes of it is noted in the thread, signed by the system.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy import Connection

from reporting.cases.asked_by_text import Taken
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.contact import contact_of
from reporting.cases.desk_pen import Doing, Effect
from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.nudge_words import says_something
from reporting.cases.numbers import Numbers, Phone
from reporting.cases.open_words import OpenWords
from reporting.cases.phone_silence import silence_of
from reporting.cases.phone_standing import stopped
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.refusals import Refused, TooLong
from reporting.cases.sealing import Place
from reporting.cases.system_message import system_draft
from reporting.cases.text_hours import FRESH, leaves_at
from reporting.model.clock import day_of
from reporting.model.ids import MessageId, PacketId
from reporting.model.measure import Step
from reporting.model.referral import ReferralState
from reporting.referrals.counted import count_of
from reporting.referrals.offer import AGREED, BY_TEXT, MET, REFUSED, WITHDRAWN, Consent, Offer, Referral
from reporting.referrals.terms import MinorsRule
from reporting.referrals.text_asking import (
    FIELDS_BY_TEXT,
    WAITS,
    Asking,
    Said,
    State,
    Word,
    answered,
    met_answered,
    met_asked,
    new_number,
    preview,
    read_answer,
    refused,
)
from reporting.referrals.text_words import TELLING, asked_text
from reporting.referrals.weeks import week_end
from reporting.store import messages, packets, text_askings
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.store.shred import ResidueRemains
from reporting.store.text_askings import TextAsking
from reporting.store.threads import Thread
from reporting.vault.notation import Unreadable, new_id, sha256
from reporting.vault.text_askings import AskingKeys, open_asking, seal_asking
from triage.decision import Severity

# Letters of what for: with the partner's name it must stay a text that is read.
WHAT_FOR = 120
# A row stays a while after its question, so that a late answer hears that it is late.
_AFTER = 14
_CODES = {State.AGREED: AGREED, State.REFUSED: REFUSED, State.WITHDRAWN: WITHDRAWN}


class How(StrEnum):
    """What leaves for the phone: the first of short questions, or the word that opens a browser."""

    TEXT = "text"
    WEB = "web"


class NoPhone(Refused):
    """No text reaches this student: the number was forgotten, or they asked for none."""

    code = "by_text_no_phone"


class WordsTell(Refused):
    """The partner's name or what for would tell whoever holds the phone what it is about."""

    code = "by_text_words"


class AtNight(Refused):
    """A phone is not asked anything between nine and seven."""

    code = "by_text_night"


class LookFirst(Refused):
    """The texts were not looked at, or are others now."""

    code = "by_text_look"


class AskedLately(Refused):
    """The phone was asked whether it worked out, and the question stands."""

    code = "by_text_asked"


class QuestionOver(Refused):
    """What the phone was asked is not known any more, so that it could not take its yes back."""

    code = "by_text_over"


@dataclass(frozen=True, slots=True)
class Texts:
    """What will go, in its order. `digest`: of these texts, so that what was looked at is what is sent."""

    texts: tuple[str, ...]
    digest: str

    def __repr__(self) -> str:
        return "Texts(<sealed>)"


@dataclass(frozen=True, slots=True)
class MetText:
    """What asks whether it worked out. `waits`: it was asked, and the question stands."""

    text: str
    waits: bool


class TextConsents:
    def __init__(
        self, ground: Ground, numbers: Numbers, rule: MinorsRule, *, counter: ReferralCounter
    ) -> None:
        self._ground = ground
        self._numbers = numbers
        self._rule = rule
        self._counter = counter
        self._open_words = OpenWords(ground)

    def reaches(self, thread: DeskThread) -> bool:
        """Whether a text reaches this student."""
        return contact_of(self._ground, thread) is not None and not stopped(thread)

    def texts(self, offer: Offer, lang: str, how: str) -> Texts:
        """With numbers that stand for those that will be drawn. Raises WordsTell, TooLong."""
        if how == How.WEB:
            said: tuple[str, ...] = (asked_text("web", lang),)
        else:
            self._check(offer)
            said = preview(self._asking(offer, lang, b"", n=31, back=47, until=0))
        return Texts(said, sha256("\n".join(said).encode()).hex()[:16])

    def ask(self, doing: Doing, offer: Offer, lang: str, how: str) -> Effect:
        """The first text, with the proposal. Raises NoPhone, AtNight, WordsTell, TooLong."""
        ground, thread = self._ground, doing.thread
        phone, contact = self._phone(thread)
        keys = self._keys(phone)
        self._by_day(doing)
        former = self._rows(keys)
        asking: Asking | None = None
        body = asked_text("web", lang)
        if how != How.WEB:
            self._check(offer)
            taken = frozenset(number for _, one in former for number in one.numbers)
            back = new_number(taken, ground.random(8))
            n = new_number(taken | {back}, ground.random(8))
            until = int((doing.now + timedelta(days=WAITS)).timestamp())
            asking = self._asking(offer, lang, thread.row.id, n=n, back=back, until=until)
            body = asking.question()
        row, about = ground.id(), MessageId(bytes.fromhex(offer.id))

        def effect(conn: Connection) -> None:
            # Asked again in the transaction: the student may have had the number forgotten meanwhile.
            if not messages.is_whole(conn, ground.district, thread.row.id, contact):
                raise NoPhone
            for known, one in former:
                if one.state is State.OPEN:
                    over = replace(one, state=State.OVER, values={})
                    self._move(conn, keys, known, over, known.ends_day)
            if asking is not None:
                day = day_of(doing.now) + WAITS + _AFTER
                name = new_id()
                sealed = seal_asking(keys, ground.district, name, asking.to_bytes())
                text_askings.add(conn, ground.district, TextAsking(name, keys.tag, 0, week_end(day), sealed))
            ground.paging.text(
                conn, row=row, number=phone.number, line=phone.line, body=body, about=about, now=doing.now
            )

        return effect

    def sent(self, doing: Doing, offer: Offer, packet: PacketId, category: str, until_day: int) -> Effect:
        """From now on a text that takes it back ends the packet. Raises NoPhone, QuestionOver."""
        phone, _ = self._phone(doing.thread)
        keys = self._numbers.asking_keys(phone)
        found = [
            (row, one)
            for row, one in (self._rows(keys) if keys is not None else ())
            if one.offer == offer.id and one.state is State.AGREED
        ]
        if keys is None or not found:
            raise QuestionOver
        row, one = found[0]
        after = replace(one, packet=packet.hex(), category=category, values={})
        return lambda conn: self._move(conn, keys, row, after, until_day)

    def met_text(self, thread: DeskThread, known: Referral) -> MetText | None:
        """What would ask whether it worked out, and whether it was asked already; None where nothing can ask that."""
        phone, found = self._agreed(thread, known)
        if phone is None or found is None:
            return None
        one = found[1]
        waits = one.asks_met(int(self._ground.clock().timestamp()))
        return MetText(asked_text("met", one.lang, n=31), waits)

    def ask_met(self, doing: Doing, known: Referral, message: bytes) -> tuple[str, Effect]:
        """The text, and its leaving with the message that notes it. Raises NoPhone, AtNight, QuestionOver, AskedLately."""
        ground = self._ground
        phone, found = self._agreed(doing.thread, known)
        if phone is None:
            raise NoPhone
        if found is None:
            raise QuestionOver
        row, one = found
        if one.asks_met(int(doing.now.timestamp())):
            raise AskedLately
        keys = self._keys(phone)
        _, contact = self._phone(doing.thread)
        self._by_day(doing)
        taken = frozenset(number for _, other in self._rows(keys) for number in other.numbers)
        n = new_number(taken, ground.random(8))
        after = met_asked(one, n, int((doing.now + timedelta(days=WAITS)).timestamp()))
        ends_day = max(row.ends_day, week_end(day_of(doing.now) + WAITS + _AFTER))
        body, name = after.text("met"), ground.id()

        def effect(conn: Connection) -> None:
            if not messages.is_whole(conn, ground.district, doing.thread.row.id, contact):
                raise NoPhone
            self._move(conn, keys, row, after, ends_day)
            ground.paging.text(
                conn,
                row=name,
                number=phone.number,
                line=phone.line,
                body=body,
                about=MessageId(message),
                now=doing.now,
            )

        return body, effect

    def _agreed(
        self, thread: DeskThread, known: Referral
    ) -> tuple[Phone | None, tuple[TextAsking, Asking] | None]:
        """The phone that said yes to it, and the row of that yes."""
        try:
            phone, _ = self._phone(thread)
            rows = self._rows(self._keys(phone))
        except NoPhone:
            return None, None
        agreed = [
            (row, one)
            for row, one in rows
            if one.offer == known.offer.id and one.state is State.AGREED and one.packet
        ]
        return phone, agreed[0] if agreed else None

    def _keys(self, phone: Phone) -> AskingKeys:
        """Raises NoPhone."""
        keys = self._numbers.asking_keys(phone)
        if keys is None:
            raise NoPhone
        return keys

    def _by_day(self, doing: Doing) -> None:
        """Raises AtNight."""
        heard, lately = silence_of(doing.thread.opened).heard, self._ground.heard
        fresh = lately.is_fresh(doing.thread.row.id, doing.now) or (
            # After a restart the hour on disk decides.
            heard is not None and doing.now - heard <= FRESH
        )
        urgent = doing.thread.row.severity == Severity.URGENT.value
        if leaves_at(doing.now, self._ground.roll.zone(), urgent=urgent, fresh=fresh) is not None:
            raise AtNight

    def take(self, phone: Phone, thread: Thread, body: str, sid: bytes) -> Taken | None:
        """None for words that answer nothing that this phone was asked."""
        said = read_answer(body)
        keys = self._numbers.asking_keys(phone) if said is not None else None
        if said is None or keys is None:
            return None
        rows = self._rows(keys)
        for _, one in rows:
            if one.last == sid.hex():
                return Taken(one.texts())
        with suppress(ThreadSwapped):
            return self._answer(keys, rows, thread, said, sid)
        return None

    def _answer(
        self,
        keys: AskingKeys,
        rows: Sequence[tuple[TextAsking, Asking]],
        thread: Thread,
        said: Said,
        sid: bytes,
    ) -> Taken | None:
        now = int(self._ground.clock().timestamp())
        here = [(row, one) for row, one in rows if one.thread == thread.id.hex()]
        standing = [(row, one) for row, one in here if one.stands(now)]
        asks = [(row, one) for row, one in here if one.asks_met(now)]
        known = frozenset(number for _, one in rows for number in one.numbers)
        if said.n is None:
            return self._unnumbered([one for _, one in rows], [one for _, one in (*asks, *standing)], said)
        for row, one in rows:
            if said.word is Word.BACK and said.n == one.back and one.state is State.AGREED:
                return self._taken_back(keys, row, one, thread, sid)
        for row, one in asks:
            if said.n == one.met_n:
                met = met_answered(one, said, sid.hex())
                return None if met is None else self._met(keys, row, one, met, thread)
        for row, one in standing:
            back = said.word is Word.BACK and said.n == one.back
            if back or said.n == one.n:
                number = new_number(known, self._ground.random(8))
                # Whoever takes it back before it is a yes says no to all of it.
                after = refused(one, sid.hex()) if back else answered(one, said, sid.hex(), number)
                return None if after is None else self._taken(keys, row, after, thread)
        return Taken((asked_text("late", rows[0][1].lang),)) if said.n in known else None

    def _unnumbered(self, known: Sequence[Asking], standing: Sequence[Asking], said: Said) -> Taken | None:
        """A word alone changes nothing: a child who texts "no" may mean something else."""
        if said.word is Word.BACK:
            agreed = [one for one in known if one.state is State.AGREED]
            return Taken((agreed[-1].text("which"),)) if agreed else None
        return Taken((f"{standing[-1].text('number')} {standing[-1].question()}",)) if standing else None

    def _taken(self, keys: AskingKeys, row: TextAsking, after: Asking, thread: Thread) -> Taken:
        ground, now = self._ground, self._ground.clock()
        ends_day, drafts = row.ends_day, self._noted(after, thread)
        if after.state is State.AGREED:
            # As long as somebody may still send it, so that it can be taken back.
            ends_day = max(ends_day, week_end(day_of(now) + after.days))

        def also(conn: Connection) -> None:
            self._move(conn, keys, row, after, ends_day)
            messages.append(conn, ground.district, thread.id, drafts, ground.chain.of(thread.id))

        done: Callable[[], None] | None = None
        if after.state is State.AGREED:
            done = partial(count_of, ground, self._counter, thread, "", (Step.AGREED,))
        return Taken(after.texts(), also, done)

    def _met(self, keys: AskingKeys, row: TextAsking, one: Asking, after: Asking, thread: Thread) -> Taken:
        """Whether it worked out, as the page of the referral shows it too. The partner does not see it."""
        ground = self._ground
        drafts: list[Draft] = []
        done: Callable[[], None] | None = None
        if after.mets != one.mets:
            met = after.mets[-1]
            said = {"offer": one.offer, "met": met, "by": BY_TEXT, "answers": after.last}
            drafts = [self._draft(thread, MET, said)]
            step = {"yes": Step.CONFIRMED, "no": Step.NOT_SEEN}.get(met)
            if step is not None and met not in one.mets:
                done = partial(count_of, ground, self._counter, thread, one.category, (step,))

        def also(conn: Connection) -> None:
            self._move(conn, keys, row, after, row.ends_day)
            messages.append(conn, ground.district, thread.id, drafts, ground.chain.of(thread.id))

        return Taken(after.texts(), also, done)

    def _taken_back(
        self, keys: AskingKeys, row: TextAsking, one: Asking, thread: Thread, sid: bytes
    ) -> Taken:
        """What was sent ends in the transaction of this text; what was seen, was seen."""
        ground, packet = self._ground, PacketId(bytes.fromhex(one.packet)) if one.packet else None
        reply, ended = "back_unsent", False
        if packet is not None:
            with ground.database.read() as conn:
                known = packets.by_id(conn, ground.district, packet)
            reply = "back_opened" if known is not None and known.opened else "back_unopened"
        after = replace(
            one, state=State.WITHDRAWN, last=sid.hex(), heard=(*one.heard, sid.hex()), values={}, reply=reply
        )
        taken = self._taken(keys, row, after, thread)
        if packet is None:
            return taken

        def also(conn: Connection) -> None:
            nonlocal ended
            # Somebody of staff may have taken it back before, and it counts once.
            ended = packets.end(conn, ground.district, packet, ReferralState.WITHDRAWN)
            if taken.also is not None:
                taken.also(conn)

        def done() -> None:
            if ended:
                count_of(ground, self._counter, thread, one.category, (Step.TAKEN_BACK,))
            # The row is over already; a key that stays a moment longer goes with the next sweep.
            with suppress(StoreError, ResidueRemains):
                ground.shred.erase([packet])

        return replace(taken, also=also, done=done)

    def _noted(self, after: Asking, thread: Thread) -> list[Draft]:
        """What came of it, for the thread; nothing while a question stands. Raises ThreadSwapped."""
        code = _CODES.get(after.state)
        return [] if code is None else [self._draft(thread, code, self._record(after))]

    def _draft(self, thread: Thread, code: str, params: Mapping[str, str]) -> Draft:
        """Raises ThreadSwapped."""
        ground = self._ground
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        talk = certified(thread).talk
        return system_draft(place, ground.system, talk, ground.id(), code, now=ground.clock(), params=params)

    def _record(self, after: Asking) -> Mapping[str, str]:
        """The same as by web, and by which texts it was said."""
        by = {"offer": after.offer, "by": BY_TEXT, "lang": after.lang, "answers": " ".join(after.heard)}
        if after.state is not State.AGREED:
            return by
        consent = Consent(after.agreed, after.age, self._ground.clock(), after.lang, by_text=True)
        return {**consent.record(after.offer, after.purpose, after.party, after.days), **by}

    def _check(self, offer: Offer) -> None:
        """Raises WordsTell, TooLong."""
        if len(offer.purpose) > WHAT_FOR:
            raise TooLong(WHAT_FOR)
        names = self._open_words.names()
        for words in (offer.party, offer.purpose):
            if says_something(words, names, self._open_words.speak_of, TELLING):
                raise WordsTell

    def _asking(self, offer: Offer, lang: str, thread: bytes, *, n: int, back: int, until: int) -> Asking:
        return Asking(
            offer.id,
            thread.hex(),
            lang,
            offer.party,
            offer.purpose,
            offer.days,
            tuple(name.value for name in FIELDS_BY_TEXT if name in offer.fields),
            self._rule.age,
            n,
            back,
            until,
        )

    def _phone(self, thread: DeskThread) -> tuple[Phone, bytes]:
        """With the message that its number lies in. Raises NoPhone."""
        contact = contact_of(self._ground, thread)
        if contact is None or stopped(thread):
            raise NoPhone
        return self._numbers.phone(contact.number, contact.line), contact.message

    def _rows(self, keys: AskingKeys) -> list[tuple[TextAsking, Asking]]:
        ground = self._ground
        with ground.database.read() as conn:
            rows = text_askings.of_phone(conn, ground.district, keys.tag)
        found = []
        for row in rows:
            # One that somebody else put in is none.
            with suppress(Unreadable, ValueError, TypeError, KeyError):
                plain = open_asking(keys, ground.district, row.id, row.sealed)
                found.append((row, Asking.from_bytes(plain)))
        return sorted(found, key=lambda one: one[1].until)

    def _move(
        self, conn: Connection, keys: AskingKeys, row: TextAsking, after: Asking, ends_day: int
    ) -> None:
        district = self._ground.district
        sealed = seal_asking(keys, district, row.id, after.to_bytes())
        text_askings.move(conn, district, row, sealed, ends_day)
