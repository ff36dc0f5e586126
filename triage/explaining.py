"""Say in plain lines why a text was judged as it was."""

from triage.assess import assess
from triage.context import Context
from triage.decision import JOINED, Decision, Hit, Step
from triage.rulebook import Rulebook


def explain(text: str, rulebook: Rulebook, context: Context | None = None) -> str:
    """The decision, each rule with the words that fired it, then everything that was considered."""
    return "\n".join(explain_decision(assess(text, rulebook, context), text, context))


def explain_decision(decision: Decision, text: str, context: Context | None = None) -> list[str]:
    prior = context.prior if context else ()
    parts = {0: text, JOINED: " ".join((*prior, text)), **dict(enumerate(prior, 1))}
    lines = [f"{decision.severity}: {decision.category}"]
    lines += [_hit(hit) for hit in decision.hits]
    if decision.trace:
        lines.append("considered:")
        lines += [_step(step, parts.get(step.part, "")) for step in decision.trace]
    lines.append(f"rule book {decision.rulebook_hash[:16]}")
    return lines


def _where(part: int) -> str:
    if part == JOINED:
        return " in the joined texts"
    return f" in earlier text {part}" if part else ""


def _hit(hit: Hit) -> str:
    return f"  {hit.severity} (level {hit.level}) {hit.title} [{hit.rule}]: {hit.text!r} at {hit.start}-{hit.end}{_where(hit.part)}"


def _step(step: Step, text: str) -> str:
    words = f" {text[step.start : step.end]!r}" if step.end and step.end - step.start < 200 else ""  # noqa: PLR2004 - a line stays a line
    return f"  {step.why} {step.rule}{words}{_where(step.part)}: {step.detail}"
