"""A YAML file as typed entries that remember their line, so that every complaint names its place.

Scalars stay text: YAML would read `no`, `off` and `yes` as truth values, and they are words here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from triage.invalid import RulebookInvalid

_DEEPEST = 20  # a rule book needs eight
_LARGEST = 2_000_000  # characters; a pack is some ten thousand


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of a file: a text, a list or a mapping."""

    node: yaml.Node
    file: str
    rule: str = ""

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def wrong(self, message: str) -> NoReturn:
        raise RulebookInvalid(self.file, self.rule, self.line, message)

    def within(self, rule: str) -> "Entry":
        return Entry(self.node, self.file, rule)

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            self.wrong("a text is expected here")
        return str(self.node.value).strip()

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

    def items(self) -> Iterator["Entry"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong("a list is expected here")
        for child in self.node.value:
            yield Entry(child, self.file, self.rule)

    def fields(self) -> dict[str, "Entry"]:
        """The mapping in the order of the file; a name given twice is refused."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("names with values are expected here (name: value)")
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
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
        _refuse_traps(file, text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RulebookInvalid(file, "", mark.line + 1 if mark else 0, f"no YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise RulebookInvalid(file, "", 0, "no YAML: it holds characters that YAML does not allow") from None
    if node is None:
        raise RulebookInvalid(file, "", 0, "the file is empty")
    return Entry(node, file)


def _refuse_traps(file: str, text: str) -> None:
    """Small files that fill the memory: copies of copies by reference, and lists in lists without end."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise RulebookInvalid(file, "", line, "references (*name) are not used here; write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise RulebookInvalid(file, "", line, f"lists in lists, deeper than {_DEEPEST}; write it flatter")
