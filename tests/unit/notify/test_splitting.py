"""Long texts: each part is one that a phone takes, nothing is lost, no word and no character is torn."""

import re

import pytest
import smsutil
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notify.splitting import LIMIT, MOST_SEGMENTS, segments, split

NUMBER = re.compile(r"\((\d+)/(\d+)\) (.*)", re.DOTALL)


def bare(parts: tuple[str, ...]) -> list[str]:
    """The parts without their numbers, which are checked."""
    if len(parts) == 1:
        return list(parts)
    read = [NUMBER.fullmatch(each) for each in parts]
    assert all(read)
    assert [(int(each[1]), int(each[2])) for each in read if each] == [
        (number, len(parts)) for number in range(1, len(parts) + 1)
    ]
    return [each[3] for each in read if each]


# text, how many segments, how many parts
SIZES = [
    ("a" * 160, 1, 1),
    ("a" * 161, 2, 1),
    ("a" * 153 * 10, 10, 1),
    ("a" * 1600, 11, 2),
    ("€" * 80, 1, 1),  # counts twice
    ("á" * 70, 1, 1),
    ("á" * 71, 2, 1),
    ("á" * 670, 10, 1),
    ("á" * 671, 11, 2),
    ("a" * 500 + "á" + "a" * 200, 11, 2),  # one letter makes it all UCS-2
]


@pytest.mark.parametrize(("text", "size", "parts"), SIZES)
def test_sizes_are_those_that_carriers_count(text: str, size: int, parts: int) -> None:
    assert segments(text) == size
    assert len(split(text)) == parts


LETTERS = st.sampled_from(["a", "b", " ", "\n", "€", "á", "ñ", "\U0001f600", "\u0301", "\u200d", "x" * 40])


@settings(max_examples=80, deadline=None)
@given(st.lists(LETTERS, max_size=900).map("".join))
@example("a" * 3060)  # twice what fits, with no room left for a number
@example("á" * 1340)
def test_each_part_can_be_sent_and_together_they_say_it_all(body: str) -> None:
    parts = split(body)
    for each in parts:
        assert len(each.encode("utf-16-le")) // 2 <= LIMIT
        assert len(smsutil.split(each).parts) <= MOST_SEGMENTS
    assert "".join("".join(bare(parts)).split()) == "".join(body.split())


def test_no_word_is_torn_where_there_are_words() -> None:
    words = [f"word{number}" for number in range(900)]
    parts = split(" ".join(words))
    assert len(parts) > 2
    assert " ".join(bare(parts)).split() == words
    assert all(each.endswith(tuple("0123456789")) for each in parts)


@pytest.mark.parametrize(
    "one", ["e\u0301", "\U0001f469\u200d\U0001f469\u200d\U0001f466", "\U0001f1f2\U0001f1fd"]
)
def test_what_is_seen_as_one_character_is_not_torn(one: str) -> None:
    parts = bare(split(one * 700))
    assert len(parts) > 1
    assert all(each.replace(one, "") == "" for each in parts)


def test_more_than_nine_parts_have_room_for_their_numbers() -> None:
    assert len(bare(split("á" * 8000))) > 9
