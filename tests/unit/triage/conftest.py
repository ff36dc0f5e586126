"""The shipped rule book, compiled once, and a way to write a small one in a test."""

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from tests.shipped_rules import shipped_rulebook
from triage.compiling import compile_packs
from triage.routing import RouteTree, load_routes
from triage.rulebook import Rulebook

Write = Callable[..., Rulebook]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return shipped_rulebook()


@pytest.fixture(scope="session")
def tree() -> RouteTree:
    return load_routes()


@pytest.fixture
def write() -> Write:
    """One rule `one` with the given body; `before` stands above the rules."""

    def compiled(body: str, *, severity: int = 4, before: str = "") -> Rulebook:
        rule = dedent(f"""
            rules:
              - id: one
                title: The one rule
                category: bullying
                severity: {severity}
                match: [a, b, c]
                no_match: [d, e, f]
            """)
        return compile_packs({"one.yaml": dedent(before) + rule + indent(dedent(body).strip(), " " * 4)})

    return compiled
