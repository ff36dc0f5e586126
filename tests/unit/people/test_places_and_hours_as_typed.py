"""What staff type about a school: names of places, hours, days off."""

from datetime import date

import pytest

from reporting.model.timetable import OpenHours
from reporting.people.refused import Refused
from reporting.people.school_context import read_days_off, read_hours, read_places


def refused(code: str) -> object:
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def test_places_stand_one_a_line_each_once() -> None:
    assert read_places("D hall\n\n  the   annex \nd HALL\nla cancha de abajo\r\n") == (
        "D hall",
        "the annex",
        "la cancha de abajo",
    )
    assert read_places("") == ()


@pytest.mark.parametrize("line", ["D", "--", "x" * 61, "a\x00b"])
def test_what_is_no_name_of_a_place_is_refused(line: str) -> None:
    with refused("places"):
        read_places(f"D hall\n{line}")


def test_more_places_than_anybody_says_are_refused() -> None:
    assert len(read_places("\n".join(f"room {n}" for n in range(80)))) == 80
    with refused("too_many_places"):
        read_places("\n".join(f"room {n}" for n in range(81)))


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24\n2026-12-25",
        "2026-12-24 - 2026-12-25",
        "2026-12-24 to 2026-12-25",
        "2026-12-24\u20132026-12-25",
    ],
)
def test_days_off_stand_one_a_line_or_as_first_and_last(text: str) -> None:
    assert read_days_off(text) == {date(2026, 12, 24), date(2026, 12, 25)}


@pytest.mark.parametrize(
    "text", ["24.12.2026", "2026-02-30", "2026-12-25 - 2026-12-24", "Christmas", "2026-1-1"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with refused("days_off"):
        read_days_off(text)


def test_a_century_of_days_off_is_refused_before_it_is_counted_out() -> None:
    with refused("too_many_days"):
        read_days_off("1900-01-01 - 9999-12-31")


def test_a_day_without_times_has_no_school() -> None:
    assert read_hours({0: "08:00", 1: "", 4: "7:45"}, {0: "15:00", 1: " ", 4: "12:10"}) == {
        0: OpenHours(480, 900),
        4: OpenHours(465, 730),
    }


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("08:00", ""),
        ("", "15:00"),
        ("15:00", "08:00"),
        ("08:00", "08:00"),
        ("25:00", "26:00"),
        ("eight", "three"),
    ],
)
def test_half_a_day_is_refused(opens: str, closes: str) -> None:
    with refused("hours"):
        read_hours({0: opens}, {0: closes})
