"""Six words, typed by a tired child on a phone, open one thread."""

import math
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.vault import words
from reporting.vault.notation import Unreadable, new_id, new_key
from reporting.vault.receipts import derive, draw, open_talk_seed, seal_talk_seed
from reporting.vault.words import UnknownWord, parse, word_lists

ALL = [word for language in word_lists().values() for word in language]


def test_each_list_has_1700_plain_words_and_no_beginning_comes_twice() -> None:
    assert {language: len(found) for language, found in word_lists().items()} == {"en": 1700, "es": 1700}
    assert all(re.fullmatch("[a-z]{4,11}", word) for word in ALL)
    assert len({word[:4] for word in ALL}) == 3400
    assert all(list(found) == sorted(found) for found in word_lists().values())


def test_six_words_carry_64_bits() -> None:
    assert 6 * math.log2(words.LIST_LENGTH) > 64.3


def test_no_word_is_one_that_the_pages_never_say() -> None:
    never = {"anonymous", "confidential", "safe", "always", "tip", "report", "victim", "siempre", "victima"}
    frightening = {
        "kill",
        "murder",
        "rape",
        "bomb",
        "rifle",
        "suicide",
        "death",
        "drug",
        "muerte",
        "matar",
        "droga",
    }
    assert never.isdisjoint(ALL)
    assert frightening.isdisjoint(ALL)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(ALL), min_size=6, max_size=8), st.data())
def test_capitals_accents_commas_and_misspelt_endings_do_no_harm(
    chosen: list[str], data: st.DataObject
) -> None:
    marks = st.sampled_from(["", "\u0301", "\u0303", "\u0308"])
    between = st.sampled_from([" ", ", ", "  ", "\n", "-", " 2. ", "."])
    typed = []
    for word in chosen:
        ending = data.draw(st.sampled_from([word[4:], "", "x", word[4:] + "s"]))
        marked = word[0] + data.draw(marks) + word[1:4] + ending
        typed.append(
            unicodedata.normalize("NFC", data.draw(st.sampled_from([str.upper, str.title, str]))(marked))
        )
    text = data.draw(between).join(["", *typed, ""])
    assert parse(text) == tuple(chosen)


def test_an_unknown_word_is_named_by_its_place_and_not_repeated() -> None:
    known = ALL[0]
    with pytest.raises(UnknownWord) as caught:
        parse(f"{known} qqqqq {known}")
    assert caught.value.position == 2
    assert "qqqq" not in str(caught.value)
    with pytest.raises(UnknownWord):
        parse(known[:3])


def test_nothing_typed_is_no_words() -> None:
    assert parse(" 12 !? ") == ()


def test_receipts_have_six_to_eight_words_of_one_language() -> None:
    for language in ("en", "es"):
        assert set(draw(language, 8)) <= set(word_lists()[language])
    for count in (5, 9):
        with pytest.raises(ValueError, match="6 to 8"):
            draw("en", count)


def test_the_words_open_their_thread_and_no_other() -> None:
    server_key, district, thread, seed = new_key(), new_id(), new_id(), new_key()
    mine = derive(server_key, district, parse(" ".join(ALL[:6])))
    kept = seal_talk_seed(mine.wrap, district, thread, 0, seed)
    assert open_talk_seed(mine.wrap, district, thread, 0, kept) == seed

    theirs = derive(server_key, district, ALL[1:7])
    elsewhere = derive(server_key, new_id(), ALL[:6])
    other_server = derive(new_key(), district, ALL[:6])
    for wrong in (theirs, elsewhere, other_server):
        assert wrong.lookup != mine.lookup
        with pytest.raises(Unreadable):
            open_talk_seed(wrong.wrap, district, thread, 0, kept)
    for place in ((new_id(), thread, 0), (district, new_id(), 0), (district, thread, 1)):
        with pytest.raises(Unreadable):
            open_talk_seed(mine.wrap, *place, kept)


def test_the_order_of_the_words_matters() -> None:
    server_key, district = new_key(), new_id()
    assert derive(server_key, district, ALL[:6]).lookup != derive(server_key, district, ALL[5::-1]).lookup
