"""A rule of the roster that forbids an act, said as a refusal that a page can show."""

from collections.abc import Iterator
from contextlib import contextmanager

from reporting.people.refused import Refused
from reporting.vault.roster_entry import RosterRefused


@contextmanager
def within_the_rules() -> Iterator[None]:
    """Raises: Refused("roster_rule") where the roster does not accept the act."""
    try:
        yield
    except RosterRefused:
        # Its reason names the rule for a log; the page says what to do.
        raise Refused(
            "roster_rule", "The roster does not allow this any more. Look at the page again."
        ) from None
