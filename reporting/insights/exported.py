"""Published figures for other systems: the ledger's own rows, withheld where they are withheld. Pure."""

from typing import Any

from reporting.insights.cube import BAND, DISTRICT
from reporting.insights.report import Report
from reporting.insights.school_year import is_month

Json = dict[str, Any]


def exported(report: Report | None) -> Json:
    """`low` and `high` are alike for a count and both null where a figure is withheld."""
    if report is None:
        return {"year": None, "years": [], "whole": False, "figures": []}
    return {
        "year": report.year,
        "years": list(report.years),
        "whole": report.whole,
        "figures": [
            {
                "period": _period(row.period),
                "place": _place(report, row.place),
                "figure": row.figure,
                "low": row.low,
                "high": row.high,
            }
            for row in report.rows()
        ],
    }


def _period(period: int) -> str:
    """`2026-11`, or `2026` for the school year that began then."""
    return f"{period // 100}-{period % 100:02}" if is_month(period) else str(period)


def _place(report: Report, place: str) -> Json:
    if place == DISTRICT:
        return {"kind": "district", "name": ""}
    if place.startswith(BAND):
        return {"kind": "grades", "name": place.removeprefix(BAND)}
    return {"kind": "school", "name": report.schools[place]}
