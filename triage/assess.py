"""A text and a rule book in, a decision with its reasons out. Linear in the text; the same on every run."""

from collections.abc import Iterator

from triage.context import Context
from triage.decision import JOINED, UNSORTED, Decision, Severity, Step, Why
from triage.judging import Finding, Hearing
from triage.rulebook import Rulebook

CAP = 20_000  # characters read of one text; what goes on beyond is for a person to read now
_UNREADABLE_SHARE = 2  # one letter in so many is of an alphabet without rules


def assess(text: str, rulebook: Rulebook, context: Context | None = None) -> Decision:
    """Decide how soon a person must see `text`.

    Prior texts are read each alone and all joined with this one; the maximum wins, so a second message
    can raise a thread and never lower it.
    """
    context = context or Context()
    findings = [_read(text, 0, rulebook, context)]
    findings += [_read(prior, i, rulebook, context) for i, prior in enumerate(context.prior, 1)]
    if context.prior:
        findings.append(_joined((*context.prior, text), findings, rulebook, context))
    hits = sorted(
        (hit for found in findings for hit in found.hits),
        key=lambda h: (-h.level, _order(h.part), h.start, h.end, h.rule),
    )
    trace = [step for found in findings for step in found.trace]
    floors = [*_floors(context), *(step for found in findings for step in found.floors)]
    severity = max([Severity.ROUTINE, *(s for s, _ in floors), *(h.severity for h in hits)])
    if not hits:
        trace.append(Step(Why.UNSORTED, "", "no rule fired; a person reads it"))
    return Decision(
        severity=severity,
        category=hits[0].category if hits else UNSORTED,
        hits=tuple(hits),
        trace=(*(step for _, step in floors), *trace),
        rulebook_hash=rulebook.hash,
    )


def _order(part: int) -> int:
    """The text itself first, then the earlier ones, then all joined."""
    return part if part != JOINED else 1 << 30


def _read(text: str, part: int, rulebook: Rulebook, context: Context) -> Finding:
    finding = Hearing(text[:CAP], part, rulebook).judge(context.places)
    if len(text) > CAP:
        step = Step(
            Why.FLOOR, "", f"longer than {CAP} characters; only the beginning was read", CAP, len(text), part
        )
        finding.floors.append((Severity.URGENT, step))
    if finding.foreign and finding.foreign * _UNREADABLE_SHARE >= sum(map(str.isalpha, text[:CAP])):
        step = Step(Why.FLOOR, "", "written in an alphabet that no rule reads", 0, len(text), part)
        finding.floors.append((Severity.SOON, step))
    return finding


def _joined(texts: tuple[str, ...], alone: list[Finding], rulebook: Rulebook, context: Context) -> Finding:
    """What shows only when the texts are read as one. The newest words are kept when there are too many."""
    whole = " ".join(texts)
    skipped = max(0, len(whole) - CAP)
    finding = Hearing(whole[skipped:], JOINED, rulebook, skipped).judge(context.places)
    seen: dict[str, int] = {}
    for hit in (hit for found in alone for hit in found.hits):
        seen[hit.rule] = max(hit.level, seen.get(hit.rule, 0))
    new = {hit.rule for hit in finding.hits if hit.level > seen.get(hit.rule, 0)}
    finding.hits[:] = [hit for hit in finding.hits if hit.rule in new]
    finding.trace[:] = [step for step in finding.trace if step.rule in new]
    return finding


def _floors(context: Context) -> Iterator[tuple[Severity, Step]]:
    if context.earlier_unavailable:
        yield Severity.SOON, Step(Why.FLOOR, "", "earlier text unavailable")
