"""The words between two stops, with what was found in them."""

from collections.abc import Mapping

from triage.index import Waiting
from triage.matching import Match
from triage.phrases import Phrases
from triage.rule import Sequence
from triage.standing import Standing

Held = list[tuple[int, Sequence, list[Match]]]  # whose, which, and where: words numbered in the sentence
_NOTHING: Mapping[str, str] = {}
_NOWHERE: Mapping[int, int] = {}


class Sentence:
    """Most are asked for no place: what finds these is made when somebody asks."""

    __slots__ = ("_meant", "_named", "_phrases", "_standing", "_text", "held", "present")

    def __init__(self, phrases: Phrases, text: str, present: frozenset[int]) -> None:
        """`text` is its words with one blank before and after each, `present` are the phrases that occur."""
        self.present = present
        self._phrases = phrases
        self._text = text
        self._meant = _NOTHING
        self._named = _NOWHERE
        self._standing: Standing | None = None
        # Of the rules. Looked for once: of several texts that are read joined, most sentences were met already.
        self.held: Held | None = None

    @property
    def words(self) -> list[str]:
        return self._text.split()

    @property
    def length(self) -> int:
        """In words."""
        return self._text.count(" ") - 1

    @property
    def standing(self) -> Standing:
        """Of what is present. Ask once nothing more is mended or named."""
        known = self._standing
        if known is None:
            known = self._standing = Standing(
                self._phrases, self._text, self.present, self._meant, self._named
            )
        return known

    def mend(self, meant: Mapping[str, str], present: frozenset[int]) -> None:
        """What some words are meant to be, and the phrases that occur as they are written or meant."""
        self._meant = meant
        self.present = present

    def name(self, named: Mapping[int, int]) -> None:
        """Where the school's own names for places begin, by their lengths in words."""
        if named and self._phrases.place is not None:
            self._named = named
            self.present |= {self._phrases.place}

    def holding(self, waiting: Waiting[Sequence]) -> Held:
        """The sequences of an index that stand here, each once, with whose they are and their matches."""
        possible = waiting.possible(self.present)
        if not possible:
            return []
        matched = self.standing.matched
        return [(owner, pattern, found) for owner, pattern in possible if (found := matched(pattern))]
