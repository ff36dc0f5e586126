"""The pack for funders: what was done, who was there, who was reached, and how nobody can be found in it."""

from collections.abc import Iterable, Iterator, Mapping

from reporting.insights.cube import DISTRICT
from reporting.insights.outcomes import Sum
from reporting.insights.report import Report
from reporting.printed.document import Block, Document, Heading, Points, Span, Spans, Table, Words
from reporting.staff import outcome_wording
from reporting.staff.figures_paper import (
    ALL,
    Given,
    _,
    by_month,
    by_topic_and_month,
    count,
    funnel,
    latest,
    method,
    outcome_place,
    period_name,
    place_name,
    referrals,
    share_name,
    topics,
)
from reporting.staff.insights_wording import month_name, said, year_name

_DONE = ("opened", "answered", "answered_day", "fetched", "paged_minute", "taken_five", "taken_quarter")
_HELP = ("referral_accepted", "referral_waiting", "first_appointment")
_SUMMER = (6, 7, 8)


def pack(given: Given, pilots: tuple[Block, ...] = (), beside: tuple[Block, ...] = ()) -> Document:
    report = given.report
    return given.document(
        _("%(line)s: what was done, %(year)s", line=given.line, year=year_name(report.year)),
        (
            *_done(report),
            *_coverage(report),
            *funnel(report),
            *referrals(report),
            *by_month(report),
            *topics(report),
            *by_topic_and_month(report),
            *_schools(report),
            *pilots,
            *beside,
            *_continuity(report),
            *method(),
            *_not_counted(),
        ),
    )


def _done(report: Report) -> Iterator[Block]:
    at = latest(report)
    yield Heading(_("What was done"))
    if not report.whole:
        yield Words(_("The school year is not over: this is its newest month."), muted=True)
    rows = [(_("Messages that came"), count(report.counts.get((at, DISTRICT, ALL))))]
    rows += [(share_name(one), said(report.shares.get((at, DISTRICT, one)))) for one in _DONE]
    yield Table("", (period_name(at), _("How many")), tuple(rows))


def _coverage(report: Report) -> Iterator[Block]:
    yield Heading(_("Whether somebody was there"))
    rows = []
    for month in report.months:
        share = report.shares.get((month, DISTRICT, "taken_quarter"))
        low, high = (share.low, share.high) if share else (None, None)
        rows.append(Span(month_name(month), low, high, said(share)))
    yield Spans(_("Urgent messages that a person took within fifteen minutes"), tuple(rows))


def _schools(report: Report) -> Iterator[Block]:
    if not report.whole:
        return
    yield Heading(_("Schools and grades"))
    yield Table(
        "",
        ("", _("Messages"), share_name("answered")),
        tuple(
            (
                place_name(report, one),
                count(report.counts.get((report.year, one, ALL))),
                said(report.shares.get((report.year, one, "answered"))) if one in report.schools else "",
            )
            for one in report.places()[1:]
        ),
    )


def _continuity(report: Report) -> Iterator[Block]:
    """Waiting lists, and whether anybody answered while school was out."""
    yield Heading(_("Waiting lists, and the summer"))
    at = latest(report)
    yield Table(
        "",
        (period_name(at), _("How many")),
        tuple((share_name(one), said(report.shares.get((at, DISTRICT, one)))) for one in _HELP),
    )
    summer = tuple(month for month in report.months if month % 100 in _SUMMER)
    if summer:
        yield Table(
            _("While school is out"),
            (_("Month"), _("Messages"), share_name("answered_day"), share_name("taken_quarter")),
            tuple(
                (
                    month_name(month),
                    count(report.counts.get((month, DISTRICT, ALL))),
                    said(report.shares.get((month, DISTRICT, "answered_day"))),
                    said(report.shares.get((month, DISTRICT, "taken_quarter"))),
                )
                for month in summer
            ),
        )


def _not_counted() -> Iterator[Block]:
    yield Heading(_("What is not counted"))
    yield Points(
        (
            _("How many students there were: nobody is asked who they are."),
            _(
                "Whether one student went on after the summer or after their counselor changed: that would mean following one conversation through the year."
            ),
            _("How long anybody stood on a waiting list: days of one referral are kept nowhere."),
            _(
                "What would have happened without the line. Nothing here shows a cause, and no number was compared with a group that had no line."
            ),
        )
    )


def outcomes(sums: Iterable[Sum], names: Mapping[str, str], year: int) -> Iterator[Block]:
    """What the district brought of that year and of the one before it."""
    place = outcome_place(names)
    rows = tuple(
        (
            place(one.place),
            str(outcome_wording.OUTCOME[one.outcome]),
            year_name(one.year),
            f"{one.students:,}",
            f"{one.count:,}",
        )
        for one in sums
        if one.year in {year - 1, year}
    )
    if rows:
        yield Heading(_("Attendance and discipline, from the district's own system"))
        yield Words(
            _("Sums that the district brought. They stand beside the figures of the line and show no cause: whatever changed may have changed for other reasons.")
        )  # fmt: skip
        yield Table("", ("", _("What"), _("School year"), _("Students"), _("Of them")), rows)
