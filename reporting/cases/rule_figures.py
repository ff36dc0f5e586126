"""What the counts say about the rules, for whoever leads them. Pure: tallies, rules and sentences in, figures out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.model.feedback import Event
from reporting.store.rule_tallies import RuleTally
from triage.assess import assess
from triage.corpus import Label, Labelled
from triage.decision import Severity
from triage.evaluate import Rate
from triage.rulebook import Rulebook

ENOUGH_SAMPLES = 30  # below that the interval says nothing that anybody should act on
URGENT, SOON = Severity.URGENT.value, Severity.SOON.value


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the tips that called for a page, the share that got one: estimated from the sample, 95% interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`tips`: first messages; `pages`: messages that called somebody; `lowered`: of these, said to be needless;
    `missed`: tips that paged nobody, of which a person said that they should have; `sampled`, `sample_missed`: the same
    for what was drawn by chance.
    """

    month: int
    tips: int = 0
    unpaged: int = 0
    unsorted: int = 0
    pages: int = 0
    lowered: int = 0
    missed: int = 0
    sampled: int = 0
    sample_missed: int = 0

    @property
    def false_pages(self) -> Rate:
        return Rate("false pages", min(self.lowered, self.pages), self.pages)

    @property
    def not_sorted(self) -> Rate:
        return Rate("unsorted", min(self.unsorted, self.tips), self.tips)

    @property
    def sample_misses(self) -> Rate:
        return Rate("missed in the sample", self.sample_missed, self.sampled)

    @property
    def recall(self) -> Recall | None:
        """None while too few samples were read, or nothing was urgent: any figure would be a guess."""
        right = self.pages - self.false_pages.found
        if self.sampled < ENOUGH_SAMPLES or right <= 0:
            return None
        low, high = self.sample_misses.interval
        shares = [right / (right + miss * self.unpaged) for miss in (self.sample_misses.share, high, low)]
        return Recall(*shares)


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """`lowered`, `raised`: how often a person said that what it decided was too urgent, or not urgent enough."""

    rule: str
    title: str
    category: str
    fired: int
    lowered: int
    raised: int


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """The project's own sentences of one category. `pages`: of those that must page; `needless`: of those that must not."""

    category: str
    pages: Rate
    needless: Rate


@dataclass(frozen=True, slots=True)
class Figures:
    """`months`: the newest first; `whole`: all of them; `silent`: rules that fired on nothing since counting began."""

    months: tuple[MonthFigures, ...]
    whole: MonthFigures
    rules: tuple[RuleFigures, ...]
    silent: tuple[RuleFigures, ...]
    corpus: tuple[CategoryFigures, ...]
    false_pages_this_week: int = 0

    @property
    def empty(self) -> bool:
        return not self.months


def figures(
    tallies: Iterable[RuleTally],
    rulebook: Rulebook,
    corpus: tuple[CategoryFigures, ...],
    *,
    false_pages_this_week: int = 0,
) -> Figures:
    counted = list(tallies)
    months = sorted({one.month for one in counted}, reverse=True)
    rules = _rules(counted, rulebook)
    return Figures(
        months=tuple(_month(month, [one for one in counted if one.month == month]) for month in months),
        whole=_month(0, counted),
        rules=tuple(one for one in rules if one.fired or one.lowered or one.raised),
        silent=tuple(one for one in rules if not one.fired),
        corpus=corpus,
        false_pages_this_week=false_pages_this_week,
    )


def on_corpus(corpus: Sequence[Labelled], rulebook: Rulebook) -> tuple[CategoryFigures, ...]:
    """Reads each sentence with the rule book: half a second for 1,500, so keep the answer."""
    paged: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for line in corpus:
        if line.label is Label.SOON:
            continue
        key = (line.category or "", line.label is Label.URGENT)
        total[key] += 1
        paged[key] += assess(line.text, rulebook).severity is Severity.URGENT
    return tuple(
        CategoryFigures(
            name,
            Rate("pages", paged[name, True], total[name, True]),
            Rate("needless", paged[name, False], total[name, False]),
        )
        for name in sorted({category for category, _ in total})
    )


def _month(month: int, counted: Iterable[RuleTally]) -> MonthFigures:
    n: Counter[tuple[str, str, str]] = Counter()
    for one in counted:
        if not one.rule:
            n[one.event, one.before, one.after] += one.n

    def count(
        event: Event, *, before: frozenset[str] | None = None, after: frozenset[str] | None = None
    ) -> int:
        found = sum(
            many
            for (name, was, became), many in n.items()
            if name == event and (before is None or was in before) and (after is None or became in after)
        )
        return max(0, found)

    urgent = frozenset({URGENT})
    unpaged = frozenset(Severity) - urgent
    return MonthFigures(
        month=month,
        tips=count(Event.TIP),
        unpaged=count(Event.TIP, before=unpaged),
        unsorted=count(Event.UNSORTED),
        pages=count(Event.PAGED),
        lowered=count(Event.OVERRIDDEN, before=urgent, after=unpaged),
        missed=count(Event.OVERRIDDEN, before=unpaged, after=urgent),
        sampled=count(Event.SAMPLED),
        sample_missed=count(Event.SAMPLED, after=urgent),
    )


def _rules(counted: Iterable[RuleTally], rulebook: Rulebook) -> list[RuleFigures]:
    """Those of the book in force, the one that fired most first."""
    fired: Counter[str] = Counter()
    lowered: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for one in counted:
        if not one.rule:
            continue
        if one.event == Event.FIRED:
            fired[one.rule] += one.n
        elif one.event == Event.OVERRIDDEN:
            down = Severity(one.after) < Severity(one.before)
            (lowered if down else raised)[one.rule] += one.n
    found = [
        RuleFigures(
            rule.id,
            rule.title,
            rule.category,
            max(0, fired[rule.id]),
            max(0, lowered[rule.id]),
            max(0, raised[rule.id]),
        )
        for rule in rulebook.rules
    ]
    return sorted(found, key=lambda one: (-one.fired, one.rule))
