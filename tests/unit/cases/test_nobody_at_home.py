"""Words that point to home, abuse, dating, identity or pregnancy are seen in both languages; others are left alone."""

import pytest

from reporting.cases.home import Point, points_in


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("My DAD is angry", Point.HOME),
        ("mi mamá no sabe", Point.HOME),
        ("he hits me", Point.ABUSE),
        ("me pegó otra vez", Point.ABUSE),
        ("my boyfriend reads my phone", Point.DATING),
        ("mi novio me vigila", Point.DATING),
        ("nobody knows that I am gay", Point.IDENTITY),
        ("soy transgénero", Point.IDENTITY),
        ("I think I am pregnant", Point.PREGNANCY),
        ("estoy embarazada", Point.PREGNANCY),
        ("I will run away tonight", Point.AWAY),
        ("me voy a ir y no vuelvo", Point.AWAY),
    ],
)
def test_words_point(text: str, point: Point) -> None:
    assert point in points_in(text)


@pytest.mark.parametrize(
    "text", ["somebody takes my lunch", "the sexton rings", "alguien me quita el almuerzo"]
)
def test_other_words_do_not(text: str) -> None:
    assert not points_in(text)
