"""Sums are kept once and for good, and a later file is looked at beside the earlier ones."""

from typing import Any

import pytest

from reporting.cases.refusals import NotAllowed
from reporting.insights.outcome_keeping import Outcomes

HEAD = "school_year,place,outcome,students,count\n"


def test_sums_are_kept_once_and_for_good(founded_house: Any) -> None:
    house, sessions = founded_house.house, founded_house.sessions
    desk = Outcomes(house.ground, house.people.ground.witness)
    ada = sessions["administrator"]
    north, south = sorted(desk.names().values())[:2]
    whole = HEAD + "2025,district,suspended,1700,90\n"
    assert desk.look(ada, whole).wrong == ()
    assert desk.all(ada) == ()
    desk.take(ada, whole)
    assert [(one.students, one.count) for one in desk.all(ada)] == [(1700, 90)]
    assert [one.code for one in desk.take(ada, whole).wrong] == ["known"]
    assert [one.code for one in desk.take(ada, HEAD + f"2025,{north},suspended,900,85\n").wrong] == [
        "difference"
    ]
    assert len(desk.all(ada)) == 1
    assert desk.take(ada, HEAD + f"2025,{south},suspended,900,40\n").wrong == ()
    assert len(desk.all(sessions["north"])) == 2
    for act in (desk.look, desk.take):
        with pytest.raises(NotAllowed):
            act(sessions["north"], whole)
