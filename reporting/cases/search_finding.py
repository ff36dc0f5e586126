"""What a conversation shows of what was looked for, by the longer way: all of it is opened, and one text is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.beside.skim import Question
from reporting.cases.ground import Ground
from reporting.cases.inbox import severity_name
from reporting.cases.search_view import Found
from reporting.cases.search_words import Words, excerpt
from reporting.cases.searched_thread import SearchedThread, Written
from reporting.cases.triage_record import higher
from reporting.model.clock import moment_of
from reporting.model.ids import QueueId
from triage.decision import Severity

_SEVERITIES = frozenset(one.value for one in Severity)


@dataclass(frozen=True, slots=True)
class Sought:
    """What one slice asks of each conversation. `names`: categories in the reader's language, by code. `skimmed`: as all
    are asked, before the few that say yes are asked longer. `until`: the last minute in which one may have begun.
    """

    words: Words
    names: Mapping[str, str]
    until: int | None
    skimmed: Question


class Finder:
    def __init__(self, ground: Ground, sought: Sought) -> None:
        self._ground = ground
        self._sought = sought

    def hit(self, thread: SearchedThread) -> Found | None:
        """Every term must occur somewhere in the conversation; the text that holds most of them is shown."""
        words = self._sought.words
        missing = words.all
        best: tuple[int, Written] | None = None
        for written in thread.written():
            held = words.in_text(written.text)
            missing -= held
            if held and (best is None or len(held) > best[0]):
                best = (len(held), written)
            if held == words.all:
                break
        if missing:
            missing -= self._in_summary(thread, missing)
        return None if missing else self._found(thread, best[1] if best else None)

    def _in_summary(self, thread: SearchedThread, missing: frozenset[int]) -> frozenset[int]:
        """What its category is called; and its first words, for whoever reads no more of it than those."""
        if not missing <= self._sought.skimmed.in_categories and thread.holds_keys:
            return frozenset()
        summary = thread.summary
        if summary is None:
            return frozenset()
        name = self._sought.names.get(str(summary.more.get("category", "")), "")
        return self._sought.words.in_text(name) | self._sought.words.in_text(summary.text or "")

    def _found(self, thread: SearchedThread, best: Written | None) -> Found:
        row, roll, summary = thread.row, self._ground.roll, thread.summary
        category = str(summary.more.get("category", "")) if summary else ""
        sealed = str(summary.more.get("severity", "")) if summary else ""
        severity = higher(row.severity, sealed).value if sealed in _SEVERITIES else row.severity
        text = best.text if best else (summary.text or "") if summary else ""
        return Found(
            reference=row.reference,
            thread=row.id.hex(),
            severity=severity_name(severity),
            state=row.state,
            place=roll.school_name(row.school) if row.school else roll.queue_name(QueueId(row.queue)),
            changed=moment_of(row.changed_minute),
            category=category,
            where=best.where if best else "summary",
            seq=best.seq if best else None,
            excerpt=excerpt(self._sought.words, text),
        )
