"""A made-up district's published figures behind their pages."""

from reporting.cases.refusals import NotAllowed
from reporting.insights.coding import Range
from reporting.insights.report import Report
from reporting.insights.school_year import months_of
from reporting.insights.topics import TOPICS
from reporting.model.ids import SchoolId
from reporting.model.measure import SHARES, TENS, Band
from reporting.people.staff_session import StaffSession

NORTH, SOUTH = "school:" + "aa" * 16, "school:" + "bb" * 16
PLACES = ("district", "band:high", "band:middle", NORTH, SOUTH)


def made_up(year: int = 2025) -> Report:
    """A year and all its months; the south school's autumn is withheld, and one topic."""
    months = months_of(year)
    counts: dict[tuple[int, str, str], int | None] = {}
    for at, month in enumerate(months):
        for place in PLACES:
            small = place in {SOUTH, "band:middle"} and at in {2, 3}
            counts[month, place, "all"] = None if small else 20 + 7 * at + 10 * len(place)
        for n, topic in enumerate(TOPICS):
            counts[month, "district", topic] = None if n == 5 else 10 + 3 * n * at
    for place in PLACES:
        for n, topic in enumerate(("all", *TOPICS)):
            counts[year, place, topic] = None if n == 6 else 1200 - 90 * n
    shares: dict[tuple[int, str, str], Range | None] = {
        (period, place, share.name): Range(5 * n % 95, 5 * n % 95 + 5) if n else Range(95, 100)
        for period in (*months, year)
        for place in (("district",) if period != year else ("district", NORTH, SOUTH))
        for n, share in enumerate(SHARES)
    }
    shares[year, SOUTH, "referral_accepted"] = None
    tens = {
        (period, place, str(step)): None if place == SOUTH else Range(10 * n + 10, 10 * n + 19)
        for period in (*months, year)
        for place in (("district",) if period != year else ("district", NORTH, SOUTH, "topic:mood"))
        for n, step in enumerate(TENS)
    }
    names = {NORTH: "Northside High", SOUTH: "=Southside Middle"}
    bands = {NORTH: "band:high", SOUTH: "band:middle"}
    return Report(
        year,
        (year - 1, year),
        months,
        whole=True,
        schools=names,
        bands=bands,
        counts=counts,
        shares=shares,
        tens=tens,
    )


class MadeUpReports:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.allowed = True
        self.empty = False

    def of(self, session: StaffSession, year: int | None = None) -> Report | None:
        if not self.allowed:
            raise NotAllowed
        return None if self.empty or year not in {None, 2024, 2025} else made_up()


class MadeUpBands:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.bands: dict[SchoolId, Band | None] = {
            SchoolId(bytes.fromhex("aa" * 16)): Band.HIGH,
            SchoolId(bytes.fromhex("bb" * 16)): None,
        }

    def all(self) -> tuple[tuple[SchoolId, str, Band | None], ...]:
        return tuple((school, f"School {n}", band) for n, (school, band) in enumerate(self.bands.items()))

    def put(self, session: StaffSession, chosen: dict[SchoolId, Band | None]) -> None:
        self.bands.update(chosen)
