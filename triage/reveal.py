"""Undo what people do to words so that filters do not see them. Each change keeps the string's length.

`plain` mends what is no disguise at all (apostrophes typed as spaces). `decoded` is the second reading:
su1c1de, k!ll, k*ll and s u i c i d e, each only where the outcome is a word of the rule book.
"""

import re
from collections.abc import Container
from string import ascii_lowercase, digits

from triage.fold import FILL

# What is left of "don't" and "I'm" without the apostrophe, by the words that it may belong to.
_TAILS = {
    "t": "don didn doesn can couldn won wouldn isn wasn aren weren haven hasn hadn shouldn ain",
    "m": "i",
    "s": "it he she that what there who",
    "ve": "i we they you",
    "re": "you they we",
}


def _behind(heads: str, tail: str) -> str:
    """The tail where one of the words stands before it. The tail is looked for first: it is rare."""
    return rf"{tail}\b(?:" + "|".join(rf"(?<=\b{head} {tail})" for head in heads.split()) + ")"


_SPLIT = re.compile(" (?:" + "|".join(_behind(heads, tail) for tail, heads in _TAILS.items()) + ")")
# Whole runs only, and only those that hold more than letters. The look behind keeps the search linear.
_RUN = re.compile(r"(?<![a-z0-9@$!|+*])(?=[a-z]*[0-9@$!|+*])[a-z0-9@$!|+*]{3,}")
_SPELLED = re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-_*/]{1,2}[a-z]){2,15}(?![a-z0-9])")
_FILLED = FILL.encode("ascii")
_LETTERS = str.maketrans("013457@$!|89+", "oieastasiibgt")
_ELL = str.maketrans({"1": "l", "!": "l", "|": "l"})
_FEWEST_LETTERS = 3
# What a text looks like when only the shape of its words counts: letters, what is read as a letter, and signs that are
# punctuation at the edge of a word.
_KINDS = {
    **dict.fromkeys(ascii_lowercase, "a"),
    **dict.fromkeys(digits + "@$", "0"),
    **dict.fromkeys("!|*", "!"),
}
_SHAPE = "".join(_KINDS.get(chr(code), " ") for code in range(256)).encode("ascii")
_ALONE = b" a a a "  # stands in the shape of the words wherever `_SPELLED` finds any
_LONGEST = 24  # no word of a rule book is longer; bounds the work on one run of signs


def apart(bare: str) -> bool:
    """Whether `plain` might find anything: what it joins to the word before stands in the text."""
    return " t " in bare or " m " in bare or " s " in bare or " ve " in bare or " re " in bare


def plain(text: str) -> str:
    """`don t` and `i m` become one word each, as students (and machines) type them."""
    return _SPLIT.sub(lambda found: FILL + found[0][1:], text)


def decoded(text: str, bare: str, known: Container[str]) -> str:
    """The second reading; the same object when there is nothing to undo. `bare` is the text with one blank around
    each word and nothing else but line ends.
    """
    shape = text.encode("ascii").translate(_SHAPE, _FILLED)
    if _mixed(shape):
        text = _RUN.sub(lambda found: _unmask(found.group(), known), text)
    if _ALONE in bare.replace("\n ", "").encode("ascii").translate(_SHAPE):
        joined: dict[str, str] = {}  # who writes letters apart may write the same ones for a whole page

        def one(found: re.Match[str]) -> str:
            spelled = found.group()
            if spelled not in joined:
                joined[spelled] = _join(spelled, known)
            return joined[spelled]

        text = _SPELLED.sub(one, text)
    return text


def _mixed(shape: bytes) -> bool:
    """Whether `_unmask` might find anything. Asked first is for one sign, which is quicker than for two."""
    return (b"0" in shape and (b"a0" in shape or b"0a" in shape)) or (
        b"!" in shape and (b"!a" in shape or b"!0" in shape)
    )


def single_blanks(raw: bytes) -> bytes:
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw


def _join(spelled: str, known: Container[str]) -> str:
    """Letters apart become the words they spell; each word is filled up to its own last letter."""
    places = [at for at, character in enumerate(spelled) if character.isalpha()]
    letters = "".join(spelled[at] for at in places)
    for first in (0, 1):  # "i k m s": the first letter may be a word of its own
        lengths = _parted(letters[first:], known)
        if lengths:
            break
    else:
        return spelled
    out = list(spelled)
    at = first
    for length in lengths:
        start, end = places[at], places[at + length - 1] + 1
        out[start:end] = letters[at : at + length].ljust(end - start, FILL)
        at += length
    return "".join(out)


def _parted(letters: str, known: Container[str]) -> list[int]:
    """The lengths of the fewest known words that make up the letters; none when they make up no words."""
    if letters in known:
        return [len(letters)]
    if not any(letters[:end] in known for end in range(_FEWEST_LETTERS, min(len(letters), _LONGEST) + 1)):
        return []
    best: list[list[int] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, end - start]
            for start in range(max(0, end - _LONGEST), end - _FEWEST_LETTERS + 1)
            if (before := best[start]) is not None and letters[start:end] in known
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def _unmask(chunk: str, known: Container[str]) -> str:
    # Signs at the edge are punctuation: "help!!".
    core = chunk.strip("!|+*")
    if not _FEWEST_LETTERS <= len(core) <= _LONGEST or core.isalpha() or core.isdigit():
        return chunk
    for word in (core.translate(_LETTERS), core.translate(_ELL).translate(_LETTERS), _unstarred(core, known)):
        if word in known and word != core:
            at = chunk.index(core)
            return chunk[:at] + word + chunk[at + len(core) :]
    return chunk


def _unstarred(core: str, known: Container[str]) -> str:
    """`k*ll`: the first known word by spelling that has one letter in place of the star."""
    if core.count("*") == 1 and core.replace("*", "").isalpha():
        for letter in ascii_lowercase:
            word = core.replace("*", letter)
            if word in known:
                return word
    return ""
