"""What two states ask for every year, filled from published figures as far as the line counts it; the rest is blank.

Read were Colorado 24-31-611 and what lawyers and Ohio's school boards say of Ohio 3313.6610: docs/insights.md names
the sources. Whether a district owes the report, and in which form, is for its counsel.
"""

from collections.abc import Iterator
from enum import StrEnum

from reporting.insights.cube import DISTRICT
from reporting.printed.document import Blank, Block, Document, Heading, Spans, Words
from reporting.staff.figures_paper import (
    ALL,
    Given,
    _,
    by_month,
    by_topic_and_month,
    count,
    latest,
    method,
    period_name,
    share_name,
    span_of,
)
from reporting.staff.insights_wording import year_name


class State(StrEnum):
    OHIO = "ohio"
    COLORADO = "colorado"


def annual(given: Given, state: State) -> Document:
    year = year_name(given.report.year)
    if state is State.OHIO:
        title = _("Ohio 3313.6610: data of the school year %(year)s, a draft", year=year)
        return given.document(title, (*_draft(given), *_ohio(given), *method()))
    title = _("Colorado 24-31-611: annual report %(year)s, a draft", year=year)
    return given.document(title, (*_draft(given), *_colorado(given), *method()))


def _draft(given: Given) -> Iterator[Block]:
    yield Words(given.line)
    yield Words(
        _(
            "A draft. Counsel must check whether your district owes this report, to whom, by when and in which form. Boxes are what the line does not know: you write them."
        )
    )
    if not given.report.whole:
        yield Words(_("The school year is not over: this holds the months that are decided."), muted=True)


def _blank(label: str, why: str) -> Blank:
    return Blank(_("For you to write"), label, why)


def _shares(given: Given, *names: str) -> Spans:
    at = latest(given.report)
    shares = given.report.shares
    rows = tuple(span_of(share_name(one), shares.get((at, DISTRICT, one))) for one in names)
    return Spans(_("%(period)s, in ranges", period=period_name(at)), rows)


def _all(given: Given) -> Words:
    at = latest(given.report)
    n = count(given.report.counts.get((at, DISTRICT, ALL)))
    return Words(_("Messages, %(period)s: %(n)s.", period=period_name(at), n=n))


def _ohio(given: Given) -> Iterator[Block]:
    yield Heading(_("How much the line was used"))
    yield _all(given)
    yield Words(_("Not asked for by the statute; it says what the numbers below are out of."), muted=True)
    yield Heading(_("1. Disciplinary actions taken as a result of reports: number and type"))
    yield _blank(
        _("Number of disciplinary actions, by type and by school"),
        _(
            "The line keeps no discipline record and does not know what a school decided. Take it from your own system; give no number below ten without counsel."
        ),
    )
    yield Heading(_("2. Mental wellness referrals made as a result of reports: number and type"))
    yield _shares(given, "referral_accepted", "referral_waiting", "first_appointment")
    yield _blank(
        _("Number of referrals, by type and by school"),
        _(
            "The line publishes what became of its own referrals, in ranges. Referrals made outside of it, and their types, are yours to count."
        ),
    )
    yield Heading(_("3. Race and gender of the students concerned"))
    yield _blank(
        _("Race and gender of students with a disciplinary action or a referral"),
        _(
            "The line never asks and cannot know. If your own system does, small groups point at a child: ask counsel how they are withheld."
        ),
    )
    yield Heading(_("4. Whatever else the departments ask for"))
    yield _blank(_("Further data"), _("See this year's worksheet of the two departments."))


def _colorado(given: Given) -> Iterator[Block]:
    yield Heading(_("(a) Outcomes and actions taken on reports"))
    yield _all(given)
    yield _shares(given, "opened", "answered", "answered_day", "fetched", "helped")
    yield _blank(
        _("Actions that schools and agencies took"),
        _("What was done outside of the conversation is in no count of the line."),
    )
    yield Heading(_("(b) Reports by category and month"))
    yield from by_month(given.report)
    yield from by_topic_and_month(given.report)
    yield Words(
        _("Thirty categories are joined to seven topics: finer ones would point at a child."), muted=True
    )
    yield Heading(_("(c) Incidents of misuse"))
    yield _blank(
        _("Number of misuses, by kind"), _("Misuse is noted in conversations, sealed, and not counted.")
    )
    yield Heading(_("(d) Reports of a single incident"))
    yield _blank(
        _("Number of reports that spoke of one incident"),
        _("Conversations joined to an incident are not counted: so few point at the incident."),
    )
    yield Heading(_("(e) Use of the line to make a threat"))
    yield _blank(
        _("Number of times the line itself was used to threaten somebody"),
        _(
            "A topic counts what messages are about, threats by others among them. It does not say who threatened."
        ),
    )
    yield Heading(_("(f) Students in crisis who asked for help, and how long it took"))
    yield _shares(given, "paged_minute", "taken_five", "taken_quarter")
    yield _blank(
        _("Number of students in crisis, and the time to find out who they are and to respond"),
        _(
            "The line rings people on call for urgent messages; how fast is above. It does not find out who writes."
        ),
    )
    yield Heading(_("(g) How well the watch worked"))
    yield _shares(given, "paged_minute", "taken_five", "taken_quarter", "answered_day")
    yield _blank(_("What the district makes of it"), _("Drills and the audit of the watch may help."))
    yield Heading(_("(h) Recommendations"))
    yield _blank(_("Recommendations for the next year"), _("Yours alone."))
