"""`quietline check` says who would get nothing, beside a running service or without one, and changes nothing."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from reporting.app.district_check import check_district
from reporting.cli import main


def checked(home: Path) -> Any:
    return CliRunner().invoke(main, ["check"], env={"QUIETLINE_HOME": str(home)})


def test_it_finds_what_the_page_finds(founded_house: Any) -> None:
    house = founded_house
    house.clock.advance(days=4, hours=12)  # a Saturday night: nobody is on call in the South
    found = check_district(house.house.foundation.settings, clock=house.clock)
    shown = house.doors.previews.page(house.sessions["north"]).findings
    assert [(one.code.value, one.about, one.fault) for one in found] == [
        (one.code, one.about, one.fault) for one in shown
    ]
    assert ("nobody_on_call_now", "South on call") in [(one.code.value, one.about) for one in found]


def test_each_line_says_how_much_it_matters_and_what_to_do(founded_house: Any) -> None:
    said = checked(founded_house.house.foundation.settings.home)
    lines = said.output.splitlines()
    assert lines
    assert all(line.startswith(("mend this: ", "good to know: ")) for line in lines)
    assert "South on call: " in said.output
    assert said.exit_code == any(line.startswith("mend this") for line in lines)


def test_where_there_is_no_district_it_says_so_in_one_line(tmp_path: Path) -> None:
    said = checked(tmp_path / "nothing")
    assert said.exit_code == 1
    assert said.output.count("\n") == 1
