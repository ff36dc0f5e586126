"""Which rules one text fires, at which level, with the trace of what was considered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from triage.decision import Hit, Severity, Step, Why
from triage.fold import Folded, fold
from triage.lexicon import Met
from triage.matching import Match, each_once, overlapping, parts_of
from triage.modifying import Cue, Cues, cues, heard
from triage.reading import as_meant, as_written
from triage.rule import LEVELS, Modifier, Rule
from triage.rulebook import Beside, Boost, Rulebook
from triage.scene import Scene

_Boosts = list[tuple[Boost, list[list[Match]]]]  # with the matches of those of its patterns that occur
# One line of the trace, before its words are looked up in the original text: why, which words, and the detail.
_Said = tuple[Why, int, int, str]
# One match of one rule after boosts and modifiers: its level, first word, word after, where, and what is said of it.
_Verdict = tuple[int, int, int, Scene, list[_Said]]
_NOTHING_REACHED: Mapping[str, int] = {}
_EXCLUSIONS_TOLD = 3  # per rule and text: the trace explains, it does not list


@dataclass(slots=True)
class Finding:
    hits: list[Hit] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    floors: list[tuple[Severity, Step]] = field(default_factory=list)
    foreign: int = 0  # letters that no rule can read


class Stage:
    """One reading on which some rule occurs."""

    __slots__ = ("_cues", "_rulebook", "_said", "scene")

    def __init__(self, scene: Scene, rulebook: Rulebook) -> None:
        self.scene = scene
        self._rulebook = rulebook
        self._said: frozenset[int] | None = None
        self._cues: dict[str, list[Cue]] = {}

    def accepted(self, modifiers: tuple[Modifier, ...]) -> Cues:
        """Those modifiers whose words stand somewhere in the text, with the places of these."""
        said = self._said
        if said is None:
            said = self._said = self._rulebook.said(self.scene.present)
        return (
            [(m, self._cues.get(m.id) or self._places(m)) for m in modifiers if m.say in said] if said else []
        )

    def _places(self, modifier: Modifier) -> list[Cue]:
        known = self._cues[modifier.id] = cues(self.scene, modifier)
        return known


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
        best: dict[int, _Verdict] = {}
        rulebook = self._rulebook
        rules, beside = rulebook.rules, rulebook.beside
        folded = fold(self._text)
        self._finding.foreign = folded.foreign
        for scene in scenes(folded, rulebook, places, met):
            occurring = scene.of_rules(rulebook.patterns)
            if not occurring:
                continue
            stage = Stage(scene, rulebook)
            for number in sorted(occurring):
                if reached and beside[number].ceiling <= reached.get(rules[number].id, 0):
                    continue
                verdict = self._best(stage, rules[number], beside[number], occurring[number])
                if verdict is not None and (number not in best or verdict[0] > best[number][0]):
                    best[number] = verdict
        hits, trace, skipped, part = self._finding.hits, self._finding.trace, self._skipped, self._part
        for number in sorted(best):
            rule = rules[number]
            level, first, after, scene, lines = best[number]
            span = scene.reading.span
            hits.append(self._hit(rule, level, *span(first, after)))
            for why, first, after, detail in lines:
                start, end = span(first, after)
                trace.append(Step(why, rule.id, detail, start + skipped, end + skipped, part))
        return self._finding

    def _best(self, stage: Stage, rule: Rule, beside: Beside, found: list[Match]) -> _Verdict | None:
        """The match of the highest level, the first of them by position."""
        scene = stage.scene
        if len(found) > 1:
            found = each_once(found)
        # Most exclusions and boosters occur in no one text: asked once here, they cost nothing at a match.
        exclusions = scene.around(beside.not_if, found) if beside.not_if is not None else []
        everywhere = scene.anywhere(beside.not_near) if beside.not_near is not None else None
        boosts = [(boost, here) for boost in beside.boosts if (here := scene.anywhere(boost.patterns))]
        accepted = stage.accepted(rule.accept) if rule.accept else None
        best: _Verdict | None = None
        told = 0
        for match in found:
            other = everywhere[0][0] if everywhere else exclusions and _against(exclusions, match)
            if other:
                told += 1
                if told <= _EXCLUSIONS_TOLD:
                    self._finding.trace.append(self._excluded(scene, rule, other))
                continue
            level, lines = _weighed(scene, beside, boosts, accepted, match)
            if best is None or level > best[0]:
                best = level, match[0], match[1], scene, lines
            if best[0] >= beside.highest:
                break
        return best

    def _excluded(self, scene: Scene, rule: Rule, other: Match) -> Step:
        start, end = scene.reading.span(other[0], other[1])
        start, end = start + self._skipped, end + self._skipped
        return Step(Why.EXCLUDED, rule.id, "these words have another meaning here", start, end, self._part)

    def _hit(self, rule: Rule, level: int, start: int, end: int) -> Hit:
        return Hit(
            rule.id,
            rule.title,
            rule.category,
            self._rulebook.thresholds.severity(level),
            level,
            start + self._skipped,
            end + self._skipped,
            self._text[start:end],
            self._part,
        )


def _weighed(
    scene: Scene, beside: Beside, boosts: _Boosts, accepted: Cues | None, match: Match
) -> tuple[int, list[_Said]]:
    """The level of one match, and what is said of it."""
    level = beside.level
    said = [(Why.MATCHED, match[0], match[1], beside.fired)]
    for boost, here in boosts:
        near = _near(boost.booster.within, here, match)
        if near is not None:
            level += boost.more
            said.append((Why.BOOSTED, near[0], near[1], boost.detail))
    level = min(level, LEVELS[1])
    if accepted:
        taken: set[str] = set()
        for modifier, (start, end, _), refused in heard(scene, match, accepted):
            reason = refused
            if reason is None and beside.immune and modifier.steps < 0:
                reason = "the rule cannot be lowered"
            if reason is None and modifier.id in taken:
                reason = "counted already"
            if reason is not None:
                said.append((Why.REJECTED, start, end, f"{modifier.id}: {reason}"))
                continue
            taken.add(modifier.id)
            level = min(max(level + modifier.steps, min(level, modifier.floor), LEVELS[0]), LEVELS[1])
            said.append((Why.LOWERED, start, end, f"{modifier.id} {modifier.steps:+d}"))
    return level, said


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
        for other in overlapping(found, match[0], match[1]):
            return other
    return None


def _near(within: int, here: list[list[Match]], match: Match) -> Match | None:
    """The first match of a booster so near to a match of a rule."""
    begun, after = match[0], match[1]
    low, high = begun - within - 1, after + within + 1
    for matches in here:
        for other in overlapping(matches, low, high):
            start, end = other[0], other[1]
            apart = max(start - after, begun - end)
            # What is part of the match already counted in the rule's own level.
            if 0 <= apart <= within or (
                apart < 0 and not any(start < last and first < end for first, last in parts_of(match))
            ):
                return other
    return None
