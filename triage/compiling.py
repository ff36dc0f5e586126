"""The texts of a rule book in, a compiled rule book out."""

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from triage.fold import fold
from triage.index import Index
from triage.lexicon import Lexicon
from triage.pack import read_packs
from triage.phrases import Phrases
from triage.reading import as_written
from triage.rule import LEVELS, Modifier, Pattern, Rule
from triage.rulebook import Beside, Boost, Rulebook, Thresholds
from triage.sheet import read_sheet


def compile_packs(texts: Mapping[str, str]) -> Rulebook:
    """`texts` maps file names to their YAML. Raises RulebookInvalid. The examples are not run: see `prove`."""
    with _uncollected():
        return _compiled(texts)


def _compiled(texts: Mapping[str, str]) -> Rulebook:
    names = sorted(texts)
    packs = read_packs([read_sheet(name, texts[name]) for name in names])
    phrases = Phrases(packs.atoms.sets)
    words = packs.vocabulary
    lexicon = Lexicon(phrases, words.typo_words, words.ordinary, words.spellings)
    rules = tuple(packs.rules.values())
    index = partial(Index, phrases=phrases, frequency=_frequency(rules, lexicon, phrases))
    return Rulebook(
        hash=_hash(texts),
        rules=rules,
        thresholds=packs.thresholds,
        phrases=phrases,
        lexicon=lexicon,
        patterns=index((at, pattern) for at, rule in enumerate(rules) for pattern in rule.patterns),
        beside=tuple(_beside(rules, packs.thresholds, index)),
        modifying=_modifying(packs.modifiers.values(), phrases),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector would walk again and again through all that is made here and stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _beside(
    rules: Iterable[Rule], thresholds: Thresholds, index: Callable[[Iterable[tuple[int, Pattern]]], Index]
) -> Iterator[Beside]:
    boosters: dict[str, Index] = {}  # one that several rules name is indexed once
    for rule in rules:
        for booster, _ in rule.boosts:
            if booster.id not in boosters:
                boosters[booster.id] = index(enumerate(booster.patterns))
        highest = min(rule.level + sum(more for _, more in rule.boosts), LEVELS[1])
        raising = sum(modifier.steps for modifier in rule.accept if modifier.steps > 0)
        yield Beside(
            not_if=index(enumerate(rule.not_if)) if rule.not_if else None,
            not_near=index(enumerate(rule.not_near)) if rule.not_near else None,
            boosts=tuple(
                Boost(booster, more, boosters[booster.id], f"{booster.id} {more:+d}")
                for booster, more in rule.boosts
            ),
            highest=highest,
            ceiling=min(highest + raising, LEVELS[1]),
            level=rule.level,
            fired=f"level {rule.level}",
            immune=rule.level >= thresholds.immune,
        )


def _modifying(modifiers: Iterable[Modifier], phrases: Phrases) -> dict[int, frozenset[int]]:
    atoms: dict[int, set[int]] = {}
    for modifier in modifiers:
        for phrase in phrases.of_atom[modifier.say]:
            atoms.setdefault(phrase, set()).add(modifier.say)
    return {phrase: frozenset(some) for phrase, some in atoms.items()}


def _hash(texts: Mapping[str, str]) -> str:
    whole = hashlib.sha256()
    for name in sorted(texts):
        for part in (name, texts[name]):
            raw = part.encode()
            whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


def _frequency(rules: Iterable[Rule], lexicon: Lexicon, phrases: Phrases) -> list[int]:
    """How often the rule book's own examples hold each atom: what is rare there is rare in texts."""
    counts: Counter[int] = Counter()
    for rule in rules:
        for text in (*rule.match, *rule.no_match):
            counts.update(lexicon.find(as_written(fold(text)), (), {}).present)
    return [sum(counts[phrase] for phrase in some) for some in phrases.of_atom]
