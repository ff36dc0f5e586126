"""`quietline triage …`: assess, explain and measure texts with the shipped rules or a district's own."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from triage.evaluate import evaluate as measure
from triage.explaining import explain as told
from triage.invalid import RulebookInvalid
from triage.lines import LineInvalid, assess_lines
from triage.load import load_packs
from triage.rulebook import Rulebook

RULES = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of rule packs; without it the shipped ones.",
)


@click.group()
def triage() -> None:
    """Ask the rules about texts. Nothing that is asked here is stored or logged."""


@triage.command()
@RULES
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def assess(file: TextIO, rules: Path | None) -> None:
    """Read JSON lines {"id", "text", …} and write severity, category and reasons, one a line, in order."""
    rulebook = _rulebook(rules)
    with _refusals():
        for answer in assess_lines(_lines(file), rulebook):
            click.echo(json.dumps(answer, ensure_ascii=False))


@triage.command()
@RULES
@click.option("--json", "as_json", is_flag=True, help="A JSON object instead of a table.")
@click.argument("file", type=click.File("r", encoding="utf-8"))
def evaluate(file: TextIO, rules: Path | None, *, as_json: bool) -> None:
    """Recall and false-page rate on labelled lines, with 95 % intervals, by category and source."""
    with _refusals():
        report = measure(_lines(file), _rulebook(rules))
    click.echo(json.dumps(report.as_dict(), indent=1) if as_json else report.table())


@triage.command()
@RULES
@click.argument("text")
def explain(text: str, rules: Path | None) -> None:
    """One text: the decision, and everything that was considered."""
    click.echo(told(text, _rulebook(rules)))


def _rulebook(rules: Path | None) -> Rulebook:
    with _refusals():
        return load_packs(rules)


def _lines(file: Iterable[str]) -> Iterator[Any]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            raise LineInvalid(f"line {number}: this is not JSON") from None


@contextmanager
def _refusals() -> Iterator[None]:
    """A wrong line or rule is one line on the terminal, and a code that is not zero."""
    try:
        yield
    except (LineInvalid, RulebookInvalid) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
