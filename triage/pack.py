"""Read the files of a rule book into rules: the schema, and every complaint about it."""

from dataclasses import dataclass, field

from triage.atoms import Atoms
from triage.categories import category
from triage.invalid import RulebookInvalid
from triage.matching import LONGEST
from triage.rule import LEVELS, Booster, Direction, Modifier, Pattern, Rule, Sequence, Together
from triage.rulebook import Thresholds
from triage.sheet import Entry
from triage.vocabulary import Vocabulary

_FILE = (
    "about",
    "concepts",
    "extend",
    "lemmas",
    "ordinary",
    "spellings",
    "modifiers",
    "boosters",
    "thresholds",
    "accept",
    "rules",
)
_FEWEST_EXAMPLES = 3
_WIDEST_GAP = 12
_NEAR = 25  # words between a booster and the match, when not said otherwise


@dataclass(slots=True)
class Packs:
    """Everything that was declared, in the order of the files."""

    atoms: Atoms = field(default_factory=Atoms)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    modifiers: dict[str, Modifier] = field(default_factory=dict)
    boosters: dict[str, Booster] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)
    rules: dict[str, Rule] = field(default_factory=dict)


def read_packs(sheets: list[Entry]) -> Packs:
    """Raises RulebookInvalid at the first thing that is wrong."""
    packs = Packs()
    roots = [sheet.known_fields(*_FILE) for sheet in sheets]
    for root in roots:
        packs.vocabulary.declare(root)
    packs.vocabulary.settle()
    for root in roots:
        _thresholds(packs, root)
        for entry in root["modifiers"].items() if "modifiers" in root else ():
            _modifier(packs, entry)
        for name, entry in root["boosters"].fields().items() if "boosters" in root else ():
            _booster(packs, name, entry)
    for root in roots:
        common = root.get("accept")
        for entry in root["rules"].items() if "rules" in root else ():
            _rule(packs, entry, common)
    if not packs.rules:
        raise RulebookInvalid(sheets[0].file if sheets else "(no file)", "", 0, "no rule in any file")
    return packs


def _thresholds(packs: Packs, root: dict[str, Entry]) -> None:
    if "thresholds" not in root:
        return
    entry = root["thresholds"]
    if packs.thresholds != Thresholds():
        entry.wrong("thresholds are set already in another file")
    given = {name: e.number(*LEVELS) for name, e in entry.known_fields("urgent", "soon", "immune").items()}
    packs.thresholds = Thresholds(**given)
    if not packs.thresholds.soon < packs.thresholds.urgent:
        entry.wrong("soon must be below urgent")


def _atom(packs: Packs, entry: Entry) -> int:
    return packs.atoms.add(packs.vocabulary.alternative(entry))


def _modifier(packs: Packs, entry: Entry) -> None:
    parts = entry.known_fields(
        "id",
        "say",
        "dir",
        "scope",
        "pseudo",
        "stop",
        "effect",
        "across",
        needed=("id", "say", "dir", "scope", "effect"),
    )
    name = parts["id"].text()
    if name in packs.modifiers:
        parts["id"].wrong(f"the modifier {name!r} is declared already")
    if parts["dir"].text() not in set(Direction):
        parts["dir"].wrong("dir is forward, backward or both")
    say = _atom(packs, parts["say"])
    effect = parts["effect"].known_fields("severity", "floor", needed=("severity",))
    packs.modifiers[name] = Modifier(
        id=name,
        say=say,
        direction=Direction(parts["dir"].text()),
        scope=parts["scope"].number(1, LONGEST),
        pseudo=_atom(packs, parts["pseudo"]) if "pseudo" in parts else None,
        stop=_atom(packs, parts["stop"]) if "stop" in parts else None,
        steps=effect["severity"].number(-4, 4),
        floor=effect["floor"].number(*LEVELS) if "floor" in effect else LEVELS[0],
        clause_bound=not ("across" in parts and parts["across"].truth()),
    )


def _booster(packs: Packs, name: str, entry: Entry) -> None:
    if name in packs.boosters:
        entry.wrong(f"the booster {name!r} is declared already")
    parts = entry.known_fields("any", "within", needed=("any",))
    within = parts["within"].number(0, LONGEST) if "within" in parts else _NEAR
    packs.boosters[name] = Booster(name, tuple(_pattern(packs, e) for e in parts["any"].items()), within)


def _pattern(packs: Packs, entry: Entry) -> Pattern:
    if entry.is_text or entry.is_list:
        return _alone(_atom(packs, entry))
    parts = entry.known_fields("seq", "whole", "all", "within")
    if len(parts) == 1 and "seq" in parts:
        return _sequence(packs, parts["seq"], whole=False)
    if len(parts) == 1 and "whole" in parts:
        return _sequence(packs, parts["whole"], whole=True)
    if "all" not in parts or {"seq", "whole"} & parts.keys():
        entry.wrong("a pattern is a phrase, a {seq: […]}, a {whole: […]} or an {all: […], within: n}")
    within = parts["within"].number(1, LONGEST) if "within" in parts else _NEAR
    atoms = tuple(_atom(packs, item) for item in parts["all"].items())
    if len(atoms) < 2:  # noqa: PLR2004 - one thing cannot stand together
        entry.wrong("all: names at least two things")
    return Together(atoms, within)


def _alone(atom: int) -> Sequence:
    return Sequence(((atom, 0),))


def _sequence(packs: Packs, entry: Entry, *, whole: bool) -> Sequence:
    steps: list[tuple[int, int]] = []
    gap = 0
    for item in entry.items():
        if item.is_mapping and "gap" in item.fields():
            if not steps or gap:
                item.wrong("a gap stands between two things")
            gap = item.known_fields("gap")["gap"].number(1, _WIDEST_GAP)
        else:
            steps.append((_atom(packs, item), gap))
            gap = 0
    if not steps or gap:
        entry.wrong("a seq begins and ends with a word, a list or a $concept")
    return Sequence(tuple(steps), whole)


def _rule(packs: Packs, entry: Entry, common: Entry | None) -> None:
    named = entry.fields().get("id")
    if named is None:
        entry.wrong("every rule has an id")
    rule_id = named.text()
    entry = entry.within(rule_id)
    parts = entry.known_fields(
        *("id", "title", "category", "severity", "any", "not_if", "not_near", "boost", "accept"),
        *("match", "no_match", "note"),
        needed=("id", "title", "category", "severity", "any", "match", "no_match"),
    )
    if rule_id in packs.rules:
        known = packs.rules[rule_id]
        parts["id"].wrong(f"the id is taken by the rule in {known.file}:{known.line}")
    accept = parts.get("accept", common)
    packs.rules[rule_id] = Rule(
        id=rule_id,
        title=parts["title"].text(),
        category=category(parts["category"]),
        level=parts["severity"].number(*LEVELS),
        patterns=_patterns(packs, parts["any"]),
        not_if=_patterns(packs, parts["not_if"]) if "not_if" in parts else (),
        not_near=_patterns(packs, parts["not_near"]) if "not_near" in parts else (),
        boosts=_boosts(packs, parts["boost"]) if "boost" in parts else (),
        accept=tuple(_accepted(packs, item.within(rule_id)) for item in accept.items()) if accept else (),
        match=_examples(parts["match"]),
        no_match=_examples(parts["no_match"]),
        file=entry.file,
        line=entry.line,
    )


def _patterns(packs: Packs, entry: Entry) -> tuple[Pattern, ...]:
    found = tuple(_pattern(packs, item) for item in entry.items())
    if not found:
        entry.wrong("at least one pattern is expected here")
    return found


def _boosts(packs: Packs, entry: Entry) -> tuple[tuple[Booster, int], ...]:
    found = []
    for name, steps in entry.fields().items():
        if name.startswith("$"):
            phrases = packs.vocabulary.concept(name[1:], steps)
            booster = Booster(name, (_alone(packs.atoms.add(phrases)),), _NEAR)
        elif name in packs.boosters:
            booster = packs.boosters[name]
        else:
            steps.wrong(f"no booster {name!r}; declare it under boosters: or name a $concept")
        found.append((booster, steps.number(1, 4)))
    return tuple(found)


def _accepted(packs: Packs, entry: Entry) -> Modifier:
    if entry.text() not in packs.modifiers:
        entry.wrong(f"no modifier {entry.text()!r}; declare it under modifiers:")
    return packs.modifiers[entry.text()]


def _examples(entry: Entry) -> tuple[str, ...]:
    found = tuple(item.text() for item in entry.items())
    if len(found) < _FEWEST_EXAMPLES:
        entry.wrong(f"at least {_FEWEST_EXAMPLES} examples are expected here")
    return found
