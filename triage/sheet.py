"""A YAML file as typed entries that remember their line, so that every complaint names its place.

Scalars stay text: YAML would read `no`, `off` and `yes` as truth values, and they are words here.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

import yaml

from triage.invalid import RulebookInvalid

_DEEPEST = 20  # a rule book needs eight
_LARGEST = 2_000_000  # characters; a pack is some ten thousand


class Node(NamedTuple):
    """A text, a list of `below`, or a mapping: `below` holds its names and values in turn. `line` counts from 1."""

    kind: type[str] | type[list[Any]] | type[dict[Any, Any]]
    text: str
    below: "list[Node]"
    line: int


class Entry(NamedTuple):
    """One node of a file: a text, a list or a mapping."""

    node: Node
    file: str
    rule: str = ""

    @property
    def line(self) -> int:
        return self.node.line

    def wrong(self, message: str) -> NoReturn:
        raise RulebookInvalid(self.file, self.rule, self.line, message)

    def within(self, rule: str) -> "Entry":
        return Entry(self.node, self.file, rule)

    @property
    def is_text(self) -> bool:
        return self.node.kind is str

    @property
    def is_list(self) -> bool:
        return self.node.kind is list

    @property
    def is_mapping(self) -> bool:
        return self.node.kind is dict

    def text(self) -> str:
        word = self.node.text.strip()
        if not word:
            self.wrong("a text is expected here")
        return word

    def number(self, low: int, high: int) -> int:
        try:
            value = int(self.text())
        except ValueError:
            value = high + 1
        if not low <= value <= high:
            self.wrong(f"a whole number from {low} to {high} is expected here, not {self.text()!r}")
        return value

    def truth(self) -> bool:
        word = self.text()
        if word not in {"true", "false"}:
            self.wrong(f"true or false is expected here, not {word!r}")
        return word == "true"

    def one_of(self, known: Iterable[str]) -> str:
        """The text, when it is one of those known here."""
        word = self.text()
        names = list(known)
        if word not in names:
            self.wrong(f"{word!r} is not known here; known are {', '.join(names)}")
        return word

    def items(self) -> Iterator["Entry"]:
        if not self.is_list:
            self.wrong("a list is expected here")
        for child in self.node.below:
            yield Entry(child, self.file, self.rule)

    def fields(self) -> dict[str, "Entry"]:
        """The mapping in the order of the file; a name given twice is refused."""
        if not self.is_mapping:
            self.wrong("names with values are expected here (name: value)")
        found: dict[str, Entry] = {}
        in_turn = iter(self.node.below)
        for key, value in zip(in_turn, in_turn, strict=True):
            name = Entry(key, self.file, self.rule).text()
            if name in found:
                Entry(key, self.file, self.rule).wrong(f"{name!r} stands here twice; keep one")
            found[name] = Entry(value, self.file, self.rule)
        return found

    def known_fields(self, *allowed: str, needed: tuple[str, ...] = ()) -> dict[str, "Entry"]:
        found = self.fields()
        for name, value in found.items():
            if name not in allowed:
                value.wrong(f"{name!r} is not known here; known are {', '.join(allowed)}")
        for name in needed:
            if name not in found:
                self.wrong(f"{name!r} is missing")
        return found


def read_sheet(file: str, text: str) -> Entry:
    """The root of one file. Raises RulebookInvalid for what is no YAML, is too large or repeats by reference."""
    if len(text) > _LARGEST:
        raise RulebookInvalid(file, "", 0, f"the file is larger than {_LARGEST} characters; split it")
    try:
        node = _tree(file, text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RulebookInvalid(file, "", mark.line + 1 if mark else 0, f"no YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise RulebookInvalid(file, "", 0, "no YAML: it holds characters that YAML does not allow") from None
    if node is None:
        raise RulebookInvalid(file, "", 0, "the file is empty")
    return Entry(node, file)


def _tree(file: str, text: str) -> Node | None:
    """Built from the events of the parser, in one pass and without recursion: what would fill the memory or the
    stack (copies of copies by reference, lists in lists without end) is refused while it is read.
    """
    above = [Node(list, "", [], 0)]
    events = yaml.CBaseLoader(text)
    while (event := events.get_event()) is not None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            above[-1].below.append(Node(str, event.value, [], line))
        elif isinstance(event, yaml.CollectionStartEvent):
            node = Node(list if isinstance(event, yaml.SequenceStartEvent) else dict, "", [], line)
            above[-1].below.append(node)
            above.append(node)
            if len(above) > _DEEPEST + 1:
                raise RulebookInvalid(
                    file, "", line, f"lists in lists, deeper than {_DEEPEST}; write it flatter"
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            above.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise RulebookInvalid(file, "", line, "references (*name) are not used here; write it out")
        elif isinstance(event, yaml.DocumentStartEvent) and above[0].below:
            raise RulebookInvalid(file, "", line, "a second document begins here (---); one file holds one")
    return above[0].below[0] if above[0].below else None
