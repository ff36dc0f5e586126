"""A text and a rule book in, a decision with its reasons out. Linear in the text; the same on every run."""

from collections.abc import Callable
from operator import attrgetter

from triage.context import Context
from triage.decision import JOINED, UNSORTED, Decision, Severity, Step, Why
from triage.judging import Finding, Hearing
from triage.lexicon import Met
from triage.rulebook import Rulebook

CAP = 20_000  # characters read of one text; what goes on beyond is for a person to read now
_NOTHING_KNOWN = Context()
_NO_RULE = Step(Why.UNSORTED, "", "no rule fired; a person reads it")
_UNAVAILABLE = Severity.SOON, Step(Why.FLOOR, "", "earlier text unavailable")
_RANK = attrgetter("rank")
_UNREADABLE_SHARE = 2  # one letter in so many is of an alphabet without rules


# (text, rule book, names of places, sentences met so far) → what the text shows by itself, as part 0.
Read = Callable[[str, Rulebook, tuple[str, ...], Met], Finding]


def read_alone(text: str, rulebook: Rulebook, places: tuple[str, ...], met: Met) -> Finding:
    """What one text shows by itself. The same for the same three: who has read it before need not read it again.
    `met` only saves time.
    """
    finding = Hearing(text[:CAP], 0, rulebook).judge(places, met)
    if len(text) > CAP:
        step = Step(
            Why.FLOOR, "", f"longer than {CAP} characters; only the beginning was read", CAP, len(text)
        )
        finding.floors.append((Severity.URGENT, step))
    if finding.foreign and finding.foreign * _UNREADABLE_SHARE >= sum(map(str.isalpha, text[:CAP])):
        step = Step(Why.FLOOR, "", "written in an alphabet that no rule reads", 0, len(text))
        finding.floors.append((Severity.SOON, step))
    return finding


def assess(
    text: str, rulebook: Rulebook, context: Context | None = None, *, read: Read = read_alone
) -> Decision:
    """Decide how soon a person must see `text`.

    Prior texts are read each alone and all joined with this one; the maximum wins, so a second message
    can raise a thread and never lower it. `read` may remember what it read.
    """
    context = context or _NOTHING_KNOWN
    met: Met = {}  # sentences of one text are those of all joined, but for one or two
    findings = [read(text, rulebook, context.places, met)]
    if context.prior:
        findings += [
            _numbered(read(prior, rulebook, context.places, met), i)
            for i, prior in enumerate(context.prior, 1)
        ]
        findings.append(_joined((*context.prior, text), findings, rulebook, context, met))
    hits = [hit for found in findings for hit in found.hits]
    if len(hits) > 1:
        hits.sort(key=lambda h: (-h.level, _order(h.part), h.start, h.end, h.rule))
    trace = [step for found in findings for step in found.trace]
    floors = [floor for found in findings for floor in found.floors]
    if context.earlier_unavailable:
        floors.insert(0, _UNAVAILABLE)
    severity = hits[0].severity if hits else Severity.ROUTINE  # the first is of the highest level
    if floors:
        severity = max([severity, *(s for s, _ in floors)], key=_RANK)
    if not hits:
        trace.append(_NO_RULE)
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


def _numbered(found: Finding, part: int) -> Finding:
    """As found in the prior text of that number."""
    return Finding(
        [hit._replace(part=part) for hit in found.hits],
        [step._replace(part=part) for step in found.trace],
        [(severity, step._replace(part=part)) for severity, step in found.floors],
        found.foreign,
    )


def _joined(
    texts: tuple[str, ...], alone: list[Finding], rulebook: Rulebook, context: Context, met: Met
) -> Finding:
    """What shows only when the texts are read as one. The newest words are kept when there are too many."""
    whole = " ".join(texts)
    skipped = max(0, len(whole) - CAP)
    seen: dict[str, int] = {}
    for hit in (hit for found in alone for hit in found.hits):
        seen[hit.rule] = max(hit.level, seen.get(hit.rule, 0))
    finding = Hearing(whole[skipped:], JOINED, rulebook, skipped).judge(context.places, met, seen)
    new = {hit.rule for hit in finding.hits if hit.level > seen.get(hit.rule, 0)}
    finding.hits[:] = [hit for hit in finding.hits if hit.rule in new]
    finding.trace[:] = [step for step in finding.trace if step.rule in new]
    return finding
