"""The published figures of a school year as blocks of a document: what page, PDF and CSV are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from reporting.insights.coding import Range
from reporting.insights.cube import BAND, DISTRICT, TOPIC
from reporting.insights.report import Report
from reporting.insights.topics import TOPICS
from reporting.model.measure import SHARES
from reporting.printed.document import Block, Columns, Document, Heading, Points, Span, Spans, Table, Words
from reporting.printed.order import Paper
from reporting.staff import insights_wording
from reporting.staff.insights_wording import (
    BARRIER,
    FUNNEL,
    REFERRAL_FUNNEL,
    month_name,
    said,
    tens,
    year_name,
)

ALL = "all"
_OF_MESSAGES = tuple(one.name for one in SHARES)
_OF_SCHOOLS = tuple(name for name in _OF_MESSAGES if name not in {"returned", "helped"})
_STEPS = (*FUNNEL, "returned", "helped")
# Of referrals: the way of those that were sent, and where it leaves that way.
_WAY = (*REFERRAL_FUNNEL, "referral_waiting", "referral_declined", "taken_back")
_ABREAST = 3


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, slots=True)
class Given:
    """What a document of figures is made of. `line`: how the district calls its line."""

    report: Report
    line: str
    lang: str
    paper: Paper

    def document(self, title: str, blocks: Iterable[Block]) -> Document:
        rule = _("No number below ten is given.")
        foot = f"{self.line} · {year_name(self.report.year)} · {rule}"
        return Document(self.lang, self.paper, title, foot, tuple(blocks))


def count(n: int | None) -> str:
    return _("not said") if n is None else f"{n:,}"


def short(n: int | None) -> str:
    """For narrow columns: a dot where nothing is said."""
    return "·" if n is None else f"{n:,}"


def place_name(report: Report, place: str) -> str:
    if place == DISTRICT:
        return _("The whole district")
    if place.startswith(BAND):
        return str(insights_wording.BAND[place.removeprefix(BAND)])
    if place.startswith(TOPIC):
        return topic(place.removeprefix(TOPIC))
    return report.schools[place] or _("No school named")


def outcome_place(names: Mapping[str, str]) -> Callable[[str], str]:
    """Names of places that are in no report; `names`: of schools."""

    def name(place: str) -> str:
        if place == DISTRICT:
            return _("The whole district")
        if place.startswith(BAND):
            return str(insights_wording.BAND[place.removeprefix(BAND)])
        return names.get(place, "?")

    return name


def latest(report: Report) -> int:
    """The year where it is decided, else its newest month."""
    return report.year if report.whole else report.months[-1]


def period_name(period: int) -> str:
    return month_name(period) if period > 9999 else year_name(period)  # noqa: PLR2004  # months have six digits


def topic(name: str) -> str:
    return str(insights_wording.TOPIC[name])


def share_name(name: str) -> str:
    return str(insights_wording.SHARE[name])


def span_of(label: str, share: Range | None) -> Span:
    return Span(label, share.low if share else None, share.high if share else None, said(share))


def figures(given: Given) -> Document:
    """Everything that was published of the year."""
    report = given.report
    return given.document(
        _("Figures %(year)s", year=year_name(report.year)),
        (
            Words(given.line),
            *by_month(report),
            *topics(report),
            *by_topic_and_month(report),
            *funnel(report),
            *referrals(report),
            *shares_by_month(report, _OF_MESSAGES),
            *places(report),
            *(shares_by_school(report) if report.whole else ()),
            *method(),
        ),
    )


def by_month(report: Report) -> Iterator[Block]:
    counts = [report.counts.get((month, DISTRICT, ALL)) for month in report.months]
    yield Heading(_("Messages by month"))
    if report.whole:
        whole = count(report.counts.get((report.year, DISTRICT, ALL)))
        yield Words(_("In the school year: %(n)s.", n=whole))
    else:
        yield Words(_("The school year is not over."), muted=True)
    labels = tuple(month_name(month, "LLL").replace(".", "") for month in report.months)
    yield Columns(_("Messages by month"), labels, tuple(counts))
    rows = tuple((month_name(m), count(n)) for m, n in zip(report.months, counts, strict=True))
    yield Table("", (_("Month"), _("Messages")), rows)


def topics(report: Report) -> Iterator[Block]:
    if not report.whole:
        return
    counts = [report.counts.get((report.year, DISTRICT, one)) for one in TOPICS]
    most = max((n for n in counts if n is not None), default=1)
    yield Heading(_("What they were about"))
    rows = tuple(
        Span(
            topic(one), None if n is None else 100 * n / most, None if n is None else 100 * n / most, count(n)
        )
        for one, n in zip(TOPICS, counts, strict=True)
    )
    yield Spans("", rows)


def by_topic_and_month(report: Report) -> Iterator[Block]:
    yield Heading(_("Topics by month"))
    head = ("", *(month_name(month, "LLL").replace(".", "") for month in report.months))
    yield Table(
        _("A dot is a number that is not said."),
        head,
        tuple(
            (topic(one), *(short(report.counts.get((month, DISTRICT, one))) for month in report.months))
            for one in TOPICS
        ),
    )


def funnel(report: Report) -> Iterator[Block]:
    """Of all messages: who is reached, and who is lost at which step."""
    at = latest(report)
    yield Heading(_("Reached, and lost on the way"))
    found = tuple(span_of(share_name(one), report.shares.get((at, DISTRICT, one))) for one in _STEPS)
    yield Spans(_("%(period)s, in ranges", period=period_name(at)), found)


def referrals(report: Report) -> Iterator[Block]:
    """How many were sent, by the ten, and who of them is lost on the way: as the page says it (ADR 0215)."""
    at = latest(report)
    known = {
        name for period, place, name in (*report.shares, *report.tens) if (period, place) == (at, DISTRICT)
    }
    if not known & {*_WAY, "referral_sent"}:
        return
    yield Heading(_("Referrals: reached, and lost on the way"))
    agreed = said(report.shares.get((at, DISTRICT, "referral_agreed")))
    yield Table(
        "",
        (period_name(at), _("How many")),
        (
            (_("Proposed, by the ten"), _tens(report, at, DISTRICT, "referral_proposed")),
            (share_name("referral_agreed"), agreed),
            (_("Sent, by the ten"), _tens(report, at, DISTRICT, "referral_sent")),
        ),
    )
    way = tuple(span_of(share_name(one), report.shares.get((at, DISTRICT, one))) for one in _WAY)
    yield Spans(_("%(period)s, of those sent, in ranges", period=period_name(at)), way)
    if report.whole:
        yield _seen(report)
    yield Table(
        _("What makes it hard"),
        ("", _("Named, by the ten"), _("No answer to it, by the ten")),
        tuple(
            (
                str(BARRIER[one]),
                _tens(report, at, DISTRICT, f"needed_{one}"),
                _tens(report, at, DISTRICT, f"unmet_{one}"),
            )
            for one in BARRIER
        ),
    )


def _seen(report: Report) -> Table:
    """By place and by topic: only a year is told of these."""
    return Table(
        _("By place and by topic"),
        ("", _("Sent, by the ten"), _("Partner says"), _("Student says")),
        tuple(
            (
                place_name(report, one),
                _tens(report, report.year, one, "referral_sent"),
                said(report.shares.get((report.year, one, "attended"))),
                said(report.shares.get((report.year, one, "confirmed"))),
            )
            for one in (*report.places()[1:], *(TOPIC + name for name in TOPICS))
        ),
    )


def _tens(report: Report, period: int, place: str, name: str) -> str:
    return tens(report.tens.get((period, place, name)))


def shares_by_month(report: Report, names: Sequence[str]) -> Iterator[Block]:
    yield Heading(_("Shares by month"))
    periods = (*report.months, *((report.year,) if report.whole else ()))
    for group in _groups(names):
        yield Table(
            "",
            (_("Month"), *(share_name(one) for one in group)),
            tuple(
                (period_name(at), *(said(report.shares.get((at, DISTRICT, one))) for one in group))
                for at in periods
            ),
        )


def places(report: Report) -> Iterator[Block]:
    """Bands and schools: month by month, and the year by topic."""
    yield Heading(_("Schools and grades"))
    rest = report.places()[1:]
    months = tuple(month_name(month, "LLL").replace(".", "") for month in report.months)
    yield Table(
        _("Messages by month; a dot is a number that is not said."),
        ("", *months),
        tuple(
            (place_name(report, one), *(short(report.counts.get((m, one, ALL))) for m in report.months))
            for one in rest
        ),
    )
    if report.whole:
        yield Table(
            _("The whole year by topic; a dot is a number that is not said."),
            ("", *(topic(one) for one in (ALL, *TOPICS))),
            tuple(
                (
                    place_name(report, one),
                    *(short(report.counts.get((report.year, one, t))) for t in (ALL, *TOPICS)),
                )
                for one in rest
            ),
        )


def shares_by_school(report: Report) -> Iterator[Block]:
    yield Heading(_("Shares by school, the whole year"))
    schools = tuple(one for one in report.places() if one in report.schools)
    for group in _groups(_OF_SCHOOLS):
        yield Table(
            "",
            ("", *(share_name(one) for one in group)),
            tuple(
                (
                    place_name(report, school),
                    *(said(report.shares.get((report.year, school, one))) for one in group),
                )
                for school in schools
            ),
        )


def method() -> Iterator[Block]:
    """How figures are withheld, for whoever has to judge them."""
    yield Heading(_("How nobody can be found in this"))
    yield Points(
        (
            _("No number below ten is given, and none of nought."),
            _(
                "As many others are left out as it takes that nothing left out can be worked out: not from this document, and not from all that were ever published together. At least six values stay possible for each."
            ),
            _(
                "Shares are ranges that at least six numbers give. The lowest says under 5 percent, the highest over 95 percent; of few, the ranges are wider."
            ),
            _(
                "A month is decided once, ten days after its end, and never again. What comes later counts for the next month."
            ),
            _(
                "A number counts messages. Nobody's name is asked, so one student may stand behind several messages."
            ),
        )
    )


def _groups(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), _ABREAST):
        yield names[at : at + _ABREAST]
