"""The return rate says how the line does and nothing of one student."""

import pytest

from reporting.cases.returns_counted import Share, figures, share
from reporting.store.return_tallies import ReturnTally

MONDAYS = (20_409, 20_416)


@pytest.mark.parametrize(
    ("part", "of", "shown"),
    [
        (0, 9, None),
        (9, 9, None),
        (0, 10, Share(10, 5, "<")),
        (10, 10, Share(10, 95, ">")),
        (11, 10, Share(10, 95, ">")),
        (7, 10, Share(10, 70)),
        (68, 100, Share(100, 70)),
        (999, 1000, Share(1000, 95, ">")),
    ],
)
def test_a_share_is_rounded_and_never_says_nobody_everybody_or_fewer_than_ten(
    part: int, of: int, shown: Share | None
) -> None:
    assert share(part, of) == shown


def test_weeks_are_those_in_which_they_wrote_and_older_ones_are_left_out() -> None:
    told = [
        ReturnTally(week, event, n)
        for week, event, n in (
            (MONDAYS[0] - 7, "told", 500),
            (MONDAYS[0], "told", 20),
            (MONDAYS[0], "returned", 15),
            (MONDAYS[1], "told", 6),
            (MONDAYS[1], "told", 3),
            (MONDAYS[1], "helped", 9),
            (MONDAYS[0], "helped", 1),
            (MONDAYS[1], "not", 9),
        )
    ]
    found = figures(told, MONDAYS)
    assert [str(week.monday) for week in found.weeks] == ["2025-11-17", "2025-11-24"]
    assert [week.share for week in found.weeks] == [Share(20, 75), None]
    assert found.whole == Share(29, 50)
    assert found.ratings == (("helped", 10), ("some", None), ("not", None))
