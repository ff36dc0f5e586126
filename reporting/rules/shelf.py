"""The shipped rules and, with the district's own text, whole rule books. Compiled books are kept: going back is instant."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property

from reporting.rules.concepts import Concept, concepts_of
from triage.answers import Answers
from triage.compiling import compile_packs
from triage.corpus import Labelled, read_corpus
from triage.invalid import RulebookInvalid
from triage.rulebook import Rulebook

OWN_FILE = "district.yaml"
MOST = 4  # books kept compiled, with what they said: in force, being tried, the one before, a preview


class Shelf:
    """`texts` are the files that ship (or the folder of the settings), `rulebook` is what they compile to."""

    def __init__(self, texts: Mapping[str, str], rulebook: Rulebook) -> None:
        """Raises RulebookInvalid where a shipped file has the name that is kept for staff."""
        if OWN_FILE in texts:
            raise RulebookInvalid(
                OWN_FILE, "", 0, "this name is kept for the rules that staff add; rename it"
            )
        self.shipped = rulebook
        self._texts = dict(texts)
        self._lock = threading.Lock()
        self._books: OrderedDict[str, Rulebook] = OrderedDict()
        self._answers: OrderedDict[str, Answers] = OrderedDict()

    def texts(self, own: str) -> dict[str, str]:
        """File name -> text of the whole rule book."""
        return {**self._texts, OWN_FILE: own} if own else dict(self._texts)

    def book(self, own: str) -> Rulebook:
        """The shipped rules with the district's own text. A second of work when it is new; no lock is held meanwhile.

        Raises RulebookInvalid. The examples are not run.
        """
        if not own:
            return self.shipped
        with self._lock:
            known = self._books.get(own)
            if known is not None:
                self._books.move_to_end(own)
                return known
        book = compile_packs(self.texts(own))
        with self._lock:
            self._books[own] = book
            while len(self._books) > MOST:
                self._books.popitem(last=False)
        return book

    def answers(self, book: Rulebook) -> Answers:
        """What it says of examples and labelled lines, which a form asks again at each step of its way."""
        with self._lock:
            found = self._answers.setdefault(book.hash, Answers(book))
            self._answers.move_to_end(book.hash)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return found

    def concepts(self, own: str) -> tuple[Concept, ...]:
        return concepts_of(self.texts(own)) if own else self._shipped_concepts

    @cached_property
    def _shipped_concepts(self) -> tuple[Concept, ...]:
        return concepts_of(self._texts)

    @cached_property
    def corpus(self) -> tuple[Labelled, ...]:
        """The labelled sentences, read when the first preview asks."""
        return read_corpus()
