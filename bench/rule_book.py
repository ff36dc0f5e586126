"""A made-up rule book of any size, written as people write them: each rule is about something of its own, and says
it with words that many rules share. One rule in some hundred is made of everyday words only.
"""

import random

_RULES_A_FILE = 1000
_CONCEPTS = 150
_EVERYDAY = 500  # one rule in so many names nothing rare


def made_up(rules: int, common: list[str], seed: int = 7) -> dict[str, str]:
    """File name -> YAML. `common` are words that texts use."""
    rng = random.Random(seed)
    concepts = "".join(
        f"  c{number}: {{en: [{_listed(rng.choices(common, k=3) + _invented(rng, 15))}]}}\n"
        for number in range(_CONCEPTS)
    )
    texts = {"concepts.yaml": f"concepts:\n{concepts}"}
    for first in range(0, rules, _RULES_A_FILE):
        numbers = range(first, min(rules, first + _RULES_A_FILE))
        texts[f"rules{first:05d}.yaml"] = "rules:\n" + "".join(
            _rule(rng, number, common) for number in numbers
        )
    return texts


def _rule(rng: random.Random, number: int, common: list[str]) -> str:
    own = rng.choices(common, k=4) if number % _EVERYDAY == 0 else _invented(rng, 4)
    shared = [f"$c{rng.randrange(_CONCEPTS)}" for _ in range(4)]
    return f"""
  - id: made.up{number}
    title: Made up {number}
    category: bullying
    severity: {rng.randint(1, 4)}
    any:
      - {{seq: [{shared[0]}, {{gap: 3}}, [{_listed(own[:2])}]]}}
      - {{seq: [[{_listed(own)}], [{_listed(rng.choices(common, k=2))}], {{gap: 2}}, {shared[1]}]}}
      - {{all: [{shared[2]}, [{_listed(own[2:])}]], within: 8}}
    not_if: [{{seq: [[{_listed(own[:1])}], {shared[3]}]}}]
    match: [{_listed(own[:3])}]
    no_match: [{_listed(rng.choices(common, k=3))}]
"""


def _listed(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _invented(rng: random.Random, count: int) -> list[str]:
    return [
        "".join(rng.choice("bcdfglmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 5)))
        for _ in range(count)
    ]
