"""What a form of the rules may say. Complaints name the field; they go back to the page and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.rules.concepts import Concept
from reporting.rules.edits import GAP, AddedRule, AddedWords, Edit, Language, Urgency, rule_id
from triage.categories import CATEGORIES
from triage.lexicon import words_of
from triage.modifying import LONGEST_PHRASE

MOST_PHRASES = 60
MOST_SENTENCES = 40
FEWEST_SENTENCES = 3
LONGEST_LINE = 200
LONGEST_TITLE = 100
SHORTEST_WORD = 2  # a single letter stands in half of all texts


@dataclass(frozen=True, slots=True)
class Complaint:
    """`code` is translated by the page; `said` is the line that it is about, for its writer's eyes."""

    field: str
    code: str
    said: str = ""

    def __repr__(self) -> str:
        return f"Complaint({self.field!r}, {self.code!r})"


@dataclass(frozen=True, slots=True)
class WordsForm:
    """As typed. `words` one a line or with commas."""

    concept: str = ""
    lang: str = "en"
    words: str = ""

    def __repr__(self) -> str:
        return "WordsForm(<typed>)"


@dataclass(frozen=True, slots=True)
class RuleForm:
    """As typed; phrases and sentences one a line."""

    title: str = ""
    category: str = ""
    urgency: str = ""
    together: bool = False
    phrases: str = ""
    exceptions: str = ""
    match: str = ""
    no_match: str = ""

    def __repr__(self) -> str:
        return "RuleForm(<typed>)"


Form = WordsForm | RuleForm


def lines(text: str, *, commas: bool = False) -> tuple[str, ...]:
    """Each once, in order, blanks put right."""
    split = text.replace(",", "\n") if commas else text
    return tuple(dict.fromkeys(" ".join(line.split()) for line in split.split("\n") if line.strip()))


def words_edit(
    form: WordsForm, concepts: Iterable[Concept]
) -> tuple[AddedWords | None, tuple[Complaint, ...]]:
    """What the form adds, or why not."""
    concept = next((one for one in concepts if one.name == form.concept), None)
    words = lines(form.words, commas=True)
    wrong: list[Complaint] = []
    if concept is None:
        wrong.append(Complaint("concept", "rules_choose_concept"))
    lang = _language(form.lang)
    if lang is None:
        wrong.append(Complaint("lang", "lang"))
    wrong += _phrases("words", words, gaps=False)
    if concept is not None:
        wrong += [Complaint("words", "rules_known_word", word) for word in words if concept.holds(word)]
    if wrong or concept is None or lang is None:
        return None, tuple(wrong)
    return AddedWords(concept.name, lang, words), ()


def rule_edit(form: RuleForm, taken: Iterable[str]) -> tuple[AddedRule | None, tuple[Complaint, ...]]:
    """What the form adds, or why not. `taken`: ids of all rules there are."""
    title = " ".join(form.title.split())
    phrases, exceptions = lines(form.phrases), lines(form.exceptions)
    match, no_match = lines(form.match), lines(form.no_match)
    wrong: list[Complaint] = []
    if not title or len(title) > LONGEST_TITLE:
        wrong.append(Complaint("title", "rules_title"))
    if form.category not in CATEGORIES:
        wrong.append(Complaint("category", "rules_category"))
    urgency = _urgency(form.urgency)
    if urgency is None:
        wrong.append(Complaint("urgency", "rules_urgency"))
    wrong += _phrases("phrases", phrases, gaps=not form.together)
    if form.together and len(phrases) == 1:
        wrong.append(Complaint("phrases", "rules_two_phrases"))
    if exceptions:
        wrong += _phrases("exceptions", exceptions, gaps=True)
    wrong += _sentences("match", match)
    wrong += _sentences("no_match", no_match)
    wrong += [Complaint("no_match", "rules_both_ways", one) for one in no_match if one in match]
    if wrong or urgency is None:
        return None, tuple(wrong)
    named = rule_id(title, frozenset(taken))
    return (
        AddedRule(named, title, form.category, urgency, form.together, phrases, exceptions, match, no_match),
        (),
    )


def edit_of(
    form: Form, concepts: Iterable[Concept], taken: Iterable[str]
) -> tuple[Edit | None, tuple[Complaint, ...]]:
    return words_edit(form, concepts) if isinstance(form, WordsForm) else rule_edit(form, taken)


def _language(lang: str) -> Language | None:
    return "en" if lang == "en" else "es" if lang == "es" else None


def _urgency(name: str) -> Urgency | None:
    return Urgency[name.upper()] if name in {one.name.lower() for one in Urgency} else None


def _phrases(field: str, phrases: tuple[str, ...], *, gaps: bool) -> list[Complaint]:
    if not phrases:
        return [Complaint(field, "rules_no_phrase")]
    if len(phrases) > MOST_PHRASES:
        return [Complaint(field, "rules_too_many")]
    found = [(one, _phrase_fault(one, gaps=gaps)) for one in phrases]
    return [Complaint(field, fault, one) for one, fault in found if fault]


def _phrase_fault(phrase: str, *, gaps: bool) -> str | None:
    if "$" in phrase or "\0" in phrase:
        return "rules_signs"
    parts = phrase.replace("...", GAP).split(GAP)
    if len(parts) > 1 and not gaps:
        return "rules_no_gap"
    words = [words_of(part) for part in parts]
    if len(parts) > 1 and not all(words):
        return "rules_gap_between"
    if not words[0] or len("".join(words[0])) < SHORTEST_WORD:
        return "rules_no_word"
    return "rules_long_phrase" if any(len(part) > LONGEST_PHRASE for part in words) else None


def _sentences(field: str, sentences: tuple[str, ...]) -> list[Complaint]:
    if len(sentences) < FEWEST_SENTENCES:
        return [Complaint(field, "rules_three")]
    if len(sentences) > MOST_SENTENCES or any(len(one) > LONGEST_LINE for one in sentences):
        return [Complaint(field, "rules_too_many")]
    return []
