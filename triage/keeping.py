"""Whether a rule book keeps the labels of the own sentences: rates with intervals, and each line it does not keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from triage.assess import assess
from triage.corpus import Label, Labelled
from triage.decision import Decision, Severity
from triage.evaluate import Rate, table
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Fault:
    """A line whose label is not kept. The line is our own, so it may be shown."""

    line: Labelled
    severity: Severity
    category: str
    message: str

    @property
    def costs_a_life(self) -> bool:
        return self.line.life_safety and self.severity is not Severity.URGENT

    def __str__(self) -> str:
        mark = "  LIFE SAFETY" if self.costs_a_life else ""
        return f"{self.line.file}:{self.line.line}: {self.line.text!r} {self.message}{mark}"


@dataclass(frozen=True, slots=True)
class Keeping:
    """`must_page`: of the lines labelled urgent, those that page. `same_day`: of soon, those that are not routine.
    `false_pages`: of routine, those that page. `named`: of lines with a category, those that get it.
    """

    lines: int
    must_page: tuple[Rate, ...]
    same_day: tuple[Rate, ...]
    false_pages: tuple[Rate, ...]
    named: tuple[Rate, ...]
    faults: tuple[Fault, ...]
    rulebook_hash: str

    @property
    def missed_lives(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.costs_a_life)

    def as_dict(self) -> dict[str, Any]:
        return {
            "rulebook_hash": self.rulebook_hash,
            "lines": self.lines,
            "life_safety_missed": len(self.missed_lives),
            "must_page": [rate.as_dict() for rate in self.must_page],
            "same_day": [rate.as_dict() for rate in self.same_day],
            "false_pages": [rate.as_dict() for rate in self.false_pages],
            "named": [rate.as_dict() for rate in self.named],
            "faults": [
                {
                    "where": f"{fault.line.file}:{fault.line.line}",
                    "text": fault.line.text,
                    "message": fault.message,
                    "life_safety": fault.costs_a_life,
                }
                for fault in self.faults
            ],
        }

    def table(self) -> str:
        lines = [f"rule book {self.rulebook_hash[:16]}, {self.lines} sentences of our own"]
        lines += table("must page", self.must_page)
        lines += table("must be seen the same day", self.same_day)
        lines += table("false pages", self.false_pages)
        lines += table("category named rightly", self.named)
        if self.faults:
            lines += ["", "labels not kept", *map(str, self.faults)]
        return "\n".join(lines)


_Counts = dict[str, list[int]]


def keep(lines: Iterable[Labelled], rulebook: Rulebook) -> Keeping:
    """Read every line with the rule book. The faults come in the order of the lines."""
    tables: dict[str, _Counts] = {name: {} for name in _TABLES}
    faults = []
    read = tuple(lines)
    for line in read:
        decision = assess(line.text, rulebook)
        message = line.fault(decision.severity, decision.category)
        if message is not None:
            faults.append(Fault(line, decision.severity, decision.category, message))
        for name, (counts, right) in _TABLES.items():
            if counts(line):
                for group in _groups(line):
                    found = tables[name].setdefault(group, [0, 0])
                    found[0] += right(line, decision)
                    found[1] += 1

    def rates(name: str) -> tuple[Rate, ...]:
        counts = tables[name]
        ordered = sorted(counts, key=lambda group: (group != _ALL, group))
        return tuple(Rate(group, *counts[group]) for group in ordered)

    return Keeping(
        len(read),
        rates("must_page"),
        rates("same_day"),
        rates("false_pages"),
        rates("named"),
        tuple(faults),
        rulebook.hash,
    )


_ALL = "all"


def _groups(line: Labelled) -> list[str]:
    groups = [_ALL, f"file {line.file}", f"lang {line.lang}"]
    if line.life_safety:
        groups.append("life safety")
    if line.category:
        groups += [f"category {line.category}", f"category {line.category} {line.lang}"]
    return groups


_TABLES: dict[str, tuple[Callable[[Labelled], bool], Callable[[Labelled, Decision], bool]]] = {
    "must_page": (
        lambda line: line.label is Label.URGENT,
        lambda _, found: found.severity is Severity.URGENT,
    ),
    "same_day": (
        lambda line: line.label is Label.SOON,
        lambda _, found: found.severity is not Severity.ROUTINE,
    ),
    "false_pages": (
        lambda line: line.label is Label.ROUTINE,
        lambda _, found: found.severity is Severity.URGENT,
    ),
    "named": (lambda line: line.category is not None, lambda line, found: found.category == line.category),
}
