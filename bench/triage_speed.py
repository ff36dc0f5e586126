"""What reading a text costs, and how that grows with the rules: `python -m bench.triage_speed TEXTS RULES`."""

import itertools
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench import texts
from bench.figures import quantile
from bench.hard_texts import HardTexts
from bench.rule_book import made_up
from triage.assess import assess
from triage.compiling import compile_packs
from triage.load import load_packs
from triage.rulebook import Rulebook

SEED = 7
LENGTH = 500
_REPEATS = 3  # of which the fastest counts: what is slower was the machine
_FEWEST = 100  # rules of the smallest made-up book


def timed(bodies: Sequence[str], rulebook: Rulebook) -> dict[str, float]:
    """CPU microseconds."""
    took = [float("inf")] * len(bodies)
    for _ in range(_REPEATS):
        for number, body in enumerate(bodies):
            began = time.thread_time()
            assess(body, rulebook)
            took[number] = min(took[number], 1e6 * (time.thread_time() - began))
    took.sort()
    return {"mean_us": sum(took) / len(took), "p99_us": quantile(took, 0.99), "worst_us": took[-1]}


def floor_us(bodies: Sequence[str]) -> float:
    """The least that any reader of words does: each found by an expression, each looked up once."""
    word = re.compile(r"[a-z0-9]+")
    known = dict.fromkeys(word.findall(" ".join(bodies).lower()), 0)
    best = float("inf")
    for _ in range(_REPEATS):
        began = time.thread_time()
        for body in bodies:
            _ = {found: at for at, found in enumerate(word.findall(body.lower())) if found in known}
        best = min(best, 1e6 * (time.thread_time() - began) / len(bodies))
    return best


def everyday(rng: random.Random, count: int) -> list[str]:
    """No sentence comes twice: one that is met again is not read again."""
    numbers = itertools.count(100)
    return [
        re.sub(r"\.", lambda _: f" {next(numbers)}.", texts.tip(rng, urgent=False))[:LENGTH]
        for _ in range(count)
    ]


def everyday_words() -> list[str]:
    counts = Counter(re.findall("[a-z]+", " ".join(texts.ROUTINE).lower()))
    return [word for word, _ in counts.most_common()]


def measured(count: int, most_rules: int) -> dict[str, Any]:
    rng = random.Random(SEED)
    bodies = everyday(rng, count)
    began = time.thread_time()
    rulebook = load_packs(run_examples=False)
    compiled = time.thread_time() - began
    hard = HardTexts(rulebook, SEED)
    pairs = list(zip(bodies[:100], everyday(rng, 100), strict=False))
    sizes = [size for size in (_FEWEST, 1000, most_rules) if size <= most_rules]
    grown = {}
    for size in dict.fromkeys(sizes):
        began = time.thread_time()
        book = compile_packs(made_up(size, everyday_words()))
        grown[str(size)] = {"compile_s": time.thread_time() - began, **timed(bodies[:100], book)}
    return {
        "rules": len(rulebook.rules),
        "compile_ms": 1000 * compiled,
        "floor_us": floor_us(bodies),
        "everyday": timed(bodies, rulebook),
        "hard": {kind: timed([hard.of(kind, LENGTH) for _ in range(count)], rulebook) for kind in hard.kinds},
        "twice_as_long": timed([f"{one} {other}" for one, other in pairs], rulebook)["mean_us"]
        / timed(bodies[:100], rulebook)["mean_us"],
        "grown": grown,
    }


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), int(sys.argv[2]))))
