"""Ready answers: forty pairs are shipped, and each says what may be said to a child."""

import re

import pytest

from reporting.people.canned.reply import ANY, GAPS, LONGEST, Pair, banned_in, filled, read_pair
from reporting.people.canned.shipped import SHIPPED
from reporting.people.guidance.written import asks_a_name
from reporting.people.refused import Refused
from triage.categories import CATEGORIES

EACH = pytest.mark.parametrize("pair", SHIPPED, ids=lambda pair: pair.key)


def test_forty_are_shipped_in_pairs_each_with_a_name_of_its_own() -> None:
    assert len(SHIPPED) == 40
    assert len({pair.key for pair in SHIPPED}) == 40
    assert len({pair.en for pair in SHIPPED}) == len({pair.es for pair in SHIPPED}) == 40
    assert {pair.about for pair in SHIPPED} <= {ANY, *CATEGORIES}


@EACH
def test_each_of_them_may_be_kept_by_the_same_rules_as_a_districts_own(pair: Pair) -> None:
    assert read_pair(pair.key, pair.about, pair.en, pair.es) == pair
    for text in (pair.en, pair.es):
        assert banned_in(text) is None
        assert not asks_a_name(text)
        assert len(text) <= LONGEST
    assert set(re.findall(r"\{(\w+)\}", pair.en)) == set(re.findall(r"\{(\w+)\}", pair.es))
    assert set(re.findall(r"\{(\w+)\}", pair.en)) <= GAPS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("This is confidential.", "canned_word"),
        ("Thank you for your tip.", "canned_word"),
        ("Why didn't you say so?", "canned_word"),
        ("You want attention.", "canned_word"),
        ("Tell me who you are.", "canned_name"),
        ("Ask {nurse}.", "canned_gap"),
        ("x" * 601, "canned_long"),
        (" ", "canned_both"),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_what_no_child_should_read_is_refused_in_either_language(text: str, code: str, place: int) -> None:
    both = ["Thank you for writing.", "Gracias por escribir."]
    both[place] = text
    with pytest.raises(Refused) as refused:
        read_pair("new", "bullying", *both)
    assert refused.value.code == code


def test_an_answer_for_any_topic_names_no_school_since_it_may_leave_as_a_text() -> None:
    with pytest.raises(Refused, match="any topic"):
        read_pair("new", ANY, "Come to {school}.", "Ven a {school}.")


def test_a_gap_that_is_not_known_stays_for_its_writer_to_see() -> None:
    assert filled("By {time} at {school}", {"time": "10:00"}) == "By 10:00 at {school}"
