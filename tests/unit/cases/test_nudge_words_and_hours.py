"""A nudge is short, says nothing of what it is about, and comes in the hours its student chose."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.cases.nudge_hours import NudgeHours
from reporting.cases.nudge_words import SUGGESTED, NudgeWordsRefused, Wrong, nudge_words

CHICAGO = ZoneInfo("America/Chicago")
NAMES = ["Maple Line", "Northside High School", "Ana Ruiz"]


def taken(words: str, speaks: bool = False) -> str:  # noqa: FBT001, FBT002 -- what triage would say
    return nudge_words(words, NAMES, lambda _: speaks)


@pytest.mark.parametrize(
    "words", [*SUGGESTED["en"], *SUGGESTED["es"], "  Pizza \n tonight? ", "Nos vemos en la cancha"]
)
def test_neutral_words_are_taken_as_they_are_on_one_line(words: str) -> None:
    assert taken(words) == " ".join(words.split())


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("", Wrong.EMPTY),
        ("   \n", Wrong.EMPTY),
        ("x" * 61, Wrong.LONG),
        ("look at example.org", Wrong.LINK),
        ("https://x", Wrong.LINK),
        ("call 988 now", Wrong.LINK),
        ("4 1 2", Wrong.LINK),
        ("your counselor wrote", Wrong.NAMES),
        ("The TIP was read", Wrong.NAMES),
        ("Tu mensaje está listo", Wrong.NAMES),
        ("te respondió alguien", Wrong.NAMES),
        ("Ana says hi to Ruiz", Wrong.NAMES),
        ("maple syrup", Wrong.NAMES),
        ("Northside wins", Wrong.NAMES),
        ("no te quieras súicidar", Wrong.NAMES),
    ],
)
def test_what_could_give_it_away_is_refused_by_name(words: str, wrong: Wrong) -> None:
    with pytest.raises(NudgeWordsRefused) as refused:
        taken(words)
    assert refused.value.code == wrong.value
    assert words.strip() not in str(refused.value) or not words.strip()


def test_what_triage_would_make_something_of_is_refused() -> None:
    with pytest.raises(NudgeWordsRefused):
        taken("plain words", speaks=True)


@pytest.mark.parametrize(
    ("hours", "now", "begin", "end"),
    [
        # Chicago is six hours behind in winter: 16 to 20 is 22 to 02.
        ((16, 20), "2026-01-07 18:00", "2026-01-07 22:00", "2026-01-08 02:00"),
        ((16, 20), "2026-01-07 23:30", "2026-01-07 23:30", "2026-01-08 02:00"),
        ((16, 20), "2026-01-08 01:57", "2026-01-08 22:00", "2026-01-09 02:00"),
        # Over midnight: from 22 to 2.
        ((22, 2), "2026-01-08 07:00", "2026-01-08 07:00", "2026-01-08 08:00"),
        ((22, 2), "2026-01-08 09:00", "2026-01-09 04:00", "2026-01-09 08:00"),
        # The same twice is all day.
        ((7, 7), "2026-01-07 12:00", "2026-01-07 12:00", "2026-01-07 13:00"),
        # The clocks of spring jump from 2 to 3 on 2026-03-08; four in the afternoon is then five hours behind.
        ((16, 20), "2026-03-08 20:00", "2026-03-08 21:00", "2026-03-09 01:00"),
    ],
)
def test_it_comes_in_the_hours_that_were_chosen(
    hours: tuple[int, int], now: str, begin: str, end: str
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert NudgeHours(*hours).next(at(now), CHICAGO) == (at(begin), at(end))


@pytest.mark.parametrize("hours", [(-1, 5), (5, 24), (24, 24)])
def test_an_hour_is_one_of_the_clock(hours: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="hour"):
        NudgeHours(*hours)
