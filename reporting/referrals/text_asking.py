"""A proposal that is asked by text, one question at a time: its questions, and what an answer does to it. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from reporting.model.help.words import SharedField
from reporting.referrals.deciding import LONGEST
from reporting.referrals.offer import Age
from reporting.referrals.text_words import asked_text, given_words

FIRST, WHO, AGE, SURE = "first", "who", "age", "sure"
# How long a question waits for its answer, in days.
WAITS = 7
# What it is about is never asked by text: whoever holds the phone would read it.
FIELDS_BY_TEXT = tuple(name for name in SharedField if name is not SharedField.ABOUT)


class Word(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"
    SKIP = "skip"
    BACK = "back"
    LATER = "later"


_WORDS = {
    Word.YES: "YES Y SI SÍ",
    Word.NO: "NO N",
    Word.ASK: "ASK DUDA",
    Word.SKIP: "SKIP SALTAR",
    Word.BACK: "BACK ATRAS ATRÁS",
    Word.LATER: "LATER LUEGO",
}
_MEANING = {word: meant for meant, words in _WORDS.items() for word in words.split()}
# What an answer to "did it work out?" means, as by web.
_METS = {Word.YES: "yes", Word.LATER: "not_yet", Word.NO: "no"}
_ANSWER = re.compile(r"\s*(\d{2})(?!\d)[\s.,:;-]*([^\W\d_]+)\b[\s.,:;!-]*(.*)", re.DOTALL)


_LATER = frozenset({"met_n", "met_until", "mets"})


class State(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OVER = "over"  # another proposal took its place


@dataclass(frozen=True, slots=True)
class Said:
    """A text that has the form of an answer. `n`: of which question, None where the number is missing; `rest`: what
    follows the word.
    """

    n: int | None
    word: Word
    rest: str = ""

    def __repr__(self) -> str:
        return f"Said({self.word.value!r})"


def read_answer(body: str) -> Said | None:
    """None for every other text: a sentence that begins with yes is a sentence."""
    found = _ANSWER.fullmatch(body)
    if found is not None and (word := _MEANING.get(found[2].upper())) is not None:
        return Said(int(found[1]), word, found[3].strip())
    bare = _MEANING.get(body.strip().rstrip(".!").upper())
    return Said(None, bare) if bare is not None else None


@dataclass(frozen=True, slots=True)
class Asking:
    """`offer` and `thread` in hex. `n`: the number of the question that stands; `back`: the one that takes a yes back;
    `used`: those of the questions before. `until`: unix seconds after which no question stands. `last`: the text that was
    answered last, and `reply` by what. `values`: what was said yes to so far; `heard`: the texts that said so. `packet`
    and `category` once it was sent. `met_n`: the number of the question whether it worked out, while one stands, and
    `met_until` when it ends; `mets`: what was said to it.
    """

    offer: str
    thread: str
    lang: str
    party: str
    purpose: str
    days: int
    asked: tuple[str, ...]
    minors_age: int | None
    n: int
    back: int
    until: int
    used: tuple[int, ...] = ()
    at: int = 0
    state: State = State.OPEN
    age: Age = "unsaid"
    values: Mapping[str, str] = field(default_factory=dict)
    heard: tuple[str, ...] = ()
    last: str = ""
    reply: str = ""
    packet: str = ""
    category: str = ""
    met_n: int = 0
    met_until: int = 0
    mets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Asking({self.state.value!r})"

    @property
    def steps(self) -> tuple[str, ...]:
        return (FIRST, WHO, *self.asked, *((AGE,) if self.minors_age is not None else ()), SURE)

    @property
    def step(self) -> str:
        return self.steps[self.at]

    @property
    def agreed(self) -> dict[SharedField, str]:
        return {name: self.values[name.value] for name in FIELDS_BY_TEXT if name.value in self.values}

    @property
    def numbers(self) -> frozenset[int]:
        """All that a question of it had, and the one that takes it back."""
        return frozenset({*self.used, self.n, self.back, *((self.met_n,) if self.met_n else ())})

    def stands(self, now: int) -> bool:
        """Whether a question waits for its answer."""
        return self.state is State.OPEN and now < self.until

    def asks_met(self, now: int) -> bool:
        """Whether it waits to hear if it worked out."""
        return self.state is State.AGREED and self.met_n > 0 and now < self.met_until

    def question(self) -> str:
        return self.text("met" if self.met_n else self.step)

    def text(self, name: str) -> str:
        return asked_text(
            name,
            self.lang,
            n=self.met_n if name == "met" else self.n,
            back=self.back,
            party=self.party,
            purpose=self.purpose.rstrip(". "),
            days=self.days,
            age=self.minors_age,
            given=given_words(tuple(self.agreed), self.lang),
        )

    def texts(self) -> tuple[str, ...]:
        """What the answer that was taken last is answered."""
        if self.reply in {"number", "add"}:
            return (f"{self.text(self.reply)} {self.question()}",)
        return (self.text(self.reply),) if self.reply else ()

    def to_bytes(self) -> bytes:
        # What came later is left out while there is none, so that a release before reads the row.
        known = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in _LATER or getattr(self, one.name)
        }
        return json.dumps({**known, "values": dict(self.values)}, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Asking":
        """Raises ValueError, TypeError for what no version of this wrote."""
        known = json.loads(raw)
        known |= {name: tuple(known.get(name, ())) for name in ("asked", "heard", "used", "mets")}
        return cls(**{**known, "state": State(known["state"])})


def preview(asking: Asking) -> tuple[str, ...]:
    """Every text that may go, in its order, for whoever is about to send the first one."""
    told = []
    for at, step in enumerate(asking.steps):
        so_far = dict.fromkeys(asking.asked, "-") if step == SURE else {}
        told.append(replace(asking, at=at, values=so_far).question())
    return (*told, asking.text("done"))


def answered(asking: Asking, said: Said, sid: str, n: int) -> Asking | None:
    """After an answer to the question that stands. `n`: the number of the next one. None: these are words, no answer."""
    step = asking.step
    takes_value = step in asking.asked
    if said.rest and not (said.word is Word.YES and takes_value) and said.word is not Word.ASK:
        return None
    noted = replace(asking, last=sid)
    if said.word is Word.ASK:
        return replace(noted, reply="ask")
    if said.word is Word.NO and step in {FIRST, WHO, SURE}:
        return refused(asking, sid)
    if said.word is Word.YES and takes_value and not said.rest:
        return replace(noted, reply="add")
    if said.word in {Word.BACK, Word.LATER} or (said.word is Word.SKIP and step != AGE and not takes_value):
        return replace(noted, reply=step)
    return _on(replace(noted, heard=(*asking.heard, sid)), said, n)


def refused(asking: Asking, sid: str) -> Asking:
    """A no to all of it."""
    heard = (*asking.heard, sid)
    return replace(asking, state=State.REFUSED, last=sid, heard=heard, values={}, reply="no")


def met_asked(asking: Asking, n: int, until: int) -> Asking:
    """Asked whether it worked out; an older question of that kind is over."""
    used = (*asking.used, asking.met_n) if asking.met_n else asking.used
    return replace(asking, met_n=n, met_until=until, used=used)


def met_answered(asking: Asking, said: Said, sid: str) -> Asking | None:
    """None: these are words. A word that is none of the three gets the question again."""
    if said.rest:
        return None
    noted = replace(asking, last=sid, reply="met")
    met = _METS.get(said.word)
    if met is None:
        return noted
    over = replace(noted, met_n=0, met_until=0, used=(*asking.used, asking.met_n), reply=f"met_{met}")
    return replace(over, mets=(*asking.mets, met))


def _on(asking: Asking, said: Said, n: int) -> Asking:
    step = asking.step
    if step == SURE:
        return replace(asking, state=State.AGREED, reply="done")
    if step == AGE:
        age: Age = "yes" if said.word is Word.YES else "no" if said.word is Word.NO else "unsaid"
        asking = replace(asking, age=age)
    elif step in asking.asked and said.word is Word.YES:
        value = said.rest[: LONGEST[SharedField(step)]]
        asking = replace(asking, values={**asking.values, step: value})
    after = replace(asking, at=asking.at + 1, n=n, used=(*asking.used, asking.n))
    return replace(after, reply=after.step)


def new_number(taken: frozenset[int], random: bytes) -> int:
    """Two digits that no question of this phone had, as long as there are some."""
    free = [one for one in range(10, 100) if one not in taken] or list(range(10, 100))
    return free[int.from_bytes(random, "big") % len(free)]
