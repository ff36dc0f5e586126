"""`quietline nudge-number`: stored sealed beside the hotline, refused where it is one of its numbers, kept when those change."""

from typing import Any

import pytest

from reporting.app.hotline import change_hotline, change_nudge_line
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import Refused

LINES = Hotline("+12025550100", "+12025550199")
ACCOUNT = TwilioAccount("AC" + "1" * 32, ("token",), "SK1", "secret")
NUDGES = "+12025550198"


def test_it_is_stored_beside_the_hotline_and_outlives_a_change_of_that(founded_house: Any) -> None:
    settings, providers = founded_house.house.foundation.settings, founded_house.house.people.providers
    change_nudge_line(settings, "(202) 555-0198")
    assert providers.hotline().nudge == NUDGES
    change_hotline(settings, LINES, ACCOUNT)
    assert providers.hotline() == Hotline(LINES.students, LINES.staff, NUDGES)
    change_nudge_line(settings, None)
    assert providers.hotline() == LINES


@pytest.mark.parametrize("number", [LINES.students, LINES.staff, "12"])
def test_a_number_of_the_line_or_none_at_all_is_refused(founded_house: Any, number: str) -> None:
    with pytest.raises(Refused):
        change_nudge_line(founded_house.house.foundation.settings, number)
    assert founded_house.house.people.providers.hotline().nudge is None
