"""Database against trust directory: which copy of the roster is right, and what to do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reporting.vault.roster import Roster, Signed
from reporting.vault.roster_entry import RosterRefused


class Standing(StrEnum):
    SAME = "same"
    BEHIND = "behind"  # alarm: the database was set back; the log is used
    DIFFERENT = "different"  # alarm: the database was written to; the log is used
    AHEAD = "ahead"  # a stop between the two writes: append what is valid


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`append` goes into the trust directory; `missing` is what the database lacks.

    Tips go on being taken in every case, under the log's roster.
    """

    standing: Standing
    append: tuple[Signed, ...] = ()
    missing: tuple[Signed, ...] = ()

    @property
    def alarm(self) -> bool:
        return self.standing in {Standing.BEHIND, Standing.DIFFERENT}


def reconcile(roster: Roster, log: Sequence[Signed], database: Sequence[Signed]) -> Reconciliation:
    """Compare the verified log (whose state is `roster`) with the database's rows in order of n."""
    common = min(len(log), len(database))
    if list(log[:common]) != list(database[:common]):
        return Reconciliation(Standing.DIFFERENT)
    if len(database) < len(log):
        return Reconciliation(Standing.BEHIND, missing=tuple(log[common:]))
    if len(database) == len(log):
        return Reconciliation(Standing.SAME)
    valid = _valid(roster, database[common:])
    whole = len(valid) == len(database) - common
    return Reconciliation(Standing.AHEAD if whole else Standing.DIFFERENT, append=valid)


def _valid(roster: Roster, entries: Sequence[Signed]) -> tuple[Signed, ...]:
    for count, (raw, signature) in enumerate(entries):
        try:
            roster = roster.extend(raw, signature)
        except RosterRefused:
            return tuple(entries[:count])
    return tuple(entries)
