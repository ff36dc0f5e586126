"""The words that a rule shows are those of the original, however it was typed."""

from collections.abc import Callable

import pytest

from triage import assess
from triage.rulebook import Rulebook

Write = Callable[..., Rulebook]


@pytest.fixture
def book(write: Write) -> Rulebook:
    return write('any: ["blue ladder", "💊", "dont climb", "im up", "t shirt"]')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the blue ladder now", "blue ladder"),
        ("…🙂🙂 «the» b\u200blúe ladder👍🏽 now", "b\u200blúe ladder"),
        ("look 🏳️\u200d🌈 at that💊here", "💊"),
        ("two 💊💊", "💊"),
        ("I don\u2019t climb…", "don\u2019t climb"),
        ("we don t climb", "don t climb"),
        ("yes, i m up", "i m up"),
        ("pardon t shirt", "t shirt"),  # no word that a tail belongs to
        ("she wrote 'blue ladder", "blue ladder"),
        ("''im up", "im up"),
    ],
)
def test_the_words_shown_are_those_of_the_original(book: Rulebook, text: str, shown: str) -> None:
    hit = assess(text, book).hits[0]
    assert (hit.text, text[hit.start : hit.end]) == (shown, shown)


@pytest.mark.parametrize("text", ["don t shirt", "don t. climb", "mi m up"])
def test_a_tail_is_part_of_the_word_before_it(book: Rulebook, text: str) -> None:
    assert assess(text, book).hits == ()


@pytest.mark.parametrize(
    "disguised", ["blue ladde5", "8lue ladder", "bl*e ladder", "b!0 ladder", "b. l. u. e ladder"]
)
def test_a_word_is_found_behind_one_disguise(write: Write, disguised: str) -> None:
    """Each text has one kind of disguise, and nothing else that would make the engine look for any."""
    book = write('any: ["blue ladder", "blue laddes", "bio ladder"]')
    assert assess(disguised, book).hits[0].text == disguised
