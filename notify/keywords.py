"""The carrier's own words: STOP and its kin, alone and exact, block or open a number. Pure.

Source: Twilio, "Advanced Opt-Out" default keywords, with the Spanish ones that Quietline adds. A sentence
that contains such a word is a sentence.
"""

from enum import StrEnum


class Keyword(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"


_WORDS = {
    Keyword.STOP: "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT ALTO PARAR BAJA",
    Keyword.START: "START UNSTOP YES ALTA EMPEZAR",
    Keyword.HELP: "HELP INFO AYUDA",
}
_MEANING = {word: keyword for keyword, words in _WORDS.items() for word in words.split()}

# What Twilio itself acts on; the others are recorded and answered by us alone.
CARRIER_STOPS = frozenset(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
CARRIER_STARTS = frozenset(["START", "UNSTOP", "YES"])


def keyword(body: str) -> Keyword | None:
    """The keyword that this text is, or None for every text of more than that one word."""
    return _MEANING.get(body.strip().upper())
