"""The labelled sentences that ship with the rules: all our own, each read by a person, with what must become of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable

from triage.categories import category
from triage.decision import Severity
from triage.fold import fold
from triage.load import read_texts
from triage.sheet import Entry, read_sheet


class Label(StrEnum):
    """What must become of a sentence."""

    URGENT = "urgent"  # must page
    SOON = "soon"  # must be soon or urgent, never routine
    ROUTINE = "routine"  # must not page; may be soon


class Language(StrEnum):
    """The language that a sentence is written in."""

    ENGLISH = "en"
    SPANISH = "es"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence. `category` is None where several are right; a miss of a `life_safety` line fails the build.

    `demanded` is False for what a person must see and the rules do not see yet: counted in every rate, and no test
    fails for it.
    """

    text: str
    label: Label
    category: str | None
    lang: Language
    life_safety: bool
    about: str
    file: str
    line: int  # from 1
    demanded: bool = True

    def fault(self, severity: Severity, category: str) -> str | None:
        """What is wrong with such a decision on this sentence; None when it keeps the label."""
        if self.label is Label.URGENT and severity is not Severity.URGENT:
            return f"must page, and is {severity}"
        if self.label is Label.SOON and severity is Severity.ROUTINE:
            return "must be seen the same day, and is routine"
        if self.label is Label.ROUTINE and severity is Severity.URGENT:
            return "must not page, and does"
        if self.category is not None and category != self.category:
            return f"is about {self.category}, and is taken for {category}"
        return None


def corpus_shipped() -> Traversable:
    """The folder of the sentences that ship with the package."""
    return resources.files("triage") / "corpus"


def read_corpus(folder: Traversable | None = None) -> tuple[Labelled, ...]:
    """Every sentence of the folder (a pathlib.Path will do) or of the shipped one, by file and line.

    Raises RulebookInvalid with file, line and what to change.
    """
    texts = read_texts(folder or corpus_shipped())
    return tuple(found for name in sorted(texts) for found in read_sentences(name, texts[name]))


def read_sentences(file: str, text: str) -> Iterator[Labelled]:
    """The sentences of one file. Raises RulebookInvalid."""
    parts = read_sheet(file, text).known_fields("about", "blocks", needed=("blocks",))
    for block in parts["blocks"].items():
        yield from _block(block)


def repeated(lines: Iterable[Labelled]) -> Iterator[tuple[Labelled, Labelled]]:
    """Each sentence that stands twice (case, accents and blanks apart), with its first place."""
    first: dict[str, Labelled] = {}
    for line in lines:
        known = first.setdefault(" ".join(fold(line.text).text.split()), line)
        if known is not line:
            yield known, line


def _block(block: Entry) -> Iterator[Labelled]:
    parts = block.known_fields(
        *("about", "lang", "label", "category", "life_safety", "demanded", "lines"),
        needed=("about", "lang", "label", "lines"),
    )
    label = Label(parts["label"].one_of(tuple(Label)))
    life_safety = "life_safety" in parts and parts["life_safety"].truth()
    if life_safety and label is not Label.URGENT:
        parts["life_safety"].wrong("what is about a life must page: label urgent, or no life_safety")
    demanded = "demanded" not in parts or parts["demanded"].truth()
    if life_safety and not demanded:
        parts["demanded"].wrong("what is about a life is demanded: take away life_safety, or demanded")
    lang = Language(parts["lang"].one_of(tuple(Language)))
    named = category(parts["category"], unsorted=True) if "category" in parts else None
    about = parts["about"].text()
    for entry in parts["lines"].items():
        yield Labelled(entry.text(), label, named, lang, life_safety, about, entry.file, entry.line, demanded)
