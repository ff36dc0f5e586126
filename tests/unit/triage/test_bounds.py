"""No text breaks the engine, none makes it slow, and each gets the same answer every time."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage import Context, Decision, assess
from triage.decision import JOINED
from triage.load import load_packs

RULEBOOK = load_packs(run_examples=False)
WORDS = sorted(RULEBOOK.lexicon.vocabulary)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["k!ll", "k i l l", "su1c1de", "💊", "lol", "not", ".", "\n", ",", "but", "é", "\x00", "*" * 30]
    ),
    st.text(max_size=8),
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))


def promised(text: str, prior: tuple[str, ...]) -> None:
    decision = assess(text, RULEBOOK, Context(prior=prior))
    parts = {0: text, JOINED: " ".join((*prior, text)), **dict(enumerate(prior, 1))}
    for hit in decision.hits:
        assert 0 <= hit.start < hit.end <= len(parts[hit.part])
        assert hit.text == parts[hit.part][hit.start : hit.end]
    for step in decision.trace:
        assert 0 <= step.start <= step.end <= len(parts[step.part])
    assert decision.severity >= max((hit.severity for hit in decision.hits), default=decision.severity)
    assert assess(text, RULEBOOK, Context(prior=prior)) == decision
    assert Decision.from_dict(json.loads(json.dumps(decision.as_dict()))) == decision


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
def test_any_text_gets_a_decision_whose_spans_lie_in_the_original(text: str, prior: tuple[str, ...]) -> None:
    promised(text, prior)


@pytest.mark.nightly
@settings(max_examples=50_000, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
def test_very_many_texts_get_a_decision(text: str, prior: tuple[str, ...]) -> None:
    promised(text, prior)


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work takes: a measure of effort that no busy machine changes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "kill myself ",
        "not want to kill myself gun pills school tonight ",
        "i want to die ",
        "k m s ",
        "k!",
        "!",
        "a",
        "💊",
        "e\u0301\u0301\u0301",
        "a1b2@",
        "but not ",
        "suicde ",
        "goodbye letters pills rope gun bridge ",
        "n o o o ",
        "u r 2 ",
    ],
)
def test_twice_the_text_takes_about_twice_the_work(unit: str) -> None:
    short, long = ((unit * 4000)[:size] for size in (2000, 8000))
    first, second = calls(lambda: assess(short, RULEBOOK)), calls(lambda: assess(long, RULEBOOK))
    assert second <= 4 * first * 1.3 + 200


def test_regular_expressions_do_not_blow_up_on_runs_of_signs() -> None:
    # Effort inside an expression is not counted in calls; a quadratic one would hit the test's time limit here.
    for unit in ("!", "a1", "@@a", "a.", "a b ", "*a", "$"):
        assess((unit * 20_000)[:20_000], RULEBOOK)


def test_another_process_with_other_hashes_decides_the_same() -> None:
    texts = [
        "not joking, gonna kill myself with pills tonight lol",
        "he has a gun in his bag at school and a list of names and says hes gonna shoot everyone",
        "mi novio me pega y me amenaza con subir mis fotos, ya no puedo más",
    ]
    program = (
        "import json,sys;from triage import assess,load_packs;b=load_packs(run_examples=False);"
        "print(json.dumps([assess(t,b).as_dict() for t in json.loads(sys.argv[1])]))"
    )
    answers = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, json.dumps(texts)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        )
        answers.append(done.stdout)
    assert answers[0] == answers[1]
    assert json.loads(answers[0]) == [assess(text, RULEBOOK).as_dict() for text in texts]
