"""A wrong rule book says which file, rule and line, and what to change."""

from pathlib import Path
from textwrap import dedent

import pytest

from triage import RulebookInvalid, assess, load_packs
from triage.compiling import compile_packs
from triage.load import read_texts, shipped

GOOD = """
    - id: r1
      title: T
      category: bullying
      severity: 3
      any: [red]
      match: [red, a red, the red]
      no_match: [x, y, z]
"""


def with_rule(**changes: str | None) -> str:
    fields = {
        "id": "r1",
        "title": "T",
        "category": "bullying",
        "severity": "3",
        "any": "[red]",
        "match": "[red, a red, the red]",
        "no_match": "[x, y, z]",
    } | changes
    lines = [f"    {name}: {value}" for name, value in fields.items() if value is not None]
    return "rules:\n  -\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (with_rule(severity="7"), 6, "a whole number from 1 to 5"),
        (with_rule(severity="high"), 6, "a whole number from 1 to 5"),
        (with_rule(category="bulying"), 5, "no category 'bulying'; known are suicide_selfharm"),
        (with_rule(category="unsorted"), 5, "no category 'unsorted'"),
        (with_rule(any="[$nope]"), 7, "no concept $nope"),
        (with_rule(any="[{lemma: run}]"), 7, "'lemma' is not known here"),
        (with_rule(any="[{seq: [{lemma: run}]}]"), 7, "no lemma 'run'"),
        (with_rule(any="[]"), 7, "at least one pattern"),
        (with_rule(any="['!!!']"), 7, "holds no word"),
        (with_rule(any="[{regex: 'a+'}]"), 7, "'regex' is not known here"),
        (with_rule(any="[{seq: [{gap: 2}, red]}]"), 7, "a gap stands between two things"),
        (with_rule(any="[{seq: [red, {gap: 2}]}]"), 7, "begins and ends with a word"),
        (with_rule(any="[{seq: [red, {gap: 99}, blue]}]"), 7, "from 1 to 12"),
        (with_rule(any="[{all: [red]}]"), 7, "at least two things"),
        (with_rule(match="[red]"), 8, "at least 3 examples"),
        (with_rule(no_match=None), 3, "'no_match' is missing"),
        (with_rule(sevrity="3"), 10, "'sevrity' is not known here"),
        (with_rule(accept="[nope]"), 10, "no modifier 'nope'"),
        (with_rule(boost="{nope: 1}"), 10, "no booster 'nope'"),
        (with_rule(id=None), 3, "every rule has an id"),
    ],
)
def test_each_mistake_names_its_file_rule_and_line(text: str, line: int, message: str) -> None:
    with pytest.raises(RulebookInvalid) as caught:
        compile_packs({"mine.yaml": text})
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.line) == ("mine.yaml", line)
    assert caught.value.rule == ("r1" if "id: r1" in text else "")
    assert str(caught.value).startswith(f"mine.yaml:{line}: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("concepts: {a: [b]}", "no rule in any file"),
        ("rules: [", "no YAML"),
        ("nonsense: 1\n" + with_rule(), "'nonsense' is not known here"),
        ("concepts: {a: [$b], b: [$a]}\n" + with_rule(any="[$a]"), "made of itself"),
        ("concepts: {a: [x], a: [y]}\n" + with_rule(), "stands here twice"),
        ("concepts: &c {a: [x]}\nlemmas: *c\n" + with_rule(), "references"),
        ("rules: " + "[" * 50, "lists in lists"),
        ("concepts: {a: {en: [x], typo: 3}}\n" + with_rule(any="[$a]"), "from 0 to 1"),
        ("extend: {a: [x]}\n" + with_rule(), "mine.yaml:1: no concept 'a' to extend"),
        ("concepts: {a: [x]}\nextend: {a: {de: [y]}}\n" + with_rule(any="[$a]"), "'de' is not known here"),
        ("thresholds: {urgent: 2, soon: 2}\n" + with_rule(), "soon must be below urgent"),
        ("spellings: {to: ['2'], too: ['2']}\n" + with_rule(), "stands for 'to' already"),
        ("spellings: {want to: [wanna]}\n" + with_rule(), "one word for one word"),
        (
            "modifiers: [{id: m, say: [x], dir: up, scope: 2, effect: {severity: -1}}]\n" + with_rule(),
            "forward, backward or both",
        ),
    ],
)
def test_each_mistake_outside_a_rule_is_told(text: str, message: str) -> None:
    with pytest.raises(RulebookInvalid, match=message.replace("$", r"\$")):
        compile_packs({"mine.yaml": text})


def test_two_files_may_not_use_one_name() -> None:
    with pytest.raises(RulebookInvalid, match=r"the id is taken by the rule in a\.yaml:3"):
        compile_packs({"a.yaml": with_rule(), "b.yaml": with_rule()})
    with pytest.raises(RulebookInvalid, match=r"declared already in a\.yaml:1"):
        compile_packs({"a.yaml": "concepts: {c: [x]}\n" + with_rule(), "b.yaml": "concepts: {c: [y]}"})


def test_a_file_of_ones_own_adds_words_to_a_concept_of_another_and_every_rule_gains_them() -> None:
    shipped_file = "concepts: {drug: {en: [weed], typo: 1}}\n" + with_rule(any="[{seq: [took, $drug]}]")
    district = "extend: {drug: {en: [zombies], es: [mota], emoji: ['🌿']}}\n"
    for texts in ({"a.yaml": shipped_file, "z.yaml": district}, {"z.yaml": shipped_file, "a.yaml": district}):
        rulebook = compile_packs(texts)
        for word in ("weed", "zombies", "zombeis", "mota", "🌿"):
            assert assess(f"he took {word}", rulebook).hits
    assert not assess("he took zombies", compile_packs({"a.yaml": shipped_file})).hits


def test_words_that_yaml_would_read_as_truth_stay_words() -> None:
    rulebook = compile_packs({"a.yaml": with_rule(any="[no, off, yes, null, 12]")})
    assert {"no", "off", "yes", "null", "12"} <= rulebook.lexicon.vocabulary


def test_a_rule_that_fails_its_own_example_is_refused_with_the_example(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(with_rule(match="[red, a red, blue]"))
    with pytest.raises(RulebookInvalid, match=r"mine\.yaml:3: rule r1: must fire .* 'blue'"):
        load_packs(tmp_path)
    (tmp_path / "mine.yaml").write_text(with_rule(no_match="[red, y, z]"))
    with pytest.raises(RulebookInvalid, match=r"must not fire .* 'red'"):
        load_packs(tmp_path)


def test_a_folder_of_ones_own_replaces_the_shipped_rules(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(with_rule())
    assert [rule.id for rule in load_packs(tmp_path).rules] == ["r1"]


@pytest.mark.parametrize("make", ["missing", "empty", "bytes"])
def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "rules"
    if make != "missing":
        folder.mkdir()
    if make == "bytes":
        (folder / "mine.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(
        RulebookInvalid, match={"missing": "no such folder", "empty": "no .yaml", "bytes": "UTF-8"}[make]
    ):
        load_packs(folder)


def test_the_hash_follows_the_texts_and_only_them() -> None:
    one = compile_packs({"a.yaml": with_rule()})
    assert one.hash == compile_packs({"a.yaml": with_rule()}).hash
    assert one.hash != compile_packs({"a.yaml": with_rule() + "\n"}).hash
    assert one.hash != compile_packs({"b.yaml": with_rule()}).hash


def test_the_shipped_files_are_read_through_the_package() -> None:
    assert {"base.yaml", "suicide.yaml", "routes.yaml"} <= read_texts(shipped()).keys()


def test_the_good_rule_above_is_good() -> None:
    assert compile_packs({"a.yaml": "rules:" + dedent(GOOD)}).rule("r1").title == "T"
