"""A text arrives: recorded, triaged with what came just before, paged where it must be, and answered at once."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from notify.contacts import owners
from notify.keywords import CARRIER_STOPS, Keyword, keyword
from notify.outbox import Trigger
from notify.pages import hear as hear_staff
from notify.ports import LinkFor, PhoneHash
from reporting.cases import text_wording
from reporting.cases.asked_by_text import AskedByText, Taken
from reporting.cases.auto_answer import AGAIN_AFTER, Heard, answers, is_silent_keyword
from reporting.cases.certified import ThreadSwapped
from reporting.cases.codes import Sparingly
from reporting.cases.doors import InboundText
from reporting.cases.enclosed import Enclosing
from reporting.cases.follow_up import FollowUp, FollowUps
from reporting.cases.going_on import GoingOn
from reporting.cases.ground import Ground
from reporting.cases.intake import Incoming, ThreadIntake
from reporting.cases.language import language_of
from reporting.cases.later_message import LaterMessage
from reporting.cases.new_thread import FirstWords
from reporting.cases.nudges import Nudges
from reporting.cases.numbers import Numbers, Phone
from reporting.cases.paging import Told
from reporting.cases.receipt_pool import ReceiptPool
from reporting.cases.recent_texts import RecentTexts
from reporting.cases.rereading import Rereading
from reporting.cases.texted_commands import Said, TextedCommands
from reporting.cases.turns import Turns
from reporting.model.clock import day_of
from reporting.model.ids import MessageId, ThreadId
from reporting.model.thread import Channel
from reporting.store import threads, webhooks
from reporting.store.threads import Thread
from reporting.store.waiting_media import Enclosed
from reporting.vault.chain import message_id_of_sid
from triage.context import Context
from triage.routing import SchoolKind

T = TypeVar("T")

MOST_ANSWERED = 20_000
MOST_TO_NUDGES = 20  # an hour and phone
LONGEST = 4_000  # a carrier delivers at most 1,600; the rest is somebody's script


@dataclass(frozen=True, slots=True)
class Lines:
    """Our numbers: those that students write to, the one that pages staff, and the one that nudges. E.164."""

    students: frozenset[str]
    staff: str
    nudge: str | None = None

    @property
    def ours(self) -> frozenset[str]:
        return self.students | {self.staff} | ({self.nudge} if self.nudge else set())


@dataclass(frozen=True, slots=True)
class _Outcome:
    thread: ThreadId
    first: bool
    urgent: bool
    repeated: bool
    due: datetime | None


class SmsHearing:
    def __init__(
        self,
        ground: Ground,
        *,
        lines: Lines,
        intake: ThreadIntake,
        follow_ups: FollowUps,
        numbers: Numbers,
        pool: ReceiptPool,
        rereading: Rereading,
        phone_hash: PhoneHash,
        link: LinkFor,
        commands: TextedCommands,
        nudges: Nudges,
        enclosing: Enclosing | None = None,
        asked: AskedByText | None = None,
    ) -> None:
        """`enclosing`: how what comes with a text is put down; None: the carrier brings nothing but words. `asked`: who
        asks phones something.
        """
        self._ground = ground
        self._lines = lines
        self._intake = intake
        self._follow_ups = follow_ups
        self._numbers = numbers
        self._pool = pool
        self._rereading = rereading
        self._phone_hash = phone_hash
        self._link = link
        self._enclosing = enclosing
        self._commands = commands
        self._nudges = nudges
        self._asked = asked
        self._seldom = Sparingly(MOST_TO_NUDGES, ground.clock)
        self._going_on = GoingOn(ground)
        self._recent = RecentTexts()
        self._turns = Turns()
        self._began = ground.clock()
        self._answered: OrderedDict[bytes, datetime] = OrderedDict()
        # Names of texts by message, for a redelivery; nothing of what was written.
        self._said: OrderedDict[bytes, tuple[str, ...]] = OrderedDict()

    def hear(self, text: InboundText) -> Sequence[str]:
        """Raises StoreError, NotOpenYet: the carrier is then answered with an error and delivers again."""
        if text.sender in self._lines.ours:
            return self._from_ourselves(text)
        if text.to == self._lines.nudge:
            return self._to_the_nudges(text)
        if self._for_staff(text):
            return self._from_staff(text)
        with self._pool.serving():
            return self._from_student(text)

    def _from_ourselves(self, text: InboundText) -> Sequence[str]:
        """The check of the account texts HELP from one of our numbers to the other. Nobody is behind it: nothing is
        stored, and nothing else is answered, or two numbers would answer each other for ever.
        """
        asked = text.to in self._lines.students and keyword(text.body) is Keyword.HELP
        return self._say(("help",), text.body, self._ground.clock()) if asked else ()

    def _to_the_nudges(self, text: InboundText) -> Sequence[str]:
        """One neutral line for any text, so that whoever holds the phone learns nothing. Nothing of it is stored or judged."""
        if keyword(text.body) is Keyword.STOP:
            self._nudges.stop_of_phone(text.sender)
        word = text.body.strip().upper()
        # Two machines that answer each other must come to an end; after STOP the carrier lets nothing through.
        if word in CARRIER_STOPS or not self._seldom.may(self._numbers.phone(text.sender, text.to).key):
            return ()
        return (text_wording.text("nobody_reads", language_of(text.body, self._ground.roll.lang())),)

    def _for_staff(self, text: InboundText) -> bool:
        """Where one number serves both, only a phone of our own people speaks to it as staff: no student's text is lost."""
        if text.to != self._lines.staff or text.to not in self._lines.students:
            return text.to == self._lines.staff
        ground, phone = self._ground, self._phone_hash(text.sender)
        with ground.database.read() as conn:
            return bool(owners(conn, district=ground.district, phone=phone))

    def _from_staff(self, text: InboundText) -> Sequence[str]:
        ground, now = self._ground, self._ground.clock()
        phone = self._phone_hash(text.sender)
        sid = message_id_of_sid(text.sid)

        def unit(conn: Connection) -> str:
            if not webhooks.is_first(conn, ground.district, sid, day_of(now)):
                return ""
            return hear_staff(
                conn, district=ground.district, phone=phone, text=text.body, now=now, link=self._link
            )

        answer = ground.database.write(unit)
        ground.feed.tell([queue.id for queue in ground.roll.queues()], urgent=False)
        return (answer,) if answer else ()

    def _from_student(self, text: InboundText) -> Sequence[str]:
        phone = self._numbers.phone(text.sender, text.to)
        sid, now = message_id_of_sid(text.sid), self._ground.clock()
        # Two texts of one phone at the same moment make one thread, not two.
        with self._turns.of(phone.key):
            commanded = self._commands.answer(phone, text.body, sid)
            if commanded is not None:
                return self._say_of(commanded, phone, now)
            thread = self._thread(phone)
            if is_silent_keyword(text.body) and thread is None:
                return ()
            if keyword(text.body) is Keyword.START and thread is None:
                return self._say(("started",), text.body, now)
            taken = self._asked.take(phone, thread, text.body, sid) if self._asked and thread else None
            outcome = self._record(phone, text, thread, now, taken)
            named = self._said.get(sid) if outcome.repeated else None
            if not outcome.repeated:
                self._ground.heard.note(outcome.thread, now)
            if named is None:
                named = self._named(phone, text, outcome, now)
                _remember(self._said, sid, named)
            if taken is not None and thread is not None and outcome.thread == thread.id:
                return self._say_taken(taken, named, text, now, outcome)
        return self._say(named, text.body, now, outcome.due)

    def _say_taken(
        self, taken: Taken, named: Sequence[str], text: InboundText, now: datetime, outcome: _Outcome
    ) -> tuple[str, ...]:
        """Who may be in danger is asked nothing further, and told whom to call. A yes without its number is no START."""
        if not outcome.repeated and taken.done is not None:
            taken.done()
        if outcome.urgent:
            return self._say(named or ("numbers",), text.body, now, outcome.due)
        said = self._say([one for one in named if one != "started"], text.body, now, outcome.due)
        return (*said, *taken.texts)

    def _named(self, phone: Phone, text: InboundText, outcome: _Outcome, now: datetime) -> tuple[str, ...]:
        """A carrier delivers again when it had no answer in time: it hears the same one, or after a restart a first."""
        named = answers(
            Heard(
                body=text.body,
                first=outcome.first or outcome.repeated,
                urgent=outcome.urgent,
                media=text.media > 0,
                monitored=self._ground.paging.monitored(now),
                answered=self._answered.get(phone.key),
                now=now,
            )
        )
        if named:
            _remember(self._answered, phone.key, now)
        return named

    def _thread(self, phone: Phone) -> Thread | None:
        found = self._numbers.thread_of(phone)
        if found is None:
            return None
        with self._ground.database.read() as conn:
            return threads.by_id(conn, self._ground.district, found)

    def _record(
        self, phone: Phone, text: InboundText, thread: Thread | None, now: datetime, taken: Taken | None
    ) -> _Outcome:
        lang = language_of(text.body, self._ground.roll.lang())
        words = FirstWords(
            MessageId(message_id_of_sid(text.sid)),
            text.body[:LONGEST],
            lang,
            Channel.SMS,
            phone.number,
            phone.line,
            text.media,
        )
        prior = self._recent.before(phone.key, now)
        # After a restart the earlier texts are sealed, and nobody here can read them.
        lost = thread is not None and not prior and now - self._began < AGAIN_AFTER
        if lost and thread is not None:
            self._rereading.remember(thread.id)
        context = Context(channel=Channel.SMS.value, lang=lang, prior=prior, earlier_unavailable=lost)
        told = self._told(phone, lang)
        enclosed = self._enclosing.sealed(text, lang) if self._enclosing is not None else ()
        if thread is not None:

            def also(conn: Connection) -> None:
                self._put(conn, thread.id, enclosed, now)
                if taken is not None and taken.also is not None:
                    taken.also(conn)

            follow_up = FollowUp(LaterMessage(words), context, told, also)
            try:
                followed = self._follow_ups.add(thread, follow_up)
                outcome = _Outcome(
                    followed.thread.id,
                    first=False,
                    urgent=followed.urgent_now,
                    repeated=followed.repeated,
                    due=followed.due,
                )
            except ThreadSwapped:
                outcome = self._open(phone, words, context, told, now, enclosed=enclosed, earlier=thread)
        else:
            outcome = self._open(phone, words, context, told, now, enclosed=enclosed)
        if not outcome.repeated:
            self._recent.add(phone.key, now, words.body)
        return outcome

    def _open(
        self,
        phone: Phone,
        words: FirstWords,
        context: Context,
        told: tuple[Told, ...],
        now: datetime,
        *,
        enclosed: tuple[Enclosed, ...] = (),
        earlier: Thread | None = None,
    ) -> _Outcome:
        """`earlier`: a thread that this one goes on from, because nothing may be sealed to it any more."""

        def also(conn: Connection, thread: ThreadId) -> None:
            self._numbers.bind(conn, phone, thread, now)
            self._put(conn, thread, enclosed, now)
            if earlier is not None:
                self._going_on.note(conn, thread, earlier)

        stored = self._intake.store(
            Incoming(
                words=words,
                school=None,
                school_kind=SchoolKind.UNKNOWN,
                school_choice=None,
                about=None,
                excluded=self._going_on.excluded(earlier) if earlier is not None else frozenset(),
                context=context,
                coalesce=None,
                told=told,
                also=also,
            ),
            self._pool.take(words.lang),
        )
        if not stored.repeated:
            self._numbers.hold(phone, stored.thread)
        return _Outcome(
            stored.thread, first=True, urgent=stored.urgent, repeated=stored.repeated, due=stored.due
        )

    def _put(self, conn: Connection, thread: ThreadId, enclosed: tuple[Enclosed, ...], now: datetime) -> None:
        """What came with the text is fetched once the text is stored, and never without it."""
        if self._enclosing is not None:
            self._enclosing.put(conn, thread, enclosed, int(now.timestamp()))

    def _told(self, phone: Phone, lang: str) -> tuple[Told, ...]:
        """Written now, while the number is at hand: later nobody here could."""
        return tuple(
            Told(trigger, self._ground.id(), phone.number, phone.line, text_wording.text(name, lang))
            for trigger, name in (
                (Trigger.UNACKNOWLEDGED, "unreached"),
                (Trigger.ACKNOWLEDGED_AFTER_TOLD, "reached"),
            )
        )

    def _say_of(self, commanded: Sequence[Said], phone: Phone, now: datetime) -> tuple[str, ...]:
        """In the language of the command, else of what was texted last."""
        roll = self._ground.roll
        lang = language_of(" ".join(self._recent.before(phone.key, now)), roll.lang())
        return tuple(
            text_wording.text(one.name, one.lang or lang, line=roll.line_name(), link=one.link, code=one.code)
            for one in commanded
        )

    def _say(
        self, named: Sequence[str], body: str, now: datetime, promised: datetime | None = None
    ) -> tuple[str, ...]:
        roll = self._ground.roll
        lang = language_of(body, roll.lang())
        due = promised or roll.school_time(None).due(now)
        time = text_wording.spoken_time(due, roll.zone(), lang)
        return tuple(text_wording.text(name, lang, line=roll.line_name(), time=time) for name in named)


def _remember(kept: OrderedDict[bytes, T], key: bytes, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_ANSWERED:
        kept.popitem(last=False)
