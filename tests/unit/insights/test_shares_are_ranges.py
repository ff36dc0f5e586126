"""A share is a range that at least six numbers give, and never nobody or everybody."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.insights.coding import HELD, Range, range_of
from reporting.insights.cube import Outline
from reporting.insights.shares import of_year


@given(of=st.integers(12, 5_000), data=st.data())
def test_each_range_is_given_by_at_least_six_numbers(of: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, of))
    found = range_of(part, of)
    assert found is not None
    assert found.low <= 100 * part / of <= found.high
    same = [n for n in range(of + 1) if range_of(n, of) == found] if of <= 300 else range(HELD)
    assert len(same) >= HELD


def test_nobody_and_everybody_read_like_hardly_anybody_and_nearly_everybody() -> None:
    assert range_of(0, 400) == range_of(19, 400) == Range(0, 5)
    assert range_of(400, 400) == range_of(380, 400) == Range(95, 100)


def test_of_few_the_ranges_are_wider_and_of_fewer_than_twelve_there_is_none() -> None:
    assert range_of(11, 11) is None
    assert range_of(12, 12) == Range(50, 100)
    assert range_of(30, 60) == Range(50, 60)
    assert range_of(60, 120) == Range(50, 55)


def test_what_is_counted_of_the_district_alone_is_said_of_the_district_alone() -> None:
    # No school has a part in it, so that the sum of the schools does not come out: no number fits.
    months = [{("district", "told"): 40, ("district", "returned"): 28}] * 3
    outline = Outline({"school:a": None, "school:b": "band:high"})
    said = {place: one for (place, name), one in of_year(months, outline).items() if name == "returned"}
    assert said == {"district": Range(70, 75), "band:high": None, "school:a": None, "school:b": None}
