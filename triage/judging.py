"""Which rules one text fires, at which level, with the trace of what was considered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from triage.decision import Hit, Severity, Step, Why
from triage.fold import fold
from triage.matching import Match, Place, Scene
from triage.modifying import heard
from triage.reading import Reading
from triage.reveal import decoded, plain
from triage.rule import LEVELS, Booster, Pattern, Rule
from triage.rulebook import Rulebook

_EXCLUSIONS_TOLD = 3  # per rule and text: the trace explains, it does not list


@dataclass(slots=True)
class Finding:
    hits: list[Hit] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    floors: list[tuple[Severity, Step]] = field(default_factory=list)
    foreign: int = 0  # letters that no rule can read


@dataclass(frozen=True, slots=True)
class Verdict:
    """One match of one rule after boosts and modifiers."""

    level: int
    match: Match
    scene: Scene
    steps: tuple[Step, ...]


class Hearing:
    """One text before one rule book. `skipped` is added to every offset: the text is the tail of a longer one."""

    def __init__(self, text: str, part: int, rulebook: Rulebook, skipped: int = 0) -> None:
        self._text = text
        self._part = part
        self._rulebook = rulebook
        self._skipped = skipped
        self._finding = Finding()

    def judge(self, places: tuple[str, ...] = ()) -> Finding:
        best: dict[int, Verdict] = {}
        for scene in self._scenes(places):
            for number, patterns in _candidates(scene, self._rulebook):
                verdict = self._best(scene, self._rulebook.rules[number], patterns)
                if verdict is not None and (number not in best or verdict.level > best[number].level):
                    best[number] = verdict
        for number in sorted(best):
            rule, verdict = self._rulebook.rules[number], best[number]
            self._finding.hits.append(self._hit(rule, verdict))
            self._finding.trace.extend(verdict.steps)
        return self._finding

    def _scenes(self, places: tuple[str, ...]) -> Iterator[Scene]:
        """The text as it stands, and, where words were disguised, once more as they are meant."""
        lexicon, phrases = self._rulebook.lexicon, self._rulebook.atom_phrases
        folded = fold(self._text)
        self._finding.foreign = folded.foreign
        as_written = plain(folded.text)
        reading = Reading(folded, as_written)
        yield Scene(reading, lexicon.find(reading, places), phrases)
        as_meant = decoded(as_written, reading.words, lexicon.vocabulary, lexicon.starred)
        if as_meant != as_written:
            reading = Reading(folded, as_meant)
            yield Scene(reading, lexicon.find(reading, places), phrases)

    def _best(self, scene: Scene, rule: Rule, patterns: list[Pattern]) -> Verdict | None:
        """The match of the highest level, the first of them by position."""
        highest = min(rule.level + sum(more for _, more in rule.boosts), LEVELS[1])
        best: Verdict | None = None
        told = 0
        matches = {m for pattern in patterns for m in scene.matches(pattern)}
        for match in sorted(matches, key=lambda m: (m.start, m.end, m.parts)):
            against = _against(scene, rule, match)
            if against is not None:
                told += 1
                if told <= _EXCLUSIONS_TOLD:
                    place = (against.start, against.end)
                    self._finding.trace.append(
                        self._step(scene, rule, Why.EXCLUDED, place, "these words have another meaning here")
                    )
                continue
            verdict = self._weigh(scene, rule, match)
            if best is None or verdict.level > best.level:
                best = verdict
            if best.level >= highest:
                break
        return best

    def _weigh(self, scene: Scene, rule: Rule, match: Match) -> Verdict:
        steps = [self._step(scene, rule, Why.MATCHED, (match.start, match.end), f"level {rule.level}")]
        level = rule.level
        for booster, more in rule.boosts:
            near = _near(scene, booster, match)
            if near is not None:
                level += more
                place = (near.start, near.end)
                steps.append(self._step(scene, rule, Why.BOOSTED, place, f"{booster.id} {more:+d}"))
        level = min(level, LEVELS[1])
        immune = rule.level >= self._rulebook.thresholds.immune
        taken: set[str] = set()
        for said in heard(scene, match, rule.accept):
            modifier = said.modifier
            refused = said.refused
            if refused is None and immune and modifier.steps < 0:
                refused = "the rule cannot be lowered"
            if refused is None and modifier.id in taken:
                refused = "counted already"
            if refused is not None:
                detail = f"{modifier.id}: {refused}"
                steps.append(self._step(scene, rule, Why.REJECTED, said.place, detail))
                continue
            taken.add(modifier.id)
            level = min(max(level + modifier.steps, min(level, modifier.floor), LEVELS[0]), LEVELS[1])
            steps.append(
                self._step(scene, rule, Why.LOWERED, said.place, f"{modifier.id} {modifier.steps:+d}")
            )
        return Verdict(level, match, scene, tuple(steps))

    def _step(self, scene: Scene, rule: Rule, why: Why, place: Place, detail: str) -> Step:
        start, end = self._span(scene, place)
        return Step(why, rule.id, detail, start, end, self._part)

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


def _candidates(scene: Scene, rulebook: Rulebook) -> list[tuple[int, list[Pattern]]]:
    """Rules whose rarest atom occurs and whose other atoms occur too, in the order of the rule book."""
    waiting, mask = rulebook.waiting, scene.mask
    patterns: dict[int, dict[Pattern, None]] = {}
    for phrase in scene.phrases:
        for number, pattern in waiting.get(phrase, ()):
            if pattern.needed & mask == pattern.needed:
                patterns.setdefault(number, {})[pattern] = None
    return [(number, list(patterns[number])) for number in sorted(patterns)]


def _against(scene: Scene, rule: Rule, match: Match) -> Match | None:
    mask = scene.mask
    for pattern in rule.not_near:
        for other in scene.matches(pattern):
            return other
    for pattern in rule.not_if:
        # Most exclusions lack a word in any one text: asked here, they cost no call.
        if pattern.needed & mask != pattern.needed:
            continue
        for other in scene.matches_between(pattern, match.start, match.end):
            return other
    return None


def _near(scene: Scene, booster: Booster, match: Match) -> Match | None:
    low, high = match.start - booster.within - 1, match.end + booster.within + 1
    for pattern in booster.patterns:
        if pattern.needed & scene.mask != pattern.needed:
            continue
        for other in scene.matches_between(pattern, low, high):
            apart = max(other.start - match.end, match.start - other.end)
            # What is part of the match already counted in the rule's own level.
            if 0 <= apart <= booster.within or (apart < 0 and _in_gap(other, match)):
                return other
    return None


def _in_gap(other: Match, match: Match) -> bool:
    return not any(other.start < end and start < other.end for start, end in match.parts)
