"""Rules that are being tried judge beside those in force: they page nobody, move nothing, and are counted without words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reporting.cases.gathered import Gathered
from reporting.model.ids import DistrictId
from reporting.store import rule_trials
from reporting.store.database import Database
from reporting.store.rule_trials import Judged
from triage.assess import Read, assess, read_alone
from triage.context import Context
from triage.decision import Decision, Hit, Severity
from triage.rulebook import Rulebook

MOST_HITS = 12  # the record of the rules in force comes first; both must fit one envelope


class RulesInForce(Protocol):
    """The rule books of this moment. Both are plain attribute reads: one immutable value is replaced, no lock is held."""

    @property
    def active(self) -> Rulebook:
        """What decides whom to page."""
        ...

    @property
    def shadow(self) -> Rulebook | None:
        """What is being tried beside it, and decides nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rules being tried would have said, where it differs. Sealed with the decision that stands."""

    severity: Severity
    category: str
    hits: tuple[Hit, ...]
    rulebook_hash: str

    def __repr__(self) -> str:
        return "Tried(<sealed>)"

    def members(self) -> dict[str, Any]:
        decision = Decision(self.severity, self.category, self.hits[:MOST_HITS], (), self.rulebook_hash)
        return decision.as_dict()

    @classmethod
    def from_members(cls, members: Mapping[str, Any]) -> "Tried":
        found = Decision.from_dict(members)
        return cls(found.severity, found.category, found.hits, found.rulebook_hash)


class TrialCounter:
    """Gathered in RAM and written with the hourly tallies: a row at the time would name a message."""

    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._gathered: Gathered[Judged] = Gathered()

    def count(self, trial: "Trial | None") -> None:
        if trial is not None:
            rulebook = bytes.fromhex(trial.rulebook_hash)
            self._gathered.add({Judged(rulebook, trial.said.value, trial.would_say.value): 1})

    def waiting(self, rulebook: bytes) -> Counter[Judged]:
        """What this process has not written down yet."""
        return Counter({one: n for one, n in self._gathered.waiting().items() if one.rulebook == rulebook})

    def flush(self) -> None:
        """Write what was gathered; what could not be written stays for the next hour."""
        self._gathered.write(
            lambda counts: self._database.write(lambda conn: rule_trials.add(conn, self._district, counts))
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """One message, judged by both. `counted` it is only once it is stored: a refused message is none."""

    rulebook_hash: str
    said: Severity
    would_say: Severity
    tried: Tried | None

    def __repr__(self) -> str:
        return "Trial(<sealed>)"


def tried_beside(
    rules: RulesInForce, decision: Decision, text: str, context: Context | None, *, read: Read = read_alone
) -> Trial | None:
    """None while nothing is being tried. `tried` is kept only where severity or category differ."""
    shadow = rules.shadow
    if shadow is None:
        return None
    other = assess(text, shadow, context, read=read)
    differs = (other.severity, other.category) != (decision.severity, decision.category)
    tried = Tried(other.severity, other.category, other.hits[:MOST_HITS], other.rulebook_hash)
    return Trial(shadow.hash, decision.severity, other.severity, tried if differs else None)
