"""A pilot is planned and begun, its school year goes by, and the ledger alone says what came of it, on paper too."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_babel import Babel

from reporting.demo.seeding import Seeding, Size
from reporting.insights.releasing import Releases
from reporting.insights.report import Reports
from reporting.model.measure import SHARES
from reporting.pilots.keeping import Pilots
from reporting.pilots.plan import Plan
from reporting.pilots.verdict import Word, result
from reporting.printed.order import Paper
from reporting.staff.figures_paper import Given, figures, period_name, place_name, share_name
from reporting.staff.insights_wording import said

PLAN = Plan("Answered within a week", (), (), None, "answered", 2026, 40, 80, 70, 50)


def test_what_was_expected_in_autumn_is_judged_by_the_year_that_was_decided(founded_house: Any) -> None:
    house, ada = founded_house.house, founded_house.sessions["administrator"]
    pilots = Pilots(house.ground, house.people.ground.witness)
    value = pilots.make(ada, PLAN)
    pilots.begin(ada, value)
    pilots.spend(ada, value, {"what": "Training", "dollars": "9,000"})
    reports = Reports(house.ground)
    assert result(PLAN, reports.of(ada, 2026)).word is Word.OPEN
    founded_house.clock.now = datetime(2027, 9, 1, 15, tzinfo=UTC)
    assert list(Seeding(house.ground, Size(5, 1, 1_500, 200)).run())[-1] == "2026/2027"
    Releases(house.ground).look()
    report = reports.of(ada, 2026)
    assert report is not None
    found = result(pilots.one(ada, value).first, report)
    assert found.word is Word.GO
    assert found.reached is not None
    assert found.reached[0] <= 1_500
    # Everything that was published stands on paper, and as it was published.
    app = Flask("reporting.staff")
    Babel(app)
    with app.test_request_context():
        rows = {tuple(row[1:]) for row in figures(Given(report, "Line", "en", Paper.LETTER)).rows()}
        for month in report.months:
            n = report.counts[month, "district", "all"]
            assert (period_name(month), "Messages", "not said" if n is None else f"{n:,}") in rows
        for (period, place, name), share in report.shares.items():
            if period != 2026 or place == "district":
                label = period_name(period)
            elif place in report.schools and name in {one.name for one in SHARES} - {"returned", "helped"}:
                label = place_name(report, place)
            else:
                continue
            assert (label, share_name(name), said(share)) in rows
