"""The texts of a rule book in, a compiled rule book out."""

import hashlib
from collections.abc import Iterable, Mapping

from triage.fold import fold
from triage.lexicon import Lexicon
from triage.pack import read_packs
from triage.reading import Reading
from triage.reveal import plain
from triage.rule import Pattern, Rule
from triage.rulebook import Rulebook
from triage.sheet import read_sheet


def compile_packs(texts: Mapping[str, str]) -> Rulebook:
    """`texts` maps file names to their YAML. Raises RulebookInvalid. The examples are not run: see `prove`."""
    names = sorted(texts)
    packs = read_packs([read_sheet(name, texts[name]) for name in names])
    atoms = packs.atoms
    lexicon = Lexicon(
        atoms.sets, packs.vocabulary.typo_words, packs.vocabulary.ordinary, packs.vocabulary.spellings
    )
    rules = tuple(packs.rules.values())
    atom_phrases = tuple(frozenset(map(lexicon.number, phrases)) for phrases in atoms.sets)
    waiting = _index(rules, atom_phrases, _frequency(rules, lexicon, len(atom_phrases)))
    return Rulebook(
        hash=_hash(texts),
        rules=rules,
        thresholds=packs.thresholds,
        lexicon=lexicon,
        atom_phrases=atom_phrases,
        atom_names=tuple(atoms.names),
        waiting=waiting,
    )


def _hash(texts: Mapping[str, str]) -> str:
    whole = hashlib.sha256()
    for name in sorted(texts):
        for part in (name, texts[name]):
            raw = part.encode()
            whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


def _frequency(rules: Iterable[Rule], lexicon: Lexicon, atoms: int) -> list[int]:
    """In how many of the rule book's own examples each atom occurs: what is rare there is rare in texts."""
    counts: dict[int, int] = {}
    for rule in rules:
        for text in (*rule.match, *rule.no_match):
            folded = fold(text)
            mask = lexicon.find(Reading(folded, plain(folded.text))).mask
            while mask:
                lowest = mask & -mask
                atom = lowest.bit_length() - 1
                counts[atom] = counts.get(atom, 0) + 1
                mask ^= lowest
    return [counts.get(atom, 0) for atom in range(atoms)]


_Waiting = tuple[int, Pattern]


def _index(
    rules: tuple[Rule, ...], atom_phrases: tuple[frozenset[int], ...], frequency: list[int]
) -> dict[int, tuple[_Waiting, ...]]:
    waiting: dict[int, list[_Waiting]] = {}
    for number, rule in enumerate(rules):
        for pattern in rule.patterns:
            rarest = min(pattern.atoms, key=lambda a: (frequency[a], len(atom_phrases[a]), a))
            for phrase in sorted(atom_phrases[rarest]):
                waiting.setdefault(phrase, []).append((number, pattern))
    return {phrase: tuple(found) for phrase, found in waiting.items()}
