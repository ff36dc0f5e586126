"""Words that are looked for, and texts as they are compared: case and accents do not count. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field

MOST_SIGNS = 4_096  # that are remembered with their folded form: single characters, nobody's words


class _Folds(dict[int, str]):
    """What stands for a character when only its letter counts; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))
        folded = "".join(one for one in plain if not unicodedata.combining(one)).casefold()
        if len(self) < MOST_SIGNS:
            self[code] = folded
        return folded


FOLDS = _Folds({0x2019: "'", 0x2018: "'", 0x02BC: "'"})


def fold(text: str) -> str:
    """For comparing alone: other characters than in the text, and sometimes more or fewer of them."""
    return text.lower() if text.isascii() else text.translate(FOLDS)


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand one after the other. `whole`: the last one is meant whole too, and not only its beginning."""

    parts: tuple[str, ...] = field(repr=False)
    whole: bool = False
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        joined = r"(?<!\w)" + r"\W+".join(map(re.escape, self.parts)) + (r"(?!\w)" if self.whole else "")
        object.__setattr__(self, "_pattern", re.compile(joined))

    def stands_in(self, folded: str) -> bool:
        # Most texts hold none of it, and are asked ten times as fast for letters as for words.
        return all(part in folded for part in self.parts) and self._pattern.search(folded) is not None

    def spans(self, folded: str) -> list[tuple[int, int]]:
        return [one.span() for one in self._pattern.finditer(folded)]
