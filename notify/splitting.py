"""A long text as several that a phone can take: cut where words end, and numbered, for carriers keep no order. Pure.

Sizes are those that carriers count: GSM-7 holds 160 characters, or 153 in each of several segments; one character
outside of it makes the whole text UCS-2, 70 or 67.
"""

import unicodedata
from itertools import count

import smsutil

LIMIT = 1600  # characters that one request to Twilio may carry, counted as UTF-16 does
MOST_SEGMENTS = 10  # beyond that, phones and carriers lose pieces
_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG = range(0x1F1E6, 0x1F200)


def segments(body: str) -> int:
    """How many messages carriers count."""
    return len(smsutil.split(body).parts)


def split(body: str) -> tuple[str, ...]:
    """The text itself if it fits, else its parts in order, each with its number: "(2/3) …"."""
    if _fits(body):
        return (body,)
    for digits in count(1):  # the room that a number takes depends on how many parts there are
        nines = "9" * digits
        pieces = _pieces(body, f"({nines}/{nines}) ")
        if len(pieces) <= int(nines):
            break
    return tuple(f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, 1))


def _fits(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LIMIT and segments(text) <= MOST_SEGMENTS


def _pieces(body: str, mark: str) -> list[str]:
    pieces, rest = [], body
    while rest:
        cut = _cut(rest, mark)
        pieces.append(rest[:cut])
        rest = rest[cut:]
        if rest[:1].isspace():
            rest = rest[1:]  # the end of a text parts words as well
    return pieces


def _cut(rest: str, mark: str) -> int:
    """How much of it goes into the next part: up to the end of a word, if that is not far back."""
    low, high = 1, len(rest)
    while low < high:  # what fits does so in every shorter form
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(mark + rest[:middle]) else (low, middle - 1)
    if low == len(rest) or rest[low].isspace():
        return low
    at_word = next((at for at in range(low, low // 2, -1) if rest[at - 1].isspace()), None)
    if at_word is not None:
        return at_word - 1 or 1
    return next((at for at in range(low, 0, -1) if not _inside_one(rest, at)), low)


def _inside_one(text: str, at: int) -> bool:
    """Whether a cut here would part what is seen as one character: an accent, a family, a flag."""
    before, after = text[at - 1], text[at]
    if _JOINER in {before, after}:
        return True
    if unicodedata.category(after) in {"Mn", "Me"} or ord(after) in _SKIN:
        return True
    if ord(before) not in _FLAG or ord(after) not in _FLAG:
        return False
    run = next((back for back in range(at) if ord(text[at - 1 - back]) not in _FLAG), at)
    return run % 2 == 1
