"""Fold a text to plain lower-case ASCII, remembering where each character came from.

NFKC first by character (NFKD with the accents dropped says the same and keeps the offsets), then emoji
to their Unicode names. Every later change of the string keeps its length, so one offset map is enough.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, repeat

FILL = "\x1f"  # stands inside a word where something was taken out; never a word of its own

# Letters of other alphabets that pass for Latin ones: used to hide words from filters.
_LOOKALIKES = str.maketrans("аеорсухікмтнвзԁɡոս", "aeopcyxikmthb3dgnu")
_APOSTROPHES = "'\u2018\u2019`\u00b4\u02bc"
_CONTROL = frozenset(map(chr, (*range(32), 127)))


def _seen_as(character: str) -> str:
    """The one character that stands for one of ASCII."""
    if character in "\n\r":
        return "\n"
    if character in _APOSTROPHES:
        return FILL
    return " " if character in _CONTROL else character.lower()


_ASCII = "".join(_seen_as(chr(code)) for code in range(128)).encode("ascii") + bytes(128)


_ELSEWHERE = {
    **dict.fromkeys(_APOSTROPHES, FILL),
    **dict.fromkeys(map(chr, (0x2013, 0x2014, 0x2015, 0x00B7)), ","),  # dashes and the middle dot
    **dict.fromkeys("“”«»„", '"'),
    "\u2026": "..",
    "\u00a1": " ",
    "\u00bf": ". ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\ufeff": "",
}
# Drawn over or between characters: joiners, variation selectors, skin tones, direction marks.
_INVISIBLE = {"Mn", "Me", "Cf"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is ASCII. `ends[i]` is the place behind what stands for character i of the original; None when places
    agree.
    """

    text: str = field(repr=False)
    ends: list[int] | None
    foreign: int  # letters of alphabets that the rules cannot read

    def original(self, start: int, end: int) -> tuple[int, int]:
        if self.ends is None:
            return start, end
        # The end is the character after the last one covered, so that a drawn sign is covered whole.
        return bisect_right(self.ends, start), bisect_right(self.ends, end - 1) + 1


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(_lower(text), None, 0)
    signs = {sign: _fold_one(sign) for sign in {*text} if not sign.isascii()}
    unread = {sign for sign, (_, is_foreign) in signs.items() if is_foreign}
    foreign = sum(map(unread.__contains__, text)) if unread else 0
    instead = {sign: folded for sign, (folded, _) in signs.items()}
    plain = _lower("".join(map(instead.get, text, text)))
    lengths = {sign: len(folded) for sign, folded in instead.items() if len(folded) != 1}
    if not lengths:
        return Folded(plain, None, foreign)
    return Folded(plain, [*accumulate(map(lengths.get, text, repeat(1)))], foreign)


def _lower(text: str) -> str:
    return text.encode("ascii").translate(_ASCII).decode("ascii")


# Bounded, and of single characters: nothing that a person wrote can be read back from it.
@lru_cache(maxsize=4096)
def _fold_one(character: str) -> tuple[str, bool]:
    """The ASCII that stands for one character, and whether it is a letter of an alphabet the rules do not read."""
    known = _ELSEWHERE.get(character)
    if known is not None:
        return known, False
    plain = unicodedata.normalize("NFKD", character).lower()
    plain = "".join(c for c in plain if unicodedata.category(c) not in _INVISIBLE)
    if plain.isascii():
        return plain, False
    if unicodedata.category(plain[0]).startswith("L"):
        alike = plain.translate(_LOOKALIKES)
        return alike if alike.isascii() else " ", True
    return f" {emoji_word(character)} ", False


def emoji_word(character: str) -> str:
    """The one word that stands for a drawn sign: the pistol becomes `emojipistol`."""
    name = unicodedata.name(character, "")
    return "emoji" + "".join(c for c in name.lower() if c.isalnum()) if name else ""
