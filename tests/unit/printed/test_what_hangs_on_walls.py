"""Posters, cards and stickers: a phone reads them, a child reads them, and they promise nothing that does not hold."""

import re
import warnings
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
import pytest
import zxingcpp

from reporting.printed.child import SIZES, printed
from reporting.printed.order import Order, Output, Paper, Sheet
from reporting.printed.press import NotPrinted, Press
from reporting.printed.voice import words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import textstat

URL = "https://tell.northfield.example/?p=K7QD&lang=es"
ORDER = Order(
    Sheet.POSTER,
    Paper.LETTER,
    Output.PDF,
    "en",
    "Northfield Line",
    URL,
    "tell.northfield.example",
    "(500) 555-0006",
    "Northside High School",
)
PICTURES = {Sheet.POSTER: 1, Sheet.CARDS: 10, Sheet.STICKERS: 6}
# English on Letter and Spanish on A4 each day; the other pairs by night.
EACH = [
    pytest.param(sheet, paper, lang, marks=[] if daily else pytest.mark.nightly)
    for sheet in Sheet
    for paper in Paper
    for lang in ("en", "es")
    for daily in [(paper, lang) in {(Paper.LETTER, "en"), (Paper.A4, "es")}]
]
BANNED = re.compile(
    r"anonym|anónim|confiden|\bsafe|segur[oa]|always|siempre|secret|\btip\b|\breport|victim|víctima|suspect",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Page:
    """What came out: its size and the places of its lines in points, its words, and what phones read in it."""

    size: tuple[float, float]
    text: str
    lines: tuple[tuple[float, float, float, float], ...]
    codes: tuple[str, ...]


@cache
def page_of(order: Order) -> Page:
    with closing(pypdfium2.PdfDocument(printed(order))) as document:
        assert len(document) == 1
        with closing(document[0]) as page, closing(page.get_textpage()) as text:
            # As an office printer makes it at worst.
            seen = zxingcpp.read_barcodes(page.render(scale=150 / 72, grayscale=True).to_numpy())
            return Page(
                page.get_size(),
                " ".join(text.get_text_bounded().split()),
                tuple(text.get_rect(at) for at in range(text.count_rects())),
                tuple(one.text for one in seen),
            )


def said(order: Order) -> str:
    return page_of(order).text


def all_said(lang: str) -> str:
    """Every sentence that may stand on paper."""
    spoken = words(lang)
    flat = [getattr(spoken, name) for name in spoken.__dataclass_fields__]
    return " ".join(" ".join(one) if isinstance(one, tuple) else one for one in flat)


@pytest.mark.parametrize(("sheet", "paper", "lang"), EACH)
def test_a_phone_reads_each_picture_and_comes_to_the_page(sheet: Sheet, paper: Paper, lang: str) -> None:
    order = replace(ORDER, sheet=sheet, paper=paper, lang=lang)
    page = page_of(order)
    assert page.size == pytest.approx([side * 72 / 25.4 for side in SIZES[paper]], abs=0.5)
    assert page.codes == (URL,) * PICTURES[sheet]


@pytest.mark.parametrize(("sheet", "paper", "lang"), EACH)
def test_who_cannot_scan_finds_the_address_the_number_and_who_helps_now(
    sheet: Sheet, paper: Paper, lang: str
) -> None:
    text = said(replace(ORDER, sheet=sheet, paper=paper, lang=lang))
    for wanted in ("tell.northfield.example", "(500) 555-0006", "911", "988"):
        assert text.count(wanted) >= PICTURES[sheet], wanted
    assert words(lang).not_everywhere in text


def test_a_card_in_a_pocket_does_not_say_where_its_owner_goes() -> None:
    assert "Northside" in said(ORDER)
    for sheet in (Sheet.CARDS, Sheet.STICKERS):
        text = said(replace(ORDER, sheet=sheet))
        assert "Northside" not in text
        assert "Northfield Line" not in text


def test_a_poster_says_what_it_is_and_what_it_is_not() -> None:
    text, spoken = said(ORDER), words("en")
    for sentence in (*spoken.is_so, *spoken.is_not, spoken.by_text, spoken.watched):
        assert sentence in text


def test_while_nobody_may_text_no_number_is_printed() -> None:
    for sheet in Sheet:
        text = said(replace(ORDER, sheet=sheet, number=None))
        assert "text us" not in text
        assert "(500)" not in text
    assert words("en").by_text not in said(replace(ORDER, number=None))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_is_promised_that_may_not_hold_and_a_child_can_read_it(lang: str) -> None:
    text = all_said(lang)
    assert BANNED.findall(text) == []
    if lang == "en":
        assert textstat.flesch_kincaid_grade(text) <= 6
    else:
        textstat.set_lang("es")
        assert textstat.fernandez_huerta(text) >= 70
        textstat.set_lang("en")


def test_each_sentence_has_its_spanish() -> None:
    english, spanish = words("en"), words("es")
    same = [name for name in english.__dataclass_fields__ if getattr(english, name) == getattr(spanish, name)]
    assert same == []


@pytest.mark.parametrize("paper", [Paper.LETTER, pytest.param(Paper.A4, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("sheet", list(Sheet))
def test_long_names_and_addresses_stay_on_the_paper_and_off_the_foot(sheet: Sheet, paper: Paper) -> None:
    order = replace(
        ORDER,
        sheet=sheet,
        paper=paper,
        lang="es",
        address="mensajes.distrito-escolar-unificado-de-northfield.example",
        school="Escuela Preparatoria Bilingüe de Ciencias y Artes Doctora Guadalupe Hernández",
        line="Línea del Distrito Escolar Unificado de Northfield y Valle Alto",
    )
    page = page_of(order)
    (width, height), boxes = page.size, page.lines
    assert min(left for left, *_ in boxes) >= 10
    assert max(right for _, _, right, _ in boxes) <= width - 10
    assert min(bottom for _, bottom, _, _ in boxes) >= 10
    assert max(top for *_, top in boxes) <= height - 10
    overlapping = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1.5
    ]
    assert overlapping == []


def test_a_headline_can_be_read_from_three_metres() -> None:
    """Capitals of ten millimetres: what signs are lettered in for three metres."""
    for paper, lang in ((Paper.LETTER, "en"), (Paper.A4, "es")):
        lines = page_of(replace(ORDER, paper=paper, lang=lang)).lines
        tallest = max(top - bottom for _, bottom, _, top in lines)
        assert tallest * 25.4 / 72 >= 10


def test_a_preview_says_what_the_paper_says() -> None:
    drawn = printed(replace(ORDER, output=Output.SVG, school="O'Neil & <Sons>")).decode()
    assert "O'Neil &amp; &lt;Sons&gt;" in drawn
    assert "style=" not in drawn
    shown = [re.sub("&.*?;", "", line) for line in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert [line for line in shown if line not in said(ORDER)] == ["Northfield Line · O'Neil  Sons"]


def test_a_sheet_is_drawn_in_a_process_of_its_own_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press()
    first = press.printed(ORDER)
    assert first.startswith(b"%PDF")
    monkeypatch.setattr("reporting.printed.press._START", "raise SystemExit(1)")
    assert press.printed(ORDER) is first
    with pytest.raises(NotPrinted):
        press.printed(replace(ORDER, lang="es"))
