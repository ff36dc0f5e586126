"""How often which rule fired and was overridden, gathered in RAM.

A row at the time would name a tip, and so would a backup before it and another behind it. So counts are written
hourly, and only five and more together; what was not written at a restart, four at most, is lost. A message that
somebody is kept from is not counted at all: a rule that fired would tell that person of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from reporting.cases.gathered import Gathered
from reporting.cases.override import Overridden, deciding_rules
from reporting.model.clock import month_of
from reporting.model.feedback import Event
from reporting.model.ids import DistrictId
from reporting.store import rule_tallies
from reporting.store.database import Database
from reporting.store.rule_tallies import RULE_LENGTH, RuleTally
from triage.decision import UNSORTED, Decision, Severity

TOGETHER = 5

Key = tuple[int, str, str, str, str, str]


class RuleCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._gathered: Gathered[Key] = Gathered()

    def tip(self, now: datetime, decision: Decision) -> None:
        """A first message was judged."""
        found = [(Event.TIP, "", decision.severity.value, ""), *_fired(decision)]
        if decision.severity is Severity.URGENT:
            found.append((Event.PAGED, "", "", ""))
        if decision.category == UNSORTED:
            found.append((Event.UNSORTED, "", "", ""))
        self._gather(month_of(now), decision, found)

    def later(self, now: datetime, decision: Decision, *, paged: bool) -> None:
        """A message in a thread that exists. `paged`: it called somebody by itself."""
        called = [(Event.PAGED, "", "", "")] if paged else []
        self._gather(month_of(now), decision, [*_fired(decision), *called])

    def overridden(self, month: int, decision: Decision, mark: Overridden, *, n: int = 1) -> None:
        """A person said otherwise: once for all, and once for each rule that decided. `n` -1 takes it back."""
        before, after = mark.decided.value, mark.to.value
        rules = ("", *deciding_rules(decision))
        self._gather(month, decision, [(Event.OVERRIDDEN, rule, before, after) for rule in rules], n)

    def sampled(self, now: datetime, decision: Decision, after: Severity) -> None:
        """A lead has read a tip of the audit sample, and says how soon it should have been seen."""
        found = [(Event.SAMPLED, "", decision.severity.value, after.value)]
        self._gather(month_of(now), decision, found)

    def gathered(self) -> tuple[RuleTally, ...]:
        """What is not written yet, so that a page can add it to what is."""
        return tuple(RuleTally(*key, n) for key, n in self._gathered.waiting().items())

    def flush(self) -> None:
        """Write what was gathered, unless it is too little; what could not be written stays for the next hour."""
        self._gathered.write(self._write, fewest=TOGETHER)

    def _write(self, counts: Mapping[Key, int]) -> None:
        rows = [RuleTally(*key, n) for key, n in counts.items() if n]
        self._database.write(lambda conn: rule_tallies.add(conn, self._district, rows))

    def _gather(
        self, month: int, decision: Decision, found: Iterable[tuple[Event, str, str, str]], n: int = 1
    ) -> None:
        counts: Counter[Key] = Counter()
        for event, rule, before, after in found:
            counts[month, decision.rulebook_hash, rule[:RULE_LENGTH], event.value, before, after] += n
        self._gathered.add(counts)


def _fired(decision: Decision) -> list[tuple[Event, str, str, str]]:
    """Each rule once a message; what an earlier text said was counted with that."""
    rules = dict.fromkeys(hit.rule for hit in decision.hits if hit.part <= 0)
    return [(Event.FIRED, rule, "", "") for rule in rules]
