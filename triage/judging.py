"""Which rules one text fires, at which level, with the trace of what was considered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from triage.decision import Hit, Severity, Step, Why
from triage.fold import Folded, fold
from triage.lexicon import Met
from triage.matching import Match, Matches, overlapping
from triage.modifying import heard
from triage.reading import as_meant, as_written
from triage.rule import LEVELS, Booster, Pattern, Rule
from triage.rulebook import Rulebook
from triage.scene import Scene
from triage.sentence import Place

_Boost = tuple[Booster, int, list[Pattern]]  # with how many levels, and those of its patterns that occur
_NOTHING_REACHED: Mapping[str, int] = {}
_EXCLUSIONS_TOLD = 3  # per rule and text: the trace explains, it does not list


@dataclass(slots=True)
class Finding:
    hits: list[Hit] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    floors: list[tuple[Severity, Step]] = field(default_factory=list)
    foreign: int = 0  # letters that no rule can read


class Said(NamedTuple):
    """One line of the trace, before its words are looked up in the original text."""

    why: Why
    place: Place
    detail: str


class Verdict(NamedTuple):
    """One match of one rule after boosts and modifiers."""

    level: int
    match: Match
    scene: Scene
    said: tuple[Said, ...]


class Stage:
    """One reading on which some rule occurs."""

    __slots__ = ("_rulebook", "_said", "matches", "scene")

    def __init__(self, scene: Scene, rulebook: Rulebook) -> None:
        self.scene = scene
        self.matches = Matches(scene)
        self._rulebook = rulebook
        self._said: frozenset[int] | None = None

    @property
    def said(self) -> frozenset[int]:
        """The atoms of modifiers whose words stand somewhere in it."""
        if self._said is None:
            self._said = self._rulebook.said(self.scene.present)
        return self._said


class Hearing:
    """One text before one rule book. `skipped` is added to every offset: the text is the tail of a longer one."""

    def __init__(self, text: str, part: int, rulebook: Rulebook, skipped: int = 0) -> None:
        self._text = text
        self._part = part
        self._rulebook = rulebook
        self._skipped = skipped
        self._finding = Finding()

    def judge(
        self, places: tuple[str, ...], met: Met, reached: Mapping[str, int] = _NOTHING_REACHED
    ) -> Finding:
        """`met` are the sentences that were met in other texts of the same decision; new ones are added. Rules that
        can come no higher than the level they `reached` elsewhere, by their ids, are not asked.
        """
        best: dict[int, Verdict] = {}
        rules, beside = self._rulebook.rules, self._rulebook.beside
        folded = fold(self._text)
        self._finding.foreign = folded.foreign
        for scene in scenes(folded, self._rulebook, places, met):
            occurring = scene.of_rules(self._rulebook.patterns)
            if not occurring:
                continue
            stage = Stage(scene, self._rulebook)
            for number in sorted(occurring):
                if reached and beside[number].ceiling <= reached.get(rules[number].id, 0):
                    continue
                verdict = self._best(stage, number, occurring[number])
                if verdict is not None and (number not in best or verdict.level > best[number].level):
                    best[number] = verdict
        for number in sorted(best):
            rule, verdict = self._rulebook.rules[number], best[number]
            self._finding.hits.append(self._hit(rule, verdict))
            self._finding.trace.extend(self._step(verdict.scene, rule, said) for said in verdict.said)
        return self._finding

    def _best(self, stage: Stage, number: int, patterns: Mapping[Pattern, list[int]]) -> Verdict | None:
        """The match of the highest level, the first of them by position."""
        scene, matches = stage.scene, stage.matches
        rule, beside = self._rulebook.rules[number], self._rulebook.beside[number]
        found = matches.all_of(patterns)
        if not found:
            return None
        exclusions: list[list[Match]] = []
        everywhere = None
        # Most exclusions and boosters occur in no one text: asked once here, they cost nothing at a match.
        if beside.not_if is not None:
            against = scene.around(beside.not_if, [(match.start, match.end) for match in found])
            exclusions = [matches.among(pattern, sentences) for pattern, sentences in against.items()]
        if beside.not_near is not None:
            everywhere = next((p for one in scene.anywhere(beside.not_near) for p in matches.of(one)), None)
        boosts = [
            (booster, more, here) for booster, more, index in beside.boosts if (here := scene.anywhere(index))
        ]
        best: Verdict | None = None
        told = 0
        for match in found:
            other = everywhere or _against(exclusions, match)
            if other is not None:
                told += 1
                if told <= _EXCLUSIONS_TOLD:
                    said = Said(
                        Why.EXCLUDED, (other.start, other.end), "these words have another meaning here"
                    )
                    self._finding.trace.append(self._step(scene, rule, said))
                continue
            verdict = self._weigh(stage, rule, boosts, match)
            if best is None or verdict.level > best.level:
                best = verdict
            if best.level >= beside.highest:
                break
        return best

    def _weigh(self, stage: Stage, rule: Rule, boosts: list[_Boost], match: Match) -> Verdict:
        scene, matches = stage.scene, stage.matches
        said = [Said(Why.MATCHED, (match.start, match.end), f"level {rule.level}")]
        level = rule.level
        for booster, more, patterns in boosts:
            near = _near(matches, booster, patterns, match)
            if near is not None:
                level += more
                said.append(Said(Why.BOOSTED, (near.start, near.end), f"{booster.id} {more:+d}"))
        level = min(level, LEVELS[1])
        immune = rule.level >= self._rulebook.thresholds.immune
        taken: set[str] = set()
        for one in heard(scene, match, rule.accept, stage.said) if rule.accept else ():
            modifier = one.modifier
            refused = one.refused
            if refused is None and immune and modifier.steps < 0:
                refused = "the rule cannot be lowered"
            if refused is None and modifier.id in taken:
                refused = "counted already"
            if refused is not None:
                said.append(Said(Why.REJECTED, one.place, f"{modifier.id}: {refused}"))
                continue
            taken.add(modifier.id)
            level = min(max(level + modifier.steps, min(level, modifier.floor), LEVELS[0]), LEVELS[1])
            said.append(Said(Why.LOWERED, one.place, f"{modifier.id} {modifier.steps:+d}"))
        return Verdict(level, match, scene, tuple(said))

    def _step(self, scene: Scene, rule: Rule, said: Said) -> Step:
        start, end = self._span(scene, said.place)
        return Step(said.why, rule.id, said.detail, start, end, self._part)

    def _span(self, scene: Scene, place: Place) -> tuple[int, int]:
        start, end = scene.reading.span(*place)
        return start + self._skipped, end + self._skipped

    def _hit(self, rule: Rule, verdict: Verdict) -> Hit:
        start, end = self._span(verdict.scene, (verdict.match.start, verdict.match.end))
        return Hit(
            rule=rule.id,
            title=rule.title,
            category=rule.category,
            severity=self._rulebook.thresholds.severity(verdict.level),
            level=verdict.level,
            start=start,
            end=end,
            text=self._text[start - self._skipped : end - self._skipped],
            part=self._part,
        )


def scenes(
    folded: Folded, rulebook: Rulebook, places: tuple[str, ...] = (), met: Met | None = None
) -> Iterator[Scene]:
    """The text as it stands, and, where words were disguised, once more as they are meant."""
    written = as_written(folded)
    met = {} if met is None else met
    yield rulebook.lexicon.find(written, places, met)
    meant = as_meant(folded, written, rulebook.lexicon.vocabulary)
    if meant is not None:
        yield rulebook.lexicon.find(meant, places, met)


def _against(exclusions: list[list[Match]], match: Match) -> Match | None:
    for found in exclusions:
        for other in overlapping(found, match.start, match.end):
            return other
    return None


def _near(matches: Matches, booster: Booster, patterns: list[Pattern], match: Match) -> Match | None:
    low, high = match.start - booster.within - 1, match.end + booster.within + 1
    for pattern in patterns:
        for other in overlapping(matches.of(pattern), low, high):
            apart = max(other.start - match.end, match.start - other.end)
            # What is part of the match already counted in the rule's own level.
            if 0 <= apart <= booster.within or (apart < 0 and _in_gap(other, match)):
                return other
    return None


def _in_gap(other: Match, match: Match) -> bool:
    return not any(other.start < end and start < other.end for start, end in match.parts)
