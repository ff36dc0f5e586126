"""The shipped rule book, compiled once for all tests of a process: to read it takes seconds."""

from functools import cache

from triage.load import load_packs
from triage.rulebook import Rulebook


@cache
def shipped_rulebook() -> Rulebook:
    return load_packs(run_examples=False)
