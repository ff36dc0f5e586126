"""Attendance and discipline come as sums of many or not at all; what is wrong is said by row and never repeated."""

from collections.abc import Iterable

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.insights.cube import DISTRICT, Outline
from reporting.insights.outcomes import Outcome, Sum, look

HEAD = "school_year,place,outcome,students,count\n"
NORTH, SOUTH, EAST = "school:n", "school:s", "school:e"
NAMES = {"north": NORTH, "south": SOUTH, "east": EAST}
OUTLINE = Outline({NORTH: "band:high", SOUTH: "band:high", EAST: None})


def codes(text: str, kept: Iterable[Sum] = ()) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in look(text, NAMES, OUTLINE, tuple(kept)).wrong]


def test_a_file_of_sums_is_read() -> None:
    text = HEAD + '2025,district,suspended,"1,200",90\n2025,North,suspended,400,30\n'
    found = look(text, NAMES, OUTLINE, ())
    assert [(one.place, one.students, one.count) for one in found.sums] == [
        (DISTRICT, 1200, 90),
        (NORTH, 400, 30),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "student_id,school_year,place,outcome,students,count",
        "school_year,place,outcome,students,count,last name",
        "name,grade,absences",
        "SSID,suspended",
    ],
)
def test_a_row_for_each_student_is_refused_at_its_first_row(head: str) -> None:
    assert codes(head + "\n" + ",".join("x" for _ in head.split(","))) == [(1, "", "of_one")]


def test_a_students_name_is_no_place_and_is_not_repeated() -> None:
    found = look(HEAD + "2025,Maria Lopez,suspended,400,30\n", NAMES, OUTLINE, ())
    assert [(one.row, one.column, one.code) for one in found.wrong] == [(2, "place", "place")]
    assert "Maria" not in repr(found)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2025,north,suspended,400,9", "count", "small"),
        ("2025,north,suspended,400,0", "count", "small"),
        ("2025,north,suspended,9,9", "students", "small"),
        ("2025,north,suspended,400,391", "count", "nearly_all"),
        ("2025,north,suspended,400,401", "count", "more"),
        ("2025,north,late,400,40", "outcome", "outcome"),
        ("25,north,suspended,400,40", "school_year", "year"),
        ("2025,north,suspended,400,forty", "count", "number"),
        ("2025,north,suspended,400", "", "cells"),
    ],
)
def test_each_wrong_row_is_named(row: str, column: str, code: str) -> None:
    assert codes(HEAD + "2025,south,suspended,400,40\n" + row + "\n") == [(3, column, code)]


def test_what_is_left_of_the_whole_is_ten_or_more() -> None:
    whole, north = "2025,high,suspended,800,60\n", "2025,north,suspended,400,{}\n"
    assert codes(HEAD + whole + north.format(51)) == [(2, "", "difference")]
    assert codes(HEAD + whole + north.format(50)) == []
    assert codes(HEAD + whole + north.format(30) + "2025,south,suspended,400,31\n") == [(2, "", "adds_up")]


def test_nor_does_a_later_file_give_away_what_an_earlier_one_left_out() -> None:
    kept = [Sum(2025, "band:high", Outcome.SUSPENDED, 800, 60)]
    assert codes(HEAD + "2025,north,suspended,400,55\n", kept) == [(2, "", "difference")]
    assert codes(HEAD + "2025,high,suspended,800,61\n", kept) == [(2, "", "known")]


def _spread(
    known: dict[str, int], schools: list[str], inside: dict[str, list[str]], wanted: str
) -> tuple[float, float]:
    """Lowest and highest possible number of a school, by all sums that are known of places."""
    solver = highspy.Highs()
    solver.silent()
    for _ in schools:
        solver.addVar(0, 10_000)
    for place, n in known.items():
        columns = [schools.index(one) for one in inside[place]]
        solver.addRow(n, n, len(columns), columns, [1.0] * len(columns))
    ends = []
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeColsCost(
            len(schools), list(range(len(schools))), [float(one == wanted) for one in schools]
        )
        solver.changeObjectiveSense(sense)
        solver.run()
        ends.append(solver.getObjectiveValue())
    return ends[0], ends[1]


@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whoever_has_all_sums_and_a_solver_finds_no_number_below_ten(data: st.DataObject) -> None:
    schools = [f"school:{n}" for n in range(4)]
    bands = data.draw(st.lists(st.sampled_from(("band:high", "band:middle", None)), min_size=4, max_size=4))
    outline = Outline(dict(zip(schools, bands, strict=True)))
    counts = {school: data.draw(st.integers(0, 40)) for school in schools}
    inside = {place: list(outline.schools_in(place)) for place in outline.places()}
    shown = data.draw(st.sets(st.sampled_from(sorted(inside))))
    names = {school: school for school in schools}
    text = HEAD + "".join(
        f"2025,{place.removeprefix('band:')},suspended,{500 * len(inside[place])},{sum(counts[one] for one in inside[place])}\n"
        for place in sorted(shown)
    )
    found = look(text, names, outline, ())
    if found.wrong:
        return
    known = {one.place: one.count for one in found.sums}
    for school in schools:
        low, high = _spread(known, schools, inside, school)
        # Either the number is that of a sum of ten and more, or it may be many things.
        assert high - low >= 5 or low >= 10, (known, school, low, high)
