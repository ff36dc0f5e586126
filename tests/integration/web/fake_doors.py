"""The doors of the house as the site sees them, without a house: everything is kept in RAM."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from reporting.cases.guardian import Stage
from reporting.cases.nudge_form import NudgeForm
from reporting.cases.nudge_words import NudgeWordsRefused, Wrong
from reporting.cases.refusals import (
    CodeWrong,
    EmptyText,
    LinkDead,
    NotDeletable,
    NothingOpens,
    NothingStored,
    NotOffered,
    NotOpenYet,
    NumberRefused,
    PhraseNeeded,
    PhraseNotTwice,
    PhraseRefused,
    PhraseWrong,
    TokenExpired,
    TooLong,
    UnknownWord,
)
from reporting.cases.reporter_view import Author, Offers, ReporterMessage, ReporterView, SentFile
from reporting.cases.tip import FormFacts, Receipted, SchoolOption, StaffOption, Tip
from reporting.files.refusals import FileRefused
from reporting.referrals.directory.directory import HelpDirectory

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # a Wednesday, 12:00 in New York
ZONE = "America/New_York"
WORDS = ("maple", "river", "candle", "north", "piano", "lemon")
ENVELOPE_BYTES = 130_000
OAK = SchoolOption("0a" * 16, "Oak Hill High School")
ELM = SchoolOption("0b" * 16, "Elm Middle School")
STAFF = (
    StaffOption("1a" * 16, "Ana Reyes", "Counselor, Oak Hill"),
    StaffOption("1b" * 16, "Ben Carter", "Coach"),
)

FACTS = FormFacts(
    accepting=True,
    monitored=True,
    line_name="Northside Line",
    schools=(OAK, ELM),
    staff=STAFF,
    due=NOON + timedelta(hours=22),
    zone=ZONE,
    hotline=None,
    nudges=True,
)


class Broken(Exception):
    """A fault nobody foresaw. Its text quotes, as exceptions do."""


def message(
    text: str,
    author: Author,
    *,
    code: str | None = None,
    params: dict[str, str] | None = None,
    at: datetime | None = NOON,
    verified: bool = True,
    number: int = 0,
) -> ReporterMessage:
    return ReporterMessage(f"{number:032x}", author, text, code, params or {}, at, verified)


@dataclass
class FakeDoors:
    """Intake and ReturnVisits at once. A test reads `tips` and `replies`, and sets what goes wrong."""

    facts: FormFacts = FACTS
    directory: HelpDirectory = field(default_factory=HelpDirectory)
    now: datetime = NOON
    words: tuple[str, ...] = WORDS
    tips: list[Tip] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    confirmed: list[bytes] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    stored: dict[bytes, Receipted] = field(default_factory=dict)
    thread: list[ReporterMessage] = field(default_factory=list)
    reply_ids: set[bytes] = field(default_factory=set)
    store_is_full: bool = False
    files: list[bytes] = field(default_factory=list)
    file_refused: str = ""
    facts_fail: bool = False
    breaks: bool = False
    expired: bool = False
    words_held: bool = True
    closed: bool = False
    read: datetime | None = None
    due: datetime | None = NOON + timedelta(hours=22)
    rated: str | None = None
    refuses: bool = False
    urgent: bool = False
    deleted: bool = False
    hidden: int = 0
    phrase: str = ""
    answered: list[list[tuple[str, str]]] = field(default_factory=list)
    crossed: list[bytes] = field(default_factory=list)
    offers: Offers = field(default_factory=lambda: Offers(texts=True, nudge=True))
    phones: set[str] = field(default_factory=set)
    nudges: list[NudgeForm] = field(default_factory=list)
    words_wrong: Wrong | None = None
    guardian: Stage | None = None

    def form_facts(self) -> FormFacts:
        if self.facts_fail:
            raise Broken
        return self.facts

    def receive(self, tip: Tip) -> Receipted:
        known = self.stored.get(tip.submission)
        if known is not None:
            return replace(known, repeated=True, words=known.words if self.words_held else None)
        if not self.facts.accepting:
            raise NotOpenYet
        self._fits(tip.body)
        self.tips.append(tip)
        made = Receipted(
            submission=tip.submission,
            words=self.words,
            gate=(2, 5),
            held=tip.held,
            repeated=False,
            due=self.facts.due,
            monitored=self.facts.monitored,
            token="token",
        )
        self.stored[tip.submission] = made
        self.thread.append(message(tip.body, "reporter"))
        return made

    def questions(self, topic: str, lang: str) -> Sequence[str]:
        return [f"{lang} {topic} {part}?" for part in ("what", "when", "where")]

    def answer(self, token: str, submission: bytes, asked: Sequence[str], answers: Sequence[str]) -> None:
        self.resume(token)
        if not any(answer.strip() for answer in answers):
            raise EmptyText
        self._fits("answers")
        if submission not in self.reply_ids:
            self.reply_ids.add(submission)
            self.answered.append(list(zip(asked, answers, strict=True)))

    def words_confirmed(self, submission: bytes) -> None:
        self.confirmed.append(submission)

    def check_gate(self, submission: bytes, answers: Sequence[str]) -> bool | None:
        if not self.words_held:
            return None
        first, second = self.stored[submission].gate
        return [answer.strip().lower() for answer in answers] == [
            self.words[first - 1],
            self.words[second - 1],
        ]

    def open(self, words: str, phrase: str = "") -> ReporterView:
        self.opened.append(words)
        said = "".join(c if c.isalpha() else " " for c in words.lower()).split()
        for word in said:
            if word not in {*self.words, "apple"}:
                raise UnknownWord(word)
        if tuple(said) != self.words:
            raise NothingOpens
        if self.phrase and phrase != self.phrase:
            raise PhraseWrong if phrase else PhraseNeeded
        self.expired = False
        return self._view()

    def resume(self, token: str) -> ReporterView:
        if self.expired or token != "token":
            raise TokenExpired
        return self._view()

    def reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        self.resume(token)
        self._fits(body)
        if submission not in self.reply_ids:
            self.reply_ids.add(submission)
            self.replies.append(body)
            self.thread.append(message(body, "reporter"))
        return self._view()

    def rate(self, token: str, submission: bytes, rating: str) -> ReporterView:
        del submission
        self.resume(token)
        if self.refuses:
            raise NothingStored
        self.rated = rating
        return self._view()

    def add_phrase(self, token: str, submission: bytes, phrase: str, again: str) -> ReporterView:
        del submission
        self.resume(token)
        if len(phrase) < 8:
            raise PhraseRefused
        if phrase != again:
            raise PhraseNotTwice
        self.phrase = phrase
        return self._view()

    def hide(self, token: str, submission: bytes) -> ReporterView:
        del submission
        self.resume(token)
        self.hidden = len(self.thread)
        return self._view()

    def delete(self, token: str, submission: bytes) -> None:
        del submission
        self.resume(token)
        if self.refuses:
            raise NothingStored
        if self.urgent:
            raise NotDeletable
        self.deleted = True

    def go_on(self, token: str, submission: bytes, lang: str) -> Receipted | None:
        del lang
        if self.breaks:
            raise Broken
        if self.store_is_full:
            raise NothingStored
        if token == "unknown":
            return None
        if token != "link" or (self.crossed and submission not in self.crossed):
            raise LinkDead
        self.crossed.append(submission)
        words = self.words if self.words_held else None
        made = Receipted(
            submission=submission,
            words=words,
            gate=(2, 5),
            held=False,
            repeated=not words,
            due=self.facts.due,
            monitored=True,
            token="token",
        )
        self.stored[submission] = made
        return made

    def give_number(self, token: str, number: str, lang: str) -> ReporterView:
        del lang
        self.resume(token)
        self._takes(number)
        return self._view()

    def give_nudge(self, token: str, form: NudgeForm, lang: str) -> ReporterView:
        del lang
        self.resume(token)
        self.nudges.append(form)
        if self.words_wrong is not None:
            raise NudgeWordsRefused(self.words_wrong)
        self._takes(form.number)
        return self._view()

    def confirm(self, token: str, submission: bytes, what: str, code: str) -> ReporterView:
        del submission
        self.resume(token)
        if code != "123456":
            raise CodeWrong
        self.phones.add(what)
        return self._view()

    def end_texts(self, token: str, submission: bytes) -> ReporterView:
        del submission
        self.resume(token)
        self.phones.discard("texts")
        return self._view()

    def end_nudge(self, token: str, submission: bytes) -> ReporterView:
        del submission
        self.resume(token)
        if self.refuses:
            raise NothingStored
        self.phones.discard("nudge")
        return self._view()

    def _takes(self, number: str) -> None:
        if len(number) < 10:
            raise NumberRefused
        if not self.offers.nudge:
            raise NotOffered

    def attach(self, token: str, submission: bytes, data: bytes) -> ReporterView:
        self.resume(token)
        if self.file_refused:
            raise FileRefused(self.file_refused)
        if self.breaks:
            raise Broken
        if submission not in self.reply_ids:
            self.reply_ids.add(submission)
            self.files.append(data)
            self.thread.append(replace(message("", "reporter"), files=(SentFile("photo", len(data)),)))
        return self._view()

    def _fits(self, body: str) -> None:
        if self.breaks:
            raise Broken(body)
        if not body.strip():
            raise EmptyText
        if len(body.encode()) > ENVELOPE_BYTES:
            raise TooLong(ENVELOPE_BYTES // 4)
        if self.store_is_full:
            raise NothingStored

    def _view(self) -> ReporterView:
        shown = [one for at, one in enumerate(self.thread) if at >= self.hidden or one.author != "reporter"]
        return ReporterView(
            token="token",
            submission="5e" * 16,
            messages=tuple(shown),
            closed=self.closed,
            received=NOON - timedelta(hours=2),
            read=self.read,
            due=self.due,
            zone=ZONE,
            rated=self.rated,
            phrased=bool(self.phrase),
            own_words=any(one.author == "reporter" for one in shown),
            may_delete=not self.urgent,
            by_text="texts" in self.phones,
            nudged_until=NOON + timedelta(days=30) if "nudge" in self.phones else None,
            offers=self.offers,
            guardian=self.guardian,
        )
