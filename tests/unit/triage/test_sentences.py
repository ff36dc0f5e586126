"""Own sentences, read line by line: who is paged, who is seen the same day, and whom nobody wakes."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from triage import Severity, assess
from triage.rulebook import Rulebook

SENTENCES = Path(__file__).parent / "sentences"


def groups(name: str) -> list[dict[str, Any]]:
    """The groups of one file: `about`, `lines`, and `life_safety` where a miss would cost a life."""
    read: list[dict[str, Any]] = yaml.safe_load((SENTENCES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def cases(name: str) -> list[Any]:
    return [pytest.param(group["lines"], id=group["about"]) for group in groups(name)]


def severities(rulebook: Rulebook, lines: list[str]) -> dict[str, Severity]:
    return {line: assess(line, rulebook).severity for line in lines}


@pytest.mark.parametrize("lines", cases("page"))
def test_no_line_that_cannot_wait_is_missed(rulebook: Rulebook, lines: list[str]) -> None:
    found = severities(rulebook, lines)
    assert [line for line, severity in found.items() if severity is not Severity.URGENT] == []


@pytest.mark.parametrize("lines", cases("soon"))
def test_no_line_that_needs_somebody_today_waits_in_the_pile(rulebook: Rulebook, lines: list[str]) -> None:
    found = severities(rulebook, lines)
    assert [line for line, severity in found.items() if severity is Severity.ROUTINE] == []


@pytest.mark.parametrize("lines", cases("leave"))
def test_no_everyday_line_wakes_anybody(rulebook: Rulebook, lines: list[str]) -> None:
    found = severities(rulebook, lines)
    assert [line for line, severity in found.items() if severity is Severity.URGENT] == []


@pytest.mark.parametrize("name", ["page", "leave"])
def test_the_sentences_are_many_and_none_stands_twice(name: str) -> None:
    lines = [line for group in groups(name) for line in group["lines"]]
    assert len(set(lines)) == len(lines)
    assert all(isinstance(line, str) for line in lines)


def test_at_least_three_hundred_lines_are_about_a_life() -> None:
    assert sum(len(group["lines"]) for group in groups("page") if group.get("life_safety")) >= 300
    assert sum(len(group["lines"]) for group in groups("leave")) >= 150
