"""Pure: counts in, figures out; and no figure where the counts are too few."""

import math

import pytest

from reporting.cases.rule_figures import ENOUGH_SAMPLES, MonthFigures, figures, on_corpus
from reporting.store.rule_tallies import RuleTally
from tests.shipped_rules import shipped_rulebook
from triage.corpus import read_corpus
from triage.rulebook import Rulebook


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return shipped_rulebook()


def count(
    event: str, n: int, *, rule: str = "", before: str = "", after: str = "", month: int = 202611
) -> RuleTally:
    return RuleTally(month, "h", rule, event, before, after, n)


def test_recall_is_what_was_found_of_what_was_found_and_estimated_to_be_missed() -> None:
    """40 pages of which 4 were needless; of 100 samples out of 1,000 unpaged tips 2 should have paged."""
    month = MonthFigures(202611, unpaged=1000, pages=40, lowered=4, sampled=100, sample_missed=2)
    recall = month.recall
    assert recall is not None
    assert math.isclose(recall.share, 36 / (36 + 0.02 * 1000))
    assert 0 < recall.low < recall.share < recall.high < 1
    # Wilson's interval of 2 in 100 is 0.55% to 7.0%
    assert math.isclose(recall.low, 36 / (36 + 70.0), rel_tol=0.01)
    assert math.isclose(recall.high, 36 / (36 + 5.5), rel_tol=0.01)


def test_without_a_miss_the_interval_still_says_that_some_may_have_been_missed() -> None:
    recall = MonthFigures(202611, unpaged=1000, pages=40, sampled=ENOUGH_SAMPLES).recall
    assert recall is not None
    assert (recall.share, recall.high) == (1.0, 1.0)
    assert recall.low < 0.5


@pytest.mark.parametrize(
    "few",
    [
        MonthFigures(1, unpaged=1000, pages=40, sampled=ENOUGH_SAMPLES - 1),
        MonthFigures(1, unpaged=1000, pages=0, sampled=100),
        MonthFigures(1, unpaged=1000, pages=4, lowered=4, sampled=100),
    ],
)
def test_where_a_figure_would_be_a_guess_there_is_none(few: MonthFigures) -> None:
    assert few.recall is None


def test_months_rules_and_what_never_fired(book: Rulebook) -> None:
    loud, quiet = book.rules[0], book.rules[1]
    found = figures(
        [
            count("tip", 7, before="routine"),
            count("tip", 2, before="urgent"),
            count("unsorted", 3),
            count("paged", 3),
            count("fired", 2, rule=loud.id),
            count("fired", 1, rule=loud.id, month=202610),
            count("overridden", 1, before="urgent", after="routine"),
            count("overridden", 1, before="urgent", after="routine", rule=loud.id),
            count("overridden", 1, before="routine", after="urgent"),
            count("overridden", 1, before="routine", after="soon"),
            count("sampled", 2, before="routine", after="routine"),
            count("sampled", 1, before="routine", after="urgent"),
            count("fired", 5, rule="gone.from.the.book"),
        ],
        book,
        (),
    )
    assert [one.month for one in found.months] == [202611, 202610]
    month = found.months[0]
    assert (month.tips, month.unpaged, month.unsorted, month.pages) == (9, 7, 3, 3)
    assert (month.lowered, month.missed, month.sampled, month.sample_missed) == (1, 1, 3, 1)
    assert [(one.rule, one.fired, one.lowered, one.raised) for one in found.rules] == [(loud.id, 3, 1, 0)]
    silent = {one.rule for one in found.silent}
    assert quiet.id in silent
    assert loud.id not in silent
    assert len(found.silent) == len(book.rules) - 1


def test_a_count_that_was_taken_back_after_its_first_was_lost_is_nothing_and_not_less() -> None:
    month = figures([count("overridden", -1, before="urgent", after="routine")], shipped_rulebook(), ()).whole
    assert month.lowered == 0


def test_the_projects_own_sentences_are_measured_by_category(book: Rulebook) -> None:
    found = on_corpus(read_corpus(), book)
    assert found
    assert all(one.pages.found <= one.pages.total for one in found)
    assert sum(one.pages.total + one.needless.total for one in found) <= len(read_corpus())
