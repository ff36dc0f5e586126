"""Whoever holds the page, the CSV, the PDFs, the pack, both states' drafts and all pilots, and a solver, finds nobody."""

import random
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from flask_babel import Babel

from reporting.insights import shares
from reporting.insights.coding import Range
from reporting.insights.cube import ALL, DISTRICT, Base, Cell, Outline, summed
from reporting.insights.report import Report
from reporting.insights.school_year import months_of
from reporting.insights.topics import TOPICS
from reporting.insights.withholding import WIDTH, decide
from reporting.pilots.keeping import Pilot, Written
from reporting.pilots.plan import Plan
from reporting.printed.child import printed
from reporting.printed.document import Document
from reporting.printed.order import Paper
from reporting.staff.annual_paper import State, annual
from reporting.staff.figures_paper import Given, figures, period_name, place_name, topic
from reporting.staff.insights_csv import as_csv
from reporting.staff.pack_paper import pack
from reporting.staff.pilot_paper import one_page, summary
from reporting.store.pilots import Cost, PilotId

_SPEC = spec_from_file_location("attack", Path(__file__).with_name("attack.py"))
assert _SPEC
assert _SPEC.loader
attack = module_from_spec(_SPEC)
_SPEC.loader.exec_module(attack)

YEAR = 2026
MONTHS = months_of(YEAR)[:2]
BANDS = ("band:middle", "band:high", "band:high", "")
SCHOOLS = {f"school:{n:032x}": f"School {'ABCD'[n]}" for n in range(4)}
PARTS = {"opened": 90, "answered": 70, "answered_day": 50, "fetched": 40}
NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class District:
    """Its true counts, and all that is published of it."""

    counts: Mapping[Base, int]
    events: Mapping[int, shares.Events]
    outline: Outline
    report: Report
    pilots: tuple[Pilot, ...]


def district(seed: int) -> District:
    rng = random.Random(seed)  # noqa: S311  # made-up counts
    outline = Outline({place: band or None for place, band in zip(SCHOOLS, BANDS, strict=True)})
    sizes = {school: rng.choice((1, 4, 12, 25)) for school in SCHOOLS}
    counts = {
        Base(school, one, month): rng.randint(0, 2 * sizes[school])
        for school in SCHOOLS
        for one in TOPICS
        for month in MONTHS
    }
    told: dict[Cell, int | None] = {}
    for period in (*MONTHS, YEAR):
        so_far = {base: n for base, n in counts.items() if base.month <= period or period == YEAR}
        told.update(
            decide(so_far, outline, TOPICS, {cell: n is not None for cell, n in told.items()}, period)
        )
    events = {month: _events(rng, counts, month) for month in MONTHS}
    ranges = {
        (month, place, name): one
        for month in MONTHS
        for (place, name), one in shares.of_month(events[month]).items()
    } | {(YEAR, place, name): one for (place, name), one in shares.of_year(events.values(), outline).items()}
    report = Report(
        YEAR,
        (YEAR,),
        MONTHS,
        whole=True,
        schools=SCHOOLS,
        bands=dict(zip(SCHOOLS, BANDS, strict=True)),
        counts={(cell.period, cell.place, cell.topic or "all"): n for cell, n in told.items()},
        shares=ranges,
    )
    return District(counts, events, outline, report, tuple(_pilots()))


def _events(rng: random.Random, counts: Mapping[Base, int], month: int) -> shares.Events:
    found: dict[tuple[str, str], int] = {}
    for school in SCHOOLS:
        came = sum(n for base, n in counts.items() if (base.school, base.month) == (school, month))
        own = {"arrived": came} | {
            name: sum(rng.random() * 100 < percent for _ in range(came)) for name, percent in PARTS.items()
        }
        for name, n in own.items():
            found[school, name] = n
            found[DISTRICT, name] = found.get((DISTRICT, name), 0) + n
    return found


def _pilots() -> Iterator[Pilot]:
    """Of every school alone, of every pair, of each band, of the district: each asks for all topics as needs."""
    names = list(SCHOOLS)
    places = [(one,) for one in names] + [(one, two) for one in names for two in names if one < two]
    for at, chosen in enumerate([*places, ("band:high",), ("band:middle",), ()]):
        plan = Plan(f"Pilot {chr(65 + at)}", chosen, TOPICS, None, "answered", YEAR, 40, 60, 55, 45)
        yield Pilot(
            PilotId(bytes([at]) * 16), 1, None, (Written(plan, 1, 1, ""),), (Cost(1, "Ink", 9_000, 0, 0),)
        )


@pytest.fixture(scope="module", autouse=True)
def english() -> Iterator[None]:
    app = Flask("reporting.staff")
    Babel(app)
    with app.test_request_context():
        yield


def papers(given: District) -> dict[str, Document]:
    report = given.report
    made = Given(report, "Oak Line", "en", Paper.LETTER)
    results = {
        one.plan.name: one_page(one, report, dict(SCHOOLS), line="Oak Line", lang="en", paper=Paper.LETTER)
        for one in given.pilots
    }
    return {
        "figures": figures(made),
        "pack": pack(made, tuple(summary(given.pilots, report))),
        **{state.value: annual(made, state) for state in State},
        **results,
    }


def said(given: District, rows: Iterator[tuple[str, ...]]) -> dict[Cell, int]:
    """Each count that stands in these rows, as an equation."""
    report = given.report
    periods = {period_name(month): month for month in MONTHS} | {
        period_name(m).split()[0][:3]: m for m in MONTHS
    }
    places = {place_name(report, one): one for one in report.places()}
    topics = {topic(one): one for one in TOPICS}
    found = {}
    for section, row, column, value in rows:
        if not re.fullmatch(r"[\d,]+", value):
            continue
        labels = (row, column, section)
        period = next((periods[one] for one in labels if one in periods), YEAR)
        place = next((places[one] for one in labels if one in places), DISTRICT)
        about = next((topics[one] for one in labels if one in topics), ALL)
        if section == "What it cost":
            continue
        cell, n = Cell(place, about, period), int(value.replace(",", ""))
        assert found.get(cell, n) == n
        found[cell] = n
    return found


def everything(given: District) -> dict[Cell, int]:
    """Page, CSV and all papers together."""
    shown: dict[Cell, int] = {}
    for document in papers(given).values():
        shown.update(said(given, document.rows()))
    names = {place_name(given.report, one): one for one in given.report.places()}
    for line in as_csv(given.report, lambda place: place_name(given.report, place)).splitlines()[1:]:
        period, place, figure, low, _ = line.split(",")
        if low and not figure.startswith("share_"):
            shown[Cell(names[place], "" if figure == "all" else figure, int(period))] = int(low)
    return shown


def hidden(given: District) -> list[Cell]:
    return [
        Cell(place, "" if figure == "all" else figure, period)
        for (period, place, figure), n in given.report.counts.items()
        if n is None
    ]


def narrowest(given: District, shown: Mapping[Cell, int], **more: object) -> float:
    found = attack.ranges(shown, hidden(given), given.outline, TOPICS, MONTHS, whole=False, **more)
    return min(high - low for low, high in found.values())


@pytest.mark.parametrize("seed", [1, 5])
def test_all_that_was_ever_handed_out_leaves_each_withheld_figure_six_values(seed: int) -> None:
    given = district(seed)
    shown, true = everything(given), summed(given.counts, given.outline)
    assert len(hidden(given)) > 5
    assert shown
    assert all(true[cell] == n for cell, n in shown.items())
    assert not shown.keys() & set(hidden(given))
    assert narrowest(given, shown) >= WIDTH


def test_a_pilot_that_sums_its_schools_itself_is_caught_by_the_same_attack() -> None:
    """The mistake of a result that is counted and not read: two schools together, one of them withheld."""
    given = district(4)
    true, missing = summed(given.counts, given.outline), hidden(given)
    small = next(
        one.place for one in missing if one.place in SCHOOLS and one.topic == ALL and one.period == YEAR
    )
    known = next(one for one in SCHOOLS if given.report.counts[YEAR, one, "all"] is not None)
    pair = (Cell(small, ALL, YEAR), Cell(known, ALL, YEAR))
    careless = {pair: sum(true[cell] for cell in pair)}
    assert narrowest(given, everything(given), extra=careless) < 1


def test_no_number_stands_on_paper_that_was_not_published() -> None:
    given = district(1)
    published = {n for n in given.report.counts.values() if n is not None}
    ends = {end for share in given.report.shares.values() if share for end in (share.low, share.high)}
    for name in ("figures", "pack", "ohio", "colorado", "Pilot E"):
        document = papers(given)[name]
        with closing(pypdfium2.PdfDocument(printed(document))) as pdf:
            text = " ".join(pdf[at].get_textpage().get_text_bounded() for at in range(len(pdf)))
        found = {int(one.replace(",", "")) for one in NUMBER.findall(text)}
        # The title's statute, the plan's own limits and costs, years and pages, and the sentences of the method.
        plain = {3313, 6610, 24, 31, 611, 2026, 27, 2027, 40, 45, 55, 60, 95, 5, 9_000, 1970} | set(range(10))
        costs = _costs(given, name)
        assert found <= published | ends | plain | costs, name


def _costs(given: District, name: str) -> set[int]:
    """What a cost may be, by published figures alone."""
    found = set()
    for n in {count for count in given.report.counts.values() if count is not None}:
        for share in (one for one in given.report.shares.values() if one):
            found |= {9_000 // max(1, n * share.high // 100), -(-9_000 // max(1, -(-n * share.low // 100)))}
    return found if name in {"pack", "Pilot E"} else set()


def test_ranges_of_pilots_and_papers_leave_each_school_six_numbers() -> None:
    """Whoever knows how many came, everywhere and in every month, and all ranges, and a solver."""
    given = district(1)
    for name in PARTS:
        for school, (low, high), of in _share_bounds(given, name):
            assert high - low >= min(WIDTH, of), (name, school)


def _share_bounds(given: District, name: str) -> Iterator[tuple[str, tuple[float, float], int]]:
    bases = [(school, month) for school in SCHOOLS for month in MONTHS]
    whole = {at: given.events[at[1]][at[0], "arrived"] for at in bases}
    rows = []
    for (period, place, share), found in given.report.shares.items():
        if share != name or found is None:
            continue
        inside = [at for at in bases if place in {DISTRICT, at[0]} and period in {YEAR, at[1]}]
        of = sum(whole[at] for at in inside)
        rows.append((inside, *_ends(found, of)))
    for school in SCHOOLS:
        inside = [at for at in bases if at[0] == school]
        of = sum(whole[at] for at in inside)
        if of:
            yield school, attack.between(whole, rows, inside), of


def _ends(share: Range, of: int) -> tuple[float, float]:
    return share.low * of / 100, share.high * of / 100
