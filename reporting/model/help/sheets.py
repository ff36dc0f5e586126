"""Which sheets of help there are. Pure.

A sheet has a number and no name in its address: what a browser remembers, and what a counselor sends, says no topic.
What is about home, dating, identity or pregnancy has no sheet: paper lies about at home. It stands on the page of help.
"""

import re
from dataclasses import dataclass

from reporting.model.help.words import Need

PATH = "/help/pack/"
_MENTIONED = re.compile(re.escape(PATH) + r"([0-9]{1,2})\b")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`number` names it for good and is never given to another; `categories`: threads about which it is offered first."""

    number: int
    needs: tuple[Need, ...]
    categories: frozenset[str]


SHEETS = (
    Sheet(1, (Need.WORRY, Need.SADNESS), frozenset({"depression_anxiety"})),
    Sheet(2, (Need.GRIEF,), frozenset({"grief"})),
    Sheet(3, (Need.FOOD_SHELTER,), frozenset({"basic_needs"})),
    Sheet(4, (Need.EATING,), frozenset({"eating_disorder"})),
    Sheet(5, (Need.BULLYING,), frozenset({"bullying", "hate_harassment"})),
    Sheet(6, (Need.SUBSTANCES,), frozenset({"substance_use", "overdose"})),
    Sheet(7, (Need.SELF_HARM,), frozenset({"suicide_selfharm"})),
)
_BY_NUMBER = {sheet.number: sheet for sheet in SHEETS}


def sheet(number: int) -> Sheet | None:
    return _BY_NUMBER.get(number)


def fitting(category: str) -> tuple[Sheet, ...]:
    """All of them, those about this category first."""
    return tuple(sorted(SHEETS, key=lambda one: (category not in one.categories, one.number)))


def mentioned(text: str) -> tuple[int, ...]:
    """Numbers of the sheets whose address stands in a text, each once."""
    found = dict.fromkeys(int(number) for number in _MENTIONED.findall(text))
    return tuple(number for number in found if number in _BY_NUMBER)
