"""`quietline triage …`: assess, explain, measure, compare and route with the shipped rules or a district's own."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from reporting.cli.triage_telling import told_differences, told_remarks, told_route
from triage.answers import Answers
from triage.assess import assess as decide
from triage.context import Context
from triage.corpus import Labelled, read_corpus, read_sentences
from triage.differing import compare
from triage.evaluate import evaluate as measure
from triage.examples import failures
from triage.explaining import explain as told
from triage.invalid import RulebookInvalid
from triage.keeping import keep
from triage.lines import LineInvalid, assess_lines
from triage.linting import lint as look_over
from triage.linting import lint_routes
from triage.load import ROUTES, load_packs
from triage.routing import Facts, Hours, RouteTree, SchoolKind, load_routes, taken_routes
from triage.routing import route as destinations

SHIPPED = "shipped"
RULES = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of rule packs; without it the shipped ones.",
)
CORPUS = click.option(
    "--corpus",
    type=click.Path(exists=True, path_type=Path),
    help="A file or folder of labelled sentences; without it our own.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="A JSON object instead of a table.")
LIFE_MISSED = 2  # an exit code of its own, so that a build can tell it from a wrong file


@click.group()
def triage() -> None:
    """Ask the rules about texts. Nothing that is asked here is stored or logged."""


@triage.command()
@RULES
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def assess(file: TextIO, rules: Path | None) -> None:
    """Read JSON lines {"id", "text", …} and write severity, category and reasons, one a line, in order."""
    with _refusals():
        for answer in assess_lines(_lines(file), load_packs(rules)):
            click.echo(json.dumps(answer, ensure_ascii=False))


@triage.command()
@RULES
@CORPUS
@JSON
@click.argument("file", type=click.File("r", encoding="utf-8"), required=False)
def evaluate(file: TextIO | None, rules: Path | None, corpus: Path | None, *, as_json: bool) -> None:
    """Recall and false pages with 95 % intervals, by source, category and language.

    FILE holds JSON lines {"text", "label", …}. Without it the rules read our own labelled sentences: each whose label
    is not kept is shown, and the exit code is 2 when one of them is about a life.
    """
    with _refusals():
        rulebook = load_packs(rules)
        if file is not None:
            report = measure(_lines(file), rulebook)
            click.echo(_json(report.as_dict()) if as_json else report.table())
            return
        kept = keep(_sentences(corpus), rulebook)
    click.echo(_json(kept.as_dict()) if as_json else kept.table())
    if kept.missed_lives:
        click.echo(f"{len(kept.missed_lives)} life-safety lines do not page", err=True)
        sys.exit(LIFE_MISSED)


@triage.command()
@RULES
@click.argument("text")
def explain(text: str, rules: Path | None) -> None:
    """One text: the decision, and everything that was considered."""
    with _refusals():
        click.echo(told(text, load_packs(rules)))


@triage.command()
@CORPUS
@JSON
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str, corpus: Path | None, *, as_json: bool) -> None:
    """What NEW changes: rules, and what becomes of every labelled sentence and every example.

    OLD and NEW are folders of rule files, or the word `shipped`. The exit code is 1 when NEW fails an example of its own.
    """
    with _refusals():
        before, after = (load_packs(_folder(name), run_examples=False) for name in (old, new))
        was, becomes = Answers(before), Answers(after)
    found = compare(was, becomes, _sentences(corpus))
    failing = [f"{failure.rule.id} {failure.message}" for failure in failures(becomes)]
    if as_json:
        click.echo(_json({**found.as_dict(), "failing": failing}))
    else:
        click.echo("\n".join([*told_differences(found), *(f"FAILS: {line}" for line in failing)]))
    if failing:
        sys.exit(1)


@triage.command()
@RULES
@JSON
@click.option(
    "--school", type=click.Choice([kind.value for kind in SchoolKind]), default=SchoolKind.NAMED.value
)
@click.option("--channel", default="web", show_default=True)
@click.option(
    "--hours",
    type=click.Choice([kind.value for kind in Hours]),
    default=Hours.UNKNOWN.value,
    help="Of the school.",
)
@click.argument("text")
def route(text: str, rules: Path | None, school: str, channel: str, hours: str, *, as_json: bool) -> None:
    """Who would get this text, and by which lines."""
    facts = Facts(SchoolKind(school), channel, Hours(hours))
    with _refusals():
        rulebook, tree = load_packs(rules), _routes(rules)
    decision = decide(text, rulebook, Context(channel=channel))
    by = [taken.name for taken in taken_routes(decision, facts, tree)]
    to = [str(place) for place in destinations(decision, facts, tree)]
    if as_json:
        click.echo(
            _json({"severity": decision.severity, "category": decision.category, "routes": by, "to": to})
        )
    else:
        click.echo("\n".join(told_route(decision, by, to)))


@triage.command()
@RULES
@CORPUS
@JSON
def lint(rules: Path | None, corpus: Path | None, *, as_json: bool) -> None:
    """Routes that nothing reaches, rules that nothing fires or that add nothing, examples that are missing.

    The exit code is 1 when something keeps a text from somebody.
    """
    with _refusals():
        rulebook, tree = load_packs(rules), _routes(rules)
        sentences = [line.text for line in _sentences(corpus)]
    remarks = [*lint_routes(tree), *look_over(rulebook, sentences)]
    if as_json:
        click.echo(_json([remark.as_dict() for remark in remarks]))
    else:
        click.echo("\n".join(told_remarks(remarks)))
    if any(remark.grave for remark in remarks):
        sys.exit(1)


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


def _folder(name: str) -> Path | None:
    return None if name == SHIPPED else Path(name)


def _routes(rules: Path | None) -> RouteTree:
    """A folder without routes of its own keeps those that are shipped."""
    return load_routes(rules if rules is not None and (rules / ROUTES).is_file() else None)


def _sentences(corpus: Path | None) -> tuple[Labelled, ...]:
    if corpus is None or corpus.is_dir():
        return read_corpus(corpus)
    return tuple(read_sentences(corpus.name, corpus.read_text(encoding="utf-8")))


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
