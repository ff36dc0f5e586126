"""All figures of a school year as a table for machines: the same that the page shows, and what the page has no room for."""

import csv
import io
from collections.abc import Callable

from reporting.insights.report import Report

HEAD = ("period", "place", "figure", "low", "high")


def as_csv(report: Report, name_of: Callable[[str], str]) -> str:
    """Codes of figures, names of places. A count has the same low and high; where both are empty it is withheld."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in report.rows():
        low, high = ("" if one is None else one for one in (row.low, row.high))
        writer.writerow((row.period, harmless(name_of(row.place)), row.figure, low, high))
    return out.getvalue()


def harmless(text: str) -> str:
    """A spreadsheet runs what begins like a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
