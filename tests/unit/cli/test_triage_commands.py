"""What a person gets who asks `quietline triage …`: an answer in plain words, and an exit code that a build can trust."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from reporting.cli.triage_commands import triage

RULES = """
concepts: {drug: {en: [weed]}}
rules:
  - id: drug.sold
    title: Somebody sells drugs
    category: substance_use
    severity: 3
    any: [{seq: [sells, $drug]}]
    match: [he sells weed, she sells weed, sells weed]
    no_match: [sells cake, weed, no]
"""
SENTENCES = """
blocks:
  - {about: a, lang: en, label: urgent, category: substance_use, life_safety: true, lines: [he sells zombies, he sells weed]}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "one.yaml").write_text(RULES)
    return folder


@pytest.fixture
def with_zombies(rules: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "one.yaml").write_text(RULES)
    (folder / "district.yaml").write_text("extend: {drug: {en: [zombies]}}\n")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "lines.yaml"
    file.write_text(SENTENCES)
    return file


def asked(*words: object, given: str | None = None) -> Result:
    return CliRunner().invoke(triage, [str(word) for word in words], input=given)


def test_explain_tells_rule_words_and_rule_book(rules: Path) -> None:
    told = asked("explain", "--rules", rules, "he sells weed lol")
    assert told.exit_code == 0
    assert told.output.startswith("urgent: substance_use\n")
    assert "Somebody sells drugs [drug.sold]: 'sells weed' at 3-13" in told.output


def test_evaluate_without_a_file_fails_on_a_missed_life_safety_line_and_shows_it(
    rules: Path, corpus: Path
) -> None:
    told = asked("evaluate", "--rules", rules, "--corpus", corpus)
    assert told.exit_code == 2
    assert "lines.yaml:3: 'he sells zombies' must page, and is routine  LIFE SAFETY" in told.output
    assert "1 life-safety lines do not page" in told.output
    assert "life safety                                      1/2      50.0%   9.5% to 90.5%" in told.output


def test_evaluate_is_content_when_every_life_safety_line_pages(with_zombies: Path, corpus: Path) -> None:
    told = asked("evaluate", "--rules", with_zombies, "--corpus", corpus, "--json")
    assert told.exit_code == 0
    assert json.loads(told.output)["life_safety_missed"] == 0


def test_evaluate_of_a_file_from_elsewhere_shows_rates_and_no_line(rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text(json.dumps({"text": "someone elses words", "label": "urgent", "source": "x"}))
    told = asked("evaluate", "--rules", rules, file)
    assert told.exit_code == 0
    assert "source x" in told.output
    assert "elses words" not in told.output


def test_diff_names_the_rule_the_word_and_the_sentence_that_is_mended(
    rules: Path, with_zombies: Path, corpus: Path
) -> None:
    told = asked("diff", rules, with_zombies, "--corpus", corpus)
    assert told.exit_code == 0
    assert "drug.sold  any  (+zombies)" in told.output
    assert "mended  routine unsorted -> urgent substance_use  lines.yaml:3: 'he sells zombies'" in told.output
    assert "     1  start to page" in told.output


def test_diff_of_a_folder_that_fails_its_own_example_says_so_and_fails(
    rules: Path, with_zombies: Path, corpus: Path
) -> None:
    (with_zombies / "one.yaml").write_text(RULES.replace("sells weed]", "buys weed]"))
    told = asked("diff", rules, with_zombies, "--corpus", corpus, "--json")
    assert told.exit_code == 1
    assert json.loads(told.output)["failing"] == [
        "drug.sold must fire at its own severity on 'buys weed', and does not"
    ]


def test_route_says_who_gets_it_and_by_which_lines(rules: Path) -> None:
    told = asked("route", "--rules", rules, "he sells weed", "--school", "unknown")
    assert told.exit_code == 0
    assert told.output.endswith("goes to: oncall, crisis, district\n")
    (rules / "routes.yaml").write_text(
        dedent("""
        routes:
          - {name: by night, when: {hours: out}, to: oncall}
          - {name: else, to: counselor}
        """)
    )
    night = asked("route", "--rules", rules, "hello", "--hours", "out", "--json")
    assert json.loads(night.output)["routes"] == ["by night"]
    assert json.loads(asked("route", "--rules", rules, "hello", "--json").output)["to"] == ["counselor"]


def test_lint_fails_on_a_route_that_nothing_reaches(rules: Path, corpus: Path) -> None:
    (rules / "routes.yaml").write_text(
        dedent("""
        routes:
          - {name: first, when: {severity: [urgent, soon]}, to: oncall}
          - {name: never, when: {severity: soon, category: threat}, to: crisis}
          - {name: else, to: counselor}
        """)
    )
    told = asked("lint", "--rules", rules, "--corpus", corpus)
    assert told.exit_code == 1
    assert (
        "MUST CHANGE  routes.yaml: never: unreachable route: all that it asks for ends before it, at 'first'"
        in told.output
    )


@pytest.mark.parametrize("command", ["explain", "route"])
def test_a_wrong_rule_is_one_line_on_the_terminal_and_a_code(rules: Path, command: str) -> None:
    (rules / "one.yaml").write_text(RULES.replace("severity: 3", "severity: 9"))
    told = asked(command, "--rules", rules, "hello")
    assert told.exit_code == 1
    assert told.output.startswith("one.yaml:7: rule drug.sold: a whole number from 1 to 5")


def test_assess_reads_lines_and_refuses_what_is_no_json(rules: Path) -> None:
    told = asked("assess", "--rules", rules, given='{"id": 1, "text": "he sells weed"}\n')
    assert json.loads(told.output)["severity"] == "urgent"
    wrong = asked("assess", "--rules", rules, given="he sells weed\n")
    assert (wrong.exit_code, wrong.output) == (1, "line 1: this is not JSON\n")
