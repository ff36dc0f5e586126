"""The YAML text of the district's own rules, from what staff added, and the text of one rule of any file.

The same edits always give the same text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from reporting.rules.edits import GAP, AddedRule, AddedWords, Edit

ABOUT = "Words and rules of this district, written on the staff site."
GAP_WORDS = 4
WITHIN_WORDS = 25


def written(edits: Iterable[Edit]) -> str:
    """Empty where nothing was added. Written by a YAML library: nothing typed can end a text or begin a key."""
    whole: dict[str, Any] = {"about": ABOUT}
    edits = tuple(edits)
    extend = _extend(edit for edit in edits if isinstance(edit, AddedWords))
    rules = [_rule(edit) for edit in edits if isinstance(edit, AddedRule)]
    if extend:
        whole["extend"] = extend
    if rules:
        whole["rules"] = rules
    if not extend and not rules:
        return ""
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)


def _extend(added: Iterable[AddedWords]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in added:
        words = found.setdefault(one.concept, {}).setdefault(one.lang, [])
        words += [word for word in one.words if word not in words]
    return found


def _rule(rule: AddedRule) -> dict[str, Any]:
    patterns: list[Any] = [pattern(phrase) for phrase in rule.phrases]
    whole: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title,
        "category": rule.category,
        "severity": int(rule.urgency),
        "any": [{"all": list(rule.phrases), "within": WITHIN_WORDS}] if rule.together else patterns,
    }
    if rule.exceptions:
        whole["not_if"] = [pattern(phrase) for phrase in rule.exceptions]
    return {**whole, "match": list(rule.match), "no_match": list(rule.no_match)}


def pattern(phrase: str) -> Any:
    """A phrase, or a sequence where the writer left a gap."""
    parts = [part.strip() for part in phrase.replace("...", GAP).split(GAP)]
    parts = [part for part in parts if part]
    if len(parts) < 2:  # noqa: PLR2004 -- one part has no gap
        return parts[0] if parts else phrase
    sequence: list[Any] = [parts[0]]
    for part in parts[1:]:
        sequence += [{"gap": GAP_WORDS}, part]
    return {"seq": sequence}


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """A rule as its file has it, lines and comments included."""

    id: str
    title: str
    text: str


def rules_in(text: str) -> tuple[WrittenRule, ...]:
    """The rules of one file, in its order; none in a file without rules. The text compiled once."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    listed = _field(root, "rules")
    lines = text.splitlines()
    return tuple(_written(node, lines) for node in listed.value) if listed is not None else ()


def _written(node: yaml.Node, lines: list[str]) -> WrittenRule:
    # A block ends where the next token begins, a flow mapping in its own line.
    end = node.end_mark.line + (1 if node.end_mark.column > node.start_mark.column else 0)
    block = lines[node.start_mark.line : end]
    named, title = _field(node, "id"), _field(node, "title")
    return WrittenRule(
        str(named.value) if named else "", str(title.value) if title else "", "\n".join(block).rstrip()
    )


def _field(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)
