"""Fold a text to plain lower-case ASCII, remembering where each character came from.

NFKC first by character (NFKD with the accents dropped says the same and keeps the offsets), then emoji
to their Unicode names. Every later change of the string keeps its length, so one offset map is enough.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

FILL = "\x1f"  # stands inside a word where something was taken out; never a word of its own

# Letters of other alphabets that pass for Latin ones: used to hide words from filters.
_LOOKALIKES = str.maketrans("аеорсухікмтнвзԁɡոս", "aeopcyxikmthb3dgnu")
_APOSTROPHES = "'\u2018\u2019`\u00b4\u02bc"
_CHARACTERS = {
    **{ord(c): " " for c in map(chr, range(32)) if c != "\n"},
    127: " ",
    ord("\r"): "\n",
    **{ord(c): FILL for c in _APOSTROPHES},
}
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


_BEYOND = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is ASCII. `offsets[i]` is the place of folded character i in the original; None when they agree."""

    text: str = field(repr=False)
    offsets: tuple[int, ...] | None
    foreign: int  # letters of alphabets that the rules cannot read

    def original(self, start: int, end: int) -> tuple[int, int]:
        if self.offsets is None:
            return start, end
        # The end is the character after the last one covered, so that a drawn sign is covered whole.
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text.lower().translate(_CHARACTERS), None, 0)
    out: list[str] = []
    changes: list[tuple[int, int]] = []
    foreign = at = 0
    for found in _BEYOND.finditer(text):
        here = found.start()
        folded, is_foreign = _fold_one(found.group())
        foreign += is_foreign
        out += (text[at:here], folded)
        changes.append((here, len(folded)))
        at = here + 1
    out.append(text[at:])
    return Folded("".join(out).lower().translate(_CHARACTERS), _offsets(changes, len(text)), foreign)


def _offsets(changes: list[tuple[int, int]], length: int) -> tuple[int, ...] | None:
    """`changes` tells which characters became how many."""
    if all(many == 1 for _, many in changes):
        return None
    offsets: list[int] = []
    at = 0
    for here, many in changes:
        offsets.extend(range(at, here))
        offsets.extend([here] * many)
        at = here + 1
    offsets.extend(range(at, length))
    return tuple(offsets)


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
