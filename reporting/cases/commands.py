"""Two words of our own that a phone may text, alone and exact: WEB goes on in a browser, FORGET destroys the number. Pure.

STOP, START, HELP and their kin come first: no word is both.
"""

from enum import StrEnum

from notify.keywords import keyword

CODE_DIGITS = 6


class Command(StrEnum):
    WEB = "web"
    FORGET = "forget"


_WORDS = {Command.WEB: "WEB PAGINA PÁGINA", Command.FORGET: "FORGET OLVIDA OLVIDAR OLVIDAME OLVÍDAME"}
_MEANING = {word: command for command, words in _WORDS.items() for word in words.split()}
_IN_BOTH = frozenset({"WEB"})


def command(body: str) -> Command | None:
    """None for every text of more than that one word: a sentence that contains it is a sentence."""
    return None if keyword(body) else _MEANING.get(body.strip().upper())


def said_in(body: str) -> str | None:
    """The language of a command; None where the word is one in both."""
    word = body.strip().upper()
    if word not in _MEANING or word in _IN_BOTH:
        return None
    return "en" if word == "FORGET" else "es"


def code_in(body: str) -> str | None:
    """A text that is a code and nothing else."""
    said = body.strip()
    return said if len(said) == CODE_DIGITS and said.isascii() and said.isdecimal() else None
