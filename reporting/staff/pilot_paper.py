"""The result of a pilot on one page, for the board."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask_babel import format_date

from reporting.insights.report import Report
from reporting.pilots.keeping import Pilot, Written
from reporting.pilots.plan import Plan
from reporting.pilots.verdict import Result, Spent, Word, cost_each, result
from reporting.printed.document import Block, Document, Heading, Span, Spans, Table, Verdict, Words
from reporting.printed.order import Paper
from reporting.staff import pilot_wording
from reporting.staff.figures_paper import _, count, outcome_place, place_name, share_name, topic
from reporting.staff.insights_wording import said, year_name


def one_page(
    pilot: Pilot, report: Report | None, names: dict[str, str], *, line: str, lang: str, paper: Paper
) -> Document:
    """`report`: of the plan's year; `names`: of schools by place."""
    plan = pilot.plan
    found = result(plan, report)
    foot = f"{line} · {plan.name} · {_('No number below ten is given.')}"
    blocks = (
        Words(_where(plan, names)),
        *_verdict(found),
        *_at_first(pilot, report, found),
        *_expected(pilot, found),
        *_by_place(plan, report, found),
        *_costs(pilot, found),
        Words(
            _("A result shows no cause: other things may have changed at the same time. It is made of published figures alone."),
            muted=True,
        ),
    )  # fmt: skip
    return Document(lang, paper, plan.name, foot, blocks)


def summary(pilots: Iterable[Pilot], report: Report) -> Iterator[Block]:
    """Pilots of that year, a row each: for the pack."""
    rows = []
    for pilot in pilots:
        if pilot.begun is None or pilot.plan.year != report.year:
            continue
        found = result(pilot.plan, report)
        rows.append(
            (
                pilot.plan.name,
                share_name(pilot.plan.measure),
                between(found),
                str(pilot_wording.VERDICT[found.word]),
                cost_said(pilot, found),
            )
        )
    if rows:
        yield Heading(_("Pilots"))
        yield Table(
            "",
            (_("Pilot"), _("What is compared"), _("In the year"), _("Result"), _("Cost for each answered message")),
            tuple(rows),
        )  # fmt: skip


def _where(plan: Plan, names: dict[str, str]) -> str:
    where = ", ".join(map(outcome_place(names), plan.places)) or _("The whole district")
    if not plan.topics:
        return f"{where} · {year_name(plan.year)}"
    return f"{where} · {', '.join(topic(one) for one in plan.topics)} · {year_name(plan.year)}"


def _verdict(found: Result) -> Iterator[Block]:
    yield Verdict(str(pilot_wording.VERDICT[found.word]), found.word.value)
    yield Words(str(pilot_wording.WHY[found.why]))


def _at_first(pilot: Pilot, report: Report | None, found: Result) -> Iterator[Block]:
    """Whoever moves a limit later moves this sentence too, not the first one away."""
    before = result(pilot.first, report)
    if len(pilot.versions) > 1 and before.word is not found.word:
        word = str(pilot_wording.VERDICT[before.word])
        yield Words(_("By what was written down before the start: %(word)s.", word=word))


def between(found: Result) -> str:
    if found.between is None:
        return _("not said")
    return _("%(low)s to %(high)s%%", low=found.between[0], high=found.between[1])


def _expected(pilot: Pilot, found: Result) -> Iterator[Block]:
    plan = pilot.plan
    yield Heading(_("What was expected, and what came"))
    low, high = found.between or (None, None)
    yield Spans(
        share_name(plan.measure),
        (
            Span(_("Before"), plan.baseline, plan.baseline, f"{plan.baseline}%"),
            Span(_("Wished for"), plan.target, plan.target, f"{plan.target}%"),
            Span(_limit(plan, go=True), plan.go, plan.go, f"{plan.go}%"),
            Span(_limit(plan, go=False), plan.stop, plan.stop, f"{plan.stop}%"),
            Span(_("In the year"), low, high, between(found)),
        ),
    )
    yield Words(_frozen(pilot), muted=True)
    rows = tuple(_version(one) for one in pilot.versions)
    if len(rows) > 1:
        yield Table(
            _("Changed while it ran"),
            (_("Day"), _("Before"), _("Wished for"), _("Yes"), _("No"), _("Why")),
            rows,
        )


def _limit(plan: Plan, *, go: bool) -> str:
    if plan.less_is_better:
        return _("A yes at or below") if go else _("A no at or above")
    return _("A yes at or above") if go else _("A no at or below")


def _frozen(pilot: Pilot) -> str:
    if pilot.begun is None:
        return _("It has not begun: this may still be written anew.")
    return _("Written down before the start, %(day)s.", day=day_of(pilot.begun))


def _version(one: Written) -> tuple[str, ...]:
    plan = one.plan
    numbers = (f"{n}%" for n in (plan.baseline, plan.target, plan.go, plan.stop))
    return (day_of(one.minute), *numbers, one.why or _("before the start"))


def _by_place(plan: Plan, report: Report | None, found: Result) -> Iterator[Block]:
    if report is None or not found.places:
        return
    yield Heading(_("Place by place"))
    heads = ("", *(topic(one) for one, _n in found.places[0].counts), share_name(plan.measure))
    yield Table(
        _("Messages of the school year, and the share"),
        heads,
        tuple(
            (place_name(report, one.place), *(count(n) for _t, n in one.counts), said(one.share))
            for one in found.places
        ),
    )


def _costs(pilot: Pilot, found: Result) -> Iterator[Block]:
    if not pilot.costs:
        return
    yield Heading(_("What it cost"))
    yield Table(
        "",
        (_("What for"), _("Dollars"), _("Hours of work"), _("Dollars an hour"), _("Together")),
        tuple(
            (
                one.what,
                f"{one.dollars:,}",
                f"{one.hours:,}",
                f"{one.rate:,}",
                f"${Spent(one.dollars, one.hours, one.rate).total:,}",
            )
            for one in pilot.costs
        ),
    )
    yield Table(
        "",
        ("", _("Dollars")),
        (
            (_("All together"), f"${spent(pilot):,}"),
            (_("Cost for each answered message"), cost_said(pilot, found)),
        ),
    )
    yield Words(
        _("Out of published figures, so a range. A student may write more than once, so for each student who was reached it is this or more."),
        muted=True,
    )  # fmt: skip


def spent(pilot: Pilot) -> int:
    return sum(Spent(one.dollars, one.hours, one.rate).total for one in pilot.costs)


def cost_said(pilot: Pilot, found: Result) -> str:
    cost = cost_each(spent(pilot), found.reached)
    if cost is None:
        return _("not said")
    least, most = cost
    if most is None:
        return _("$%(low)s or more", low=f"{least:,}")
    return _("$%(low)s to $%(high)s", low=f"{least:,}", high=f"{most:,}")


def day_of(minute: int) -> str:
    return str(format_date(datetime.fromtimestamp(minute * 60, UTC).date(), "long"))


def tone(word: Word) -> str:
    return {"go": "tag-done", "no_go": "tag-care"}.get(word.value, "")
