"""Counts by rule and month, for whoever leads the rules; of no one thread."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.feedback import RULE_LENGTH, RuleTallyRow

__all__ = ["RULE_LENGTH", "RULE_TALLY", "RuleTally", "add", "of_months"]

RULE_TALLY = table_of(RuleTallyRow)

_KEY = ("month", "rulebook", "rule", "event", "before", "after")
_ADD = EitherInsert(
    RULE_TALLY,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[RULE_TALLY.c.district, *(RULE_TALLY.c[name] for name in _KEY)],
        set_={"n": RULE_TALLY.c.n + statement.excluded.n},
    ),
)


@dataclass(frozen=True, slots=True)
class RuleTally:
    """`month`: 202611; `rulebook`: hash in hex; `rule`: an id, empty for all; `event`: a word of `model.feedback.Event`;
    `before`, `after`: urgent, soon, routine or empty.
    """

    month: int
    rulebook: str
    rule: str
    event: str
    before: str
    after: str
    n: int

    @property
    def key(self) -> tuple[int, str, str, str, str, str]:
        return (self.month, self.rulebook, self.rule, self.event, self.before, self.after)


def add(connection: Connection, district: DistrictId, tallies: Iterable[RuleTally]) -> None:
    """Add what was gathered in RAM. The order is fixed, so two writers cannot lock each other."""
    for tally in sorted(tallies, key=lambda one: one.key):
        connection.execute(_ADD.for_(connection), {"district": district, **asdict(tally)})


def of_months(connection: Connection, district: DistrictId, first: int, last: int) -> tuple[RuleTally, ...]:
    """All counts of the months from `first` to `last`, both included."""
    columns = [RULE_TALLY.c[name] for name in (*_KEY, "n")]
    statement = (
        select(*columns)
        .where(RULE_TALLY.c.district == district, RULE_TALLY.c.month >= first, RULE_TALLY.c.month <= last)
        .order_by(*columns)
    )
    return tuple(RuleTally(*row) for row in connection.execute(statement))
