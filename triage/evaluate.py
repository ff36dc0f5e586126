"""Measure a rule book on labelled texts: what it finds, what it pages for without need, with 95% intervals."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from triage.assess import assess
from triage.decision import Severity
from triage.lines import LineInvalid, text_of
from triage.rulebook import Rulebook

_Z95 = 1.959964
_NEEDS_PAGE = "urgent"
_NEEDS_NO_PAGE = "nonurgent"


@dataclass(frozen=True, slots=True)
class Rate:
    """`found` of `total`, with the Wilson score interval (Wilson 1927)."""

    name: str
    found: int
    total: int

    @property
    def share(self) -> float:
        return self.found / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        p, n, z2 = self.share, self.total, _Z95 * _Z95
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_dict(self) -> dict[str, Any]:
        low, high = self.interval
        return {
            "name": self.name,
            "found": self.found,
            "total": self.total,
            "rate": round(self.share, 4),
            "low": round(low, 4),
            "high": round(high, 4),
        }

    def row(self) -> str:
        low, high = self.interval
        return f"{self.name:44s} {self.found:5d}/{self.total:<5d} {self.share:6.1%}   {low:.1%} to {high:.1%}"


@dataclass(frozen=True, slots=True)
class Report:
    """`recall` are shares of texts that need a page; `false_pages` of those that need none."""

    recall: tuple[Rate, ...]
    false_pages: tuple[Rate, ...]
    rulebook_hash: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "rulebook_hash": self.rulebook_hash,
            "recall": [rate.as_dict() for rate in self.recall],
            "false_pages": [rate.as_dict() for rate in self.false_pages],
        }

    def table(self) -> str:
        lines = [f"rule book {self.rulebook_hash[:16]}"]
        return "\n".join([*lines, *table("recall", self.recall), *table("false pages", self.false_pages)])


def table(title: str, rates: Iterable[Rate]) -> list[str]:
    """The lines of one table, a blank one first."""
    return ["", f"{title:44s}   found/all    rate   95% interval", *(rate.row() for rate in rates)]


def evaluate(lines: Iterable[Mapping[str, Any]], rulebook: Rulebook) -> Report:
    """Lines hold {"text", "label": "urgent" | "nonurgent"} and may hold "evident", "category", "source", "lang",
    "stratum", "kind". Lines marked "disputed" or of kind "policy" count for recall only. Raises LineInvalid.
    """
    found: dict[str, int] = {}
    totals: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        paged = assess(text_of(line, number), rulebook).severity is Severity.URGENT
        for name in _groups(line, number):
            totals[name] = totals.get(name, 0) + 1
            found[name] = found.get(name, 0) + paged

    def rates(prefix: str) -> tuple[Rate, ...]:
        return tuple(
            Rate(name[1:], found[name], totals[name]) for name in sorted(totals) if name[0] == prefix
        )

    return Report(rates("+"), rates("-"), rulebook.hash)


def _groups(line: Mapping[str, Any], number: int) -> list[str]:
    """The names under which a line is counted; the sign says for which of the two tables."""
    label = line.get("label")
    if label not in {_NEEDS_PAGE, _NEEDS_NO_PAGE}:
        raise LineInvalid(f'line {number}: "label" must be {_NEEDS_PAGE} or {_NEEDS_NO_PAGE}')
    of = [f"{kind} {line[kind]}" for kind in ("category", "lang", "source", "stratum") if line.get(kind)]
    if label == _NEEDS_NO_PAGE:
        if line.get("disputed") or "policy" in (line.get("kind") or ()):
            return []
        return ["-all", *(f"-{name}" for name in of)]
    if line.get("evident", True):
        of = [*of, "all evident"] + ([f"category {line['category']} {line['lang']}"] if len(of) > 1 else [])
    else:
        of = []
    return ["+all", *(f"+{name}" for name in of)]
