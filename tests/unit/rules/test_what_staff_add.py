"""Edits as data, the text that is written from them, and what a form may say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.checking import RuleForm, WordsForm, rule_edit, words_edit
from reporting.rules.concepts import Concept, concepts_of, meaning
from reporting.rules.edits import (
    AddedRule,
    AddedWords,
    Urgency,
    from_members,
    rebased,
    rule_id,
    to_members,
)
from reporting.rules.writing import pattern, rules_in, written
from reporting.vault.rule_acts import SHIPPED_ALONE, text_hash
from triage.answers import Answers
from triage.assess import assess
from triage.compiling import compile_packs
from triage.examples import failures
from triage.load import read_texts, shipped
from triage.sheet import read_sheet

WORDS = AddedWords("drugs", "en", ("kratzo", "zombie dust"))
RULE = AddedRule(
    id="own.sells",
    title="Says that someone sells zorbies",
    category="substance_use",
    urgency=Urgency.SOON,
    together=False,
    phrases=("selling … zorbies", "vende zorbies"),
    exceptions=("zorbies the game",),
    match=("he is selling blue zorbies", "they keep selling zorbies", "un chavo vende zorbies"),
    no_match=("a zorbie ball", "selling my bike", "selling zorbies the game"),
)
FORM = RuleForm(
    title=RULE.title,
    category=RULE.category,
    urgency="soon",
    phrases="\n".join(RULE.phrases),
    exceptions="\n".join(RULE.exceptions),
    match="\n".join(RULE.match),
    no_match="\n".join(RULE.no_match),
)
PACK = """
concepts:
  drugs: {en: [percs], es: [fentanilo]}
  party: {en: [$drugs, kegger]}
rules:
  - id: drg.any   # a comment
    title: Speaks of drugs
    category: substance_use
    severity: 1
    any: [$party]
    match: ["percs", "a kegger", "fentanilo"]
    no_match: ["a pen", "a party", "$drugs costs"]
  - {id: q, title: "Asks: a thing", category: question, severity: 1, any: [when], match: [when a, when b, when c],
     no_match: [a, b, c]}
"""


def codes(complaints: tuple) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in complaints}


def test_edits_read_back_from_the_store_as_they_were() -> None:
    assert from_members(to_members((WORDS, RULE))) == (WORDS, RULE)


def test_no_edits_are_the_shipped_rules_alone() -> None:
    assert written(()) == ""
    assert text_hash(written(())) == SHIPPED_ALONE


def test_the_same_edits_always_give_the_same_text() -> None:
    assert written((WORDS, RULE)) == written(from_members(to_members((WORDS, RULE))))


def test_words_and_a_rule_work_in_the_rule_book_as_they_were_meant() -> None:
    book = compile_packs({"pack.yaml": PACK, "district.yaml": written((WORDS, RULE))})
    assert list(failures(Answers(book))) == []
    assert assess("some zombie dust", book).category == "substance_use"
    hit = assess("they are selling so many blue zorbies", book).hits[0]
    assert (hit.rule, hit.severity) == ("own.sells", "soon")
    assert assess("selling zorbies the game", book).hits == ()


def test_words_and_a_rule_fit_the_shipped_packs() -> None:
    texts = read_texts(shipped())
    del texts["routes.yaml"]
    concept = next(one for one in concepts_of(texts) if one.holds("percs"))
    own = written((AddedWords(concept.name, "en", ("kratzo",)), RULE))
    assert compile_packs({**texts, "district.yaml": own}).rule("own.sells").level == 2


@given(st.text(min_size=1, max_size=40))
def test_nothing_typed_ends_a_text_or_begins_a_key(typed: str) -> None:
    rule = replace(RULE, title=typed, phrases=(typed, "b"), match=(typed,) * 3, no_match=(typed,) * 3)
    text = written((AddedWords("drugs", "en", (typed,)), rule))
    root = read_sheet("district.yaml", text).known_fields("about", "extend", "rules")
    assert [name for name, _ in root["extend"].fields()["drugs"].fields().items()] == ["en"]
    assert len(list(root["rules"].items())) == 1


def test_together_asks_for_all_of_the_phrases() -> None:
    edit, wrong = rule_edit(
        RuleForm(
            "Both",
            "question",
            "soon",
            together=True,
            phrases="red\nblue",
            match="red blue\nblue red\nred or blue",
            no_match="red\nblue\ngreen",
        ),
        (),
    )
    assert wrong == ()
    assert edit is not None
    book = compile_packs({"district.yaml": written((edit,))})
    assert list(failures(Answers(book))) == []


def test_a_gap_is_up_to_four_words() -> None:
    assert pattern("selling … pills") == {"seq": ["selling", {"gap": 4}, "pills"]}
    assert pattern("selling ... pills") == pattern("selling … pills")
    assert pattern("pills") == "pills"


def test_a_draft_on_an_older_version_keeps_what_it_added_and_what_it_took_out() -> None:
    a, b, c, d = (AddedWords("drugs", "en", (word,)) for word in ("one", "two", "three", "four"))
    assert rebased((a, c), base=(a, b), now=(a, b, d)) == (a, d, c)
    assert rebased((a, b), base=(a, b), now=(b,)) == (b,)


def test_a_rule_gets_a_readable_id_that_no_other_has() -> None:
    assert rule_id("¿Dice que venden píldoras?", ()) == "own.dice_que_venden_pildoras"
    assert rule_id("¡¿?!", ()) == "own.rule"
    assert rule_id("Sells", ("own.sells", "own.sells_2")) == "own.sells_3"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (WordsForm("none", "en", "kratzo"), ("concept", "rules_choose_concept")),
        (WordsForm("drugs", "fr", "kratzo"), ("lang", "lang")),
        (WordsForm("drugs", "en", " \n"), ("words", "rules_no_phrase")),
        (WordsForm("drugs", "en", "$pills"), ("words", "rules_signs")),
        (WordsForm("drugs", "en", "k"), ("words", "rules_no_word")),
        (WordsForm("drugs", "en", "?!"), ("words", "rules_no_word")),
        (WordsForm("drugs", "en", "a … b"), ("words", "rules_no_gap")),
        (WordsForm("drugs", "en", "Percs"), ("words", "rules_known_word")),
        (WordsForm("drugs", "en", "one two " * 8), ("words", "rules_long_phrase")),
        (WordsForm("drugs", "en", ",".join(f"word{n}" for n in range(70))), ("words", "rules_too_many")),
    ],
)
def test_words_that_cannot_work_are_refused_with_the_reason(
    typed: WordsForm, complaint: tuple[str, str]
) -> None:
    edit, wrong = words_edit(typed, concepts_of({"pack.yaml": PACK}))
    assert edit is None
    assert complaint in codes(wrong)


def test_words_are_taken_one_a_line_or_with_commas_each_once() -> None:
    edit, _ = words_edit(WordsForm("drugs", "en", "kratzo, zombie  dust\nkratzo\n"), concepts_of({"p": PACK}))
    assert edit == WORDS


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"title": " "}, ("title", "rules_title")),
        ({"title": "x" * 101}, ("title", "rules_title")),
        ({"category": "nonsense"}, ("category", "rules_category")),
        ({"urgency": "now"}, ("urgency", "rules_urgency")),
        ({"phrases": ""}, ("phrases", "rules_no_phrase")),
        ({"phrases": "… pills"}, ("phrases", "rules_gap_between")),
        ({"phrases": "pills", "together": True}, ("phrases", "rules_two_phrases")),
        ({"match": "one\ntwo"}, ("match", "rules_three")),
        ({"no_match": "one\ntwo\ntwo"}, ("no_match", "rules_three")),
        ({"no_match": "\n".join(RULE.match)}, ("no_match", "rules_both_ways")),
        ({"match": "x" * 201 + "\nb\nc"}, ("match", "rules_too_many")),
    ],
)
def test_a_rule_that_cannot_work_is_refused_with_the_reason(
    changed: dict, complaint: tuple[str, str]
) -> None:
    whole = {name: getattr(FORM, name) for name in RuleForm.__dataclass_fields__}
    edit, wrong = rule_edit(RuleForm(**{**whole, **changed}), ())
    assert edit is None
    assert complaint in codes(wrong)


def test_what_is_typed_is_in_no_repr() -> None:
    _, wrong = words_edit(WordsForm("drugs", "en", "$secret"), concepts_of({"p": PACK}))
    for one in (WordsForm("a", "en", "secret"), FORM, WORDS, RULE, *wrong):
        assert "secret" not in repr(one)
        assert "zorbies" not in repr(one)
        assert "kratzo" not in repr(one)


def test_a_meaning_is_found_by_a_word_of_it_and_names_the_rules_that_use_it() -> None:
    known = concepts_of({"pack.yaml": PACK, "district.yaml": written((WORDS,))})
    assert [one.name for one in meaning(known, "PERCS")] == ["drugs"]
    assert [one.name for one in meaning(known, "Kratzo")] == ["drugs"]
    assert [one.name for one in meaning(known, "keg")] == ["party"]
    assert meaning(known, "") == ()
    drugs: Concept = next(one for one in known if one.name == "drugs")
    # A meaning inside another counts for the rules of that one; a sentence that happens to hold "$" does not.
    assert dict(drugs.rules) == {"drg.any": "Speaks of drugs"}


def test_one_rule_is_shown_as_its_file_has_it() -> None:
    first, second = rules_in(PACK)
    assert (first.id, first.title) == ("drg.any", "Speaks of drugs")
    assert "# a comment" in first.text
    assert first.text.endswith('"$drugs costs"]')
    assert (second.id, second.title) == ("q", "Asks: a thing")
    assert second.text.strip().endswith("no_match: [a, b, c]}")
    assert rules_in("about: nothing\n") == ()


def test_every_shipped_rule_can_be_shown_alone() -> None:
    for name, text in read_texts(shipped()).items():
        if name != "routes.yaml":
            for rule in rules_in(text):
                assert f"id: {rule.id}" in rule.text
                assert rule.text.count("match:") == 2  # its own two, and none of its neighbour's
