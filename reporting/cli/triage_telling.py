"""Differences, remarks and routes as lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from triage.decision import Decision
from triage.differing import Differences, RuleChange, SentenceChange
from triage.linting import Remark

_MOST_WORDS = 12  # of one rule; a concept of a thousand words would bury the rest


def told_differences(found: Differences) -> Iterator[str]:
    yield f"rule book {found.old_hash[:16]} -> {found.new_hash[:16]}"
    if found.none:
        yield "nothing differs"
        return
    yield from _titled("rules added", (f"{rule.id}  {rule.title}" for rule in found.added))
    yield from _titled("rules removed", (f"{rule.id}  {rule.title}" for rule in found.removed))
    yield from _titled("rules changed", map(_changed, found.changed))
    yield from _titled("sentences judged otherwise", map(_moved, found.lines))
    yield from _titled("examples judged otherwise", map(_moved, found.examples))
    yield ""
    yield from (f"{count:6d}  {name.replace('_', ' ')}" for name, count in found.counts().items())


def told_remarks(remarks: Sequence[Remark]) -> Iterator[str]:
    for remark in remarks:
        mark = "MUST CHANGE  " if remark.grave else ""
        place = f"{remark.where}: " if remark.where else ""
        yield f"{mark}{place}{remark.subject}: {remark.matter}: {remark.message}"
    grave = sum(remark.grave for remark in remarks)
    yield f"{len(remarks)} remarks, {grave} of them must change" if remarks else "nothing to remark"


def told_route(decision: Decision, by: Iterable[str], to: Iterable[str]) -> Iterator[str]:
    yield f"{decision.severity}: {decision.category}"
    yield from (f"  line: {name}" for name in by)
    yield f"goes to: {', '.join(to)}"


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield f"{title}: {len(listed)}"
        yield from (f"  {line}" for line in listed)


def _changed(change: RuleChange) -> str:
    words = [f"+{word}" for word in change.gained] + [f"-{word}" for word in change.lost]
    shown = ", ".join(words[:_MOST_WORDS]) + (
        f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    )
    return f"{change.after.id}  {', '.join(change.fields)}" + (f"  ({shown})" if words else "")


def _moved(change: SentenceChange) -> str:
    mark = "BROKEN  " if change.broken else "mended  " if change.mended else ""
    before, after = change.before, change.after
    return (
        f"{mark}{before.severity} {before.category} -> {after.severity} {after.category}  "
        f"{change.where}: {change.text!r}"
    )
