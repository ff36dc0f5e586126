"""`quietline seed`: the same number makes the same figures, and page and ledger have them all."""

from typing import Any

import pytest

from reporting.demo.seeding import Seeding, Size
from reporting.insights.report import Reports
from reporting.insights.withholding import FEWEST
from reporting.store import tallies

SMALL = Size(schools=5, years=1, messages=1_500, referrals=200)


def test_made_up_years_are_decided_and_read_as_any_others(founded_house: Any) -> None:
    house = founded_house.house
    steps = list(Seeding(house.ground, SMALL).run())
    assert len(steps) == 13
    with house.foundation.database.read() as conn:
        assert sum(one.n for one in tallies.of_months(conn, house.ground.district, 202001, 202612)) == 1_500
    report = Reports(house.ground).of(founded_house.sessions["designee"])
    assert report is not None
    assert report.whole
    assert len(report.months) == 12
    assert report.counts[report.year, "district", "all"] == 1_500
    assert all(n is None or n >= FEWEST for n in report.counts.values())
    assert report.shares[report.year, "district", "referral_accepted"] is not None
    with pytest.raises(ValueError, match="figures already"):
        list(Seeding(house.ground, SMALL).run())
