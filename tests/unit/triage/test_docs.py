"""The rule shown in docs/triage.md is a rule that loads and keeps its own examples."""

from pathlib import Path

from triage.compiling import compile_packs
from triage.examples import prove
from triage.load import read_texts, shipped

PAGE = Path(__file__).parents[3] / "docs" / "triage.md"


def test_the_rule_that_the_page_teaches_works_as_it_says() -> None:
    shown = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    rulebook = compile_packs({"shown.yaml": shown, "base.yaml": read_texts(shipped())["base.yaml"]})
    prove(rulebook)
    assert [rule.id for rule in rulebook.rules] == ["sui.rope"]
