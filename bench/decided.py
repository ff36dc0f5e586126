"""Whether a change of the engine's code leaves every decision as it was, traces included.

`python -m bench.decided keep FILE [LINES.jsonl …]` before the change, `compare` with the same arguments after it.
Read are every example of the rules, the labelled sentences, hard texts by seed, and the `text` of each line named;
each alone, and some as a second message at a school with names for places of its own. What is kept are digests.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.hard_texts import HardTexts
from triage.assess import assess
from triage.context import Context
from triage.corpus import read_corpus
from triage.load import load_packs
from triage.rulebook import Rulebook

SEED = 11
HARD = 20_000
LONGEST = 700  # characters of a hard text
_TOGETHER = 4  # one text in so many is read after the one before it as well
_PLACES = ("d hall", "annex", "la cancha de abajo", "room 12", "the pit")


def texts(rulebook: Rulebook, lines: Iterable[Path], hard: int) -> Iterator[str]:
    for rule in rulebook.rules:
        yield from rule.match
        yield from rule.no_match
    for labelled in read_corpus():
        yield labelled.text
    for path in lines:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    made = HardTexts(rulebook, SEED)
    for _ in range(hard):
        yield made.mixed(LONGEST)


def digests(rulebook: Rulebook, bodies: Iterable[str]) -> Iterator[str]:
    """Of each decision, alone and, of some, after the text before."""
    before = ""
    for number, body in enumerate(bodies):
        contexts = [Context()]
        if number % _TOGETHER == 0:
            contexts.append(Context(prior=(before,), places=_PLACES))
        for context in contexts:
            decided = json.dumps(assess(body, rulebook, context).as_dict())
            yield f"{number} {hashlib.sha256(decided.encode()).hexdigest()[:32]}"
        before = body


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.decided", description=__doc__)
    asked.add_argument("act", choices=("keep", "compare"))
    asked.add_argument("file", type=Path)
    asked.add_argument("lines", type=Path, nargs="*")
    asked.add_argument("--hard", type=int, default=HARD)
    given = asked.parse_args()
    rulebook = load_packs(run_examples=False)
    found = [rulebook.hash, *digests(rulebook, texts(rulebook, given.lines, given.hard))]
    if given.act == "keep":
        given.file.write_text("\n".join(found), encoding="ascii")
        print(f"{len(found) - 1} decisions kept")
        return 0
    kept = given.file.read_text(encoding="ascii").split("\n")
    if kept[0] != found[0] or len(kept) != len(found):
        print("kept with another rule book or other texts")
        return 2
    differing = [new.split()[0] for old, new in zip(kept, found, strict=True) if old != new]
    print(f"{len(differing)} of {len(found) - 1} decisions differ", *differing[:20])
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
