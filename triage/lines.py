"""JSON lines in, JSON lines out: what `quietline triage assess` does, without the files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from triage.assess import assess
from triage.context import Context
from triage.rulebook import Rulebook


class LineInvalid(ValueError):
    """A line that cannot be read; tells its number, never its content."""


def assess_lines(lines: Iterable[Mapping[str, Any]], rulebook: Rulebook) -> Iterator[dict[str, Any]]:
    """One answer a line, in order: {"id", "severity", "category", "because": [{"rule", "start", "end", "text"}]}.

    A line holds {"id", "text", "channel"?, "school"?, "lang"?}. Raises LineInvalid.
    """
    for number, line in enumerate(lines, 1):
        text = text_of(line, number)
        context = Context(
            channel=str(line.get("channel") or "web"), school=line.get("school"), lang=line.get("lang")
        )
        decision = assess(text, rulebook, context)
        yield {
            "id": line.get("id"),
            "severity": decision.severity.value,
            "category": decision.category,
            "because": decision.because(),
        }


def text_of(line: object, number: int) -> str:
    text = line.get("text") if isinstance(line, Mapping) else None
    if not isinstance(text, str):
        raise LineInvalid(f'line {number}: a JSON object with a "text" is expected')
    return text
