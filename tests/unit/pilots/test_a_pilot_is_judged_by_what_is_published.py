"""Go, no go, or not yet: what the published ranges leave no doubt of."""

from dataclasses import replace

import pytest

from reporting.insights.coding import Range
from reporting.insights.report import Report
from reporting.pilots.plan import Plan, checked
from reporting.pilots.verdict import Why, Word, cost_each, result

ONE, TWO = "school:" + "aa" * 16, "school:" + "bb" * 16
UP = Plan("Up", (ONE, TWO), (), None, "answered", 2026, 40, 60, 55, 45)
DOWN = replace(UP, measure="referral_waiting", baseline=50, target=20, go=25, stop=40)


def report(
    first: Range | None, second: Range | None, *, n: int | None = 200, measure: str = "answered"
) -> Report:
    bands = {ONE: "band:high", TWO: "band:high"}
    shares = {(2026, ONE, measure): first, (2026, TWO, measure): second}
    counts = {(2026, ONE, "all"): 100, (2026, TWO, "all"): n}
    return Report(2026, (2026,), (), whole=True, schools=bands, bands=bands, counts=counts, shares=shares)


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (Range(55, 60), Range(80, 85), Word.GO),
        (Range(50, 55), Range(80, 85), Word.OPEN),
        (Range(40, 45), Range(5, 10), Word.NO_GO),
        (Range(40, 45), Range(45, 50), Word.OPEN),
        (Range(95, 100), None, Word.OPEN),
    ],
)
def test_each_place_must_leave_no_doubt(first: Range, second: Range | None, word: Word) -> None:
    assert result(UP, report(first, second)).word is word


def test_where_less_is_better_it_is_the_other_way_round() -> None:
    said = report(Range(20, 25), Range(5, 10), measure="referral_waiting")
    assert result(DOWN, said).word is Word.GO
    said = report(Range(40, 50), Range(45, 50), measure="referral_waiting")
    assert result(DOWN, said).word is Word.NO_GO


def test_before_the_year_is_decided_nothing_is_said() -> None:
    early = replace(report(Range(95, 100), Range(95, 100)), whole=False)
    assert result(UP, early).why is Why.NOT_OVER
    assert result(UP, None).why is Why.NOT_OVER
    assert result(UP, report(Range(95, 100), None)).why is Why.NOT_SAID


def test_a_grade_band_is_judged_by_its_schools() -> None:
    band = replace(UP, places=("band:high",))
    assert [one.place for one in result(band, report(Range(60, 65), Range(70, 75))).places] == [ONE, TWO]
    assert (
        result(replace(UP, places=("band:middle",)), report(Range(60, 65), Range(70, 75))).word is Word.OPEN
    )


def test_a_grade_band_with_a_share_of_its_own_is_judged_by_that() -> None:
    schools = report(Range(40, 45), None)
    shares = {**schools.shares, (2026, "band:high", "answered"): Range(60, 65)}
    found = result(replace(UP, places=("band:high",)), replace(schools, shares=shares))
    assert [one.place for one in found.places] == ["band:high"]
    assert found.word is Word.GO


def test_cost_is_a_range_of_published_figures_or_is_not_said() -> None:
    found = result(UP, report(Range(50, 60), Range(50, 60)))
    assert found.reached == (150, 180)
    assert cost_each(18_000, found.reached) == (100, 120)
    assert cost_each(18_000, result(UP, report(Range(50, 60), Range(50, 60), n=None)).reached) is None
    assert cost_each(500, (0, 50)) == (10, None)
    assert result(UP, report(Range(0, 5), Range(0, 2))).reached is None
    assert cost_each(0, (150, 180)) is None


def test_limits_lie_in_order_on_the_way_from_before_to_what_is_wished_for() -> None:
    good = {
        "name": "x",
        "measure": "answered",
        "year": "2026",
        "baseline": "40",
        "target": "60",
        "go": "55",
        "stop": "45",
    }
    assert isinstance(checked(good, {}, ()), Plan)
    for changed, field in (
        ({"stop": "55"}, "stop"),
        ({"go": "61"}, "go"),
        ({"target": "40"}, "target"),
        ({"baseline": "101"}, "baseline"),
        ({"baseline": "٤"}, "baseline"),
        ({"year": "26"}, "year"),
        ({"measure": "helped"}, "measure"),
        ({"name": " "}, "name"),
    ):
        wrong = checked({**good, **changed}, {}, ())
        assert not isinstance(wrong, Plan)
        assert list(wrong) == [field]
    assert not isinstance(checked(good, {"places": ("school:elsewhere",)}, ("school:here",)), Plan)
    down = {**good, "baseline": "50", "target": "20", "go": "25", "stop": "40"}
    plan = checked(down, {}, ())
    assert isinstance(plan, Plan)
    assert plan.less_is_better
