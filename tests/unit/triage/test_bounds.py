"""No text breaks the engine, none makes it slow, and each gets the same answer every time."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.hard_texts import HardTexts
from bench.rule_book import made_up
from bench.texts import tip
from bench.triage_speed import everyday_words
from tests.shipped_rules import shipped_rulebook
from triage import Context, Decision, assess
from triage.compiling import compile_packs
from triage.decision import JOINED
from triage.rulebook import Rulebook

RULEBOOK = shipped_rulebook()
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
@pytest.mark.timeout(3600)
@settings(max_examples=50_000, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
def test_very_many_texts_get_a_decision(text: str, prior: tuple[str, ...]) -> None:
    promised(text, prior)


def read_many(count: int, seed: int) -> None:
    """So many hard texts of up to 500 characters: none breaks the engine, none takes much longer than its like."""
    hard = HardTexts(RULEBOOK, seed)
    limit = SLOW * median(seconds(hard.mixed(500)) for _ in range(500))
    for number in range(count):
        text = hard.mixed(500)
        # A busy machine makes any text slow once; a text that is slow by itself is slow each time.
        if seconds(text) > limit:
            again = min(seconds(text) for _ in range(9))
            assert again <= limit, f"text {number} of seed {seed}: {text!a}"


SLOW = 60  # times the usual: texts that fire a dozen rules take about ten times as long


def seconds(text: str) -> float:
    began = time.thread_time()
    assess(text, RULEBOOK)
    return time.thread_time() - began


def test_hard_texts_break_nothing_and_none_is_slow() -> None:
    read_many(3000, seed=1)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_a_million_hard_texts_break_nothing_and_none_is_slow() -> None:
    for seed in range(100):
        read_many(10_000, seed)


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
    hard = HardTexts(RULEBOOK, 5)
    texts = [
        *(hard.mixed(300).encode(errors="ignore").decode() for _ in range(60)),
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


def test_ten_times_the_rules_take_far_less_than_ten_times_the_work() -> None:
    few, many = (compile_packs(made_up(rules, everyday_words())) for rules in (150, 1500))
    rng = random.Random(3)  # noqa: S311 -- the same texts in every run
    bodies = [tip(rng, urgent=False) for _ in range(20)]

    def work(rulebook: Rulebook) -> int:
        return calls(lambda: [assess(body, rulebook) for body in bodies])

    assert work(many) <= 4 * work(few)
