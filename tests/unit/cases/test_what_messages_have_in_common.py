"""Sketches: which messages may be about one thing, or name one person."""

import pytest

from reporting.cases.sketch import are_alike, likeness, name_the_same, sketch_in, sketch_of

TOLD = "Marcus Bell has pills in his locker and sells them behind the gym"


@pytest.mark.parametrize(
    "other",
    [
        "i saw marcus bell sell something",
        "Yesterday Marcus sold pills to a sixth grader",
        "hay un chico, se llama marcus, vende pastillas",
        "Somebody should look at MARCUS BELL please",
    ],
)
def test_they_may_name_one_person(other: str) -> None:
    assert name_the_same(sketch_of(TOLD), sketch_of(other))
    assert name_the_same(sketch_of(other), sketch_of(TOLD))


@pytest.mark.parametrize(
    "other",
    [
        "Marcus Lee is mean to my sister",
        "Somebody has pills in a locker behind the gym",
        "On Monday they took my lunch. They always do.",
        "",
    ],
)
def test_they_name_nobody_or_somebody_else(other: str) -> None:
    assert not name_the_same(sketch_of(TOLD), sketch_of(other))


def test_days_and_apps_are_nobodys_name() -> None:
    assert sketch_of("On Monday they posted it on Instagram, Please help").names == frozenset()


def test_messages_that_share_most_of_their_words_are_alike() -> None:
    one = sketch_of("a kid wants to bring fireworks to the football game on friday")
    other = sketch_of("someone will bring fireworks to the football game friday")
    assert are_alike(one, other)
    assert not are_alike(one, sketch_of("the soup in the cafeteria is cold every friday"))
    assert likeness(one, one) == 1.0
    assert likeness(sketch_of(""), sketch_of("")) == 0.0


def test_a_sketch_in_a_summary_is_the_one_that_was_sealed() -> None:
    long = "so much happened " * 20 + "and then I saw Marcus Bell with it"
    assert sketch_in(sketch_of(long).member(), long[:160]) == sketch_of(long)
    assert sketch_in({}, TOLD) == sketch_of(TOLD)
    for broken in ({"sketch": 7}, {"sketch": {"words": "%"}}, {"sketch": {"words": "AAAA"}}):
        assert sketch_in(broken, TOLD) == sketch_of(TOLD)


def test_what_is_printed_of_it_says_nothing() -> None:
    assert "marcus" not in repr(sketch_of(TOLD))
