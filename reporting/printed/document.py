"""A document of several pages: headings, sentences, tables and drawings, in the order in which they are read.

The same blocks are a page of the staff site, a PDF and a CSV, so the three cannot say different numbers. Every word
in it is in the language of the document already.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, cast

from reporting.printed.order import Paper

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """`muted`: a remark beside what matters."""

    text: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    texts: Cells


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone`: go, no_go or open. The word says it, the colour only repeats it."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row is its head."""

    caption: str
    head: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A column each; None is a figure that is not said. The numbers stand in a table as well."""

    title: str
    labels: Cells
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Lies between `low` and `high` percent; None: not said."""

    label: str
    low: float | None
    high: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Spans:
    title: str
    rows: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """What the district writes itself: a mark, what belongs there, and why it is empty."""

    mark: str
    label: str
    why: str


Block = Heading | Words | Points | Verdict | Table | Columns | Spans | Blank
_KINDS: dict[str, type[Any]] = {
    one.__name__: one for one in (Heading, Words, Points, Verdict, Table, Columns, Spans, Blank)
}


@dataclass(frozen=True, slots=True)
class Document:
    """`foot` stands under each page."""

    lang: str
    paper: Paper
    title: str
    foot: str
    blocks: tuple[Block, ...]

    def written(self) -> str:
        blocks = [{"block": type(one).__name__, **asdict(one)} for one in self.blocks]
        return json.dumps(
            {"lang": self.lang, "paper": self.paper, "title": self.title, "foot": self.foot, "blocks": blocks}
        )

    @classmethod
    def read(cls, text: str) -> "Document":
        found = json.loads(text)
        blocks = tuple(_read(one) for one in found["blocks"])
        return cls(found["lang"], Paper(found["paper"]), found["title"], found["foot"], blocks)

    def rows(self) -> Iterator[Cells]:
        """What a table for machines holds: section, row, column, value."""
        section = self.title
        for block in self.blocks:
            match block:
                case Heading():
                    section = block.text
                case Verdict():
                    yield section, "", "", block.text
                case Table():
                    for row in block.rows:
                        for head, cell in zip(block.head[1:], row[1:], strict=True):
                            yield section, row[0], head, cell
                case Spans():
                    for one in block.rows:
                        yield section, one.label, block.title, one.said
                case Blank():
                    yield section, block.label, "", block.mark
                case _:
                    pass


def _read(found: dict[str, object]) -> Block:
    kind = _KINDS[str(found.pop("block"))]
    if kind is Spans:
        rows = found["rows"]
        assert isinstance(rows, list)  # noqa: S101 -- written by `written`
        return Spans(str(found["title"]), tuple(Span(**row) for row in rows))
    return cast("Block", kind(**{name: _frozen(value) for name, value in found.items()}))


def _frozen(value: object) -> object:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
