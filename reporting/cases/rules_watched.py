"""How the rules do, read from the counts: the figures of a year, and whether this week had too many false pages."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from reporting.cases.ground import Ground
from reporting.cases.overriding import FALSE_PAGE
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.rule_figures import CategoryFigures, Figures, figures, on_corpus
from reporting.cases.rule_leads import must_lead
from reporting.model.clock import minute_of, moment_of, month_of
from reporting.people.staff_session import StaffSession
from reporting.store import audit_entries, rule_tallies
from triage.corpus import Labelled

WEEK = timedelta(days=7)
TASK_FROM = 3  # safety: more than two false pages in one week are a task for who leads the rules
YEAR = 100  # one year earlier, as months are numbered


class RulesWatched:
    """`corpus`: the project's own labelled sentences, read once when somebody first asks."""

    def __init__(
        self, ground: Ground, counter: RuleCounter, corpus: Callable[[], Sequence[Labelled]]
    ) -> None:
        self._ground = ground
        self._counter = counter
        self._corpus = corpus
        self._measured: tuple[str, tuple[CategoryFigures, ...]] = ("", ())

    def figures(self, session: StaffSession) -> Figures:
        """Raises NotAllowed for who leads no queue."""
        must_lead(session)
        ground = self._ground
        month = month_of(ground.clock())
        with ground.database.read() as conn:
            stored = rule_tallies.of_months(conn, ground.district, month - YEAR + 1, month)
        return figures(
            [*stored, *self._counter.gathered()],
            ground.rulebook,
            self._on_corpus(),
            false_pages_this_week=len(self._false_pages()),
        )

    def too_many_since(self) -> datetime | None:
        """Since when the last seven days have more false pages than a week may; None where they have not."""
        found = self._false_pages()
        if len(found) < TASK_FROM:
            return None
        return moment_of(sorted(found)[TASK_FROM - 1])

    def _false_pages(self) -> tuple[int, ...]:
        """Minutes, one a thread. Threads that are kept from somebody are not among them."""
        ground = self._ground
        since = minute_of(ground.clock() - WEEK, exact=True)
        with ground.database.read() as conn:
            return audit_entries.first_of_each(conn, ground.district, FALSE_PAGE, since)

    def _on_corpus(self) -> tuple[CategoryFigures, ...]:
        rulebook = self._ground.rulebook
        known, found = self._measured
        if known != rulebook.hash:
            found = on_corpus(self._corpus(), rulebook)
            self._measured = (rulebook.hash, found)
        return found
