"""How the site speaks to a child: words it never uses, grade six, both languages whole."""

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from reporting.guard.guarded_app import GuardedFlask
from reporting.people.guidance.keeping import QUESTIONS
from tests.integration.web import seen
from tests.integration.web.every_page import every_page
from tests.integration.web.fake_doors import FakeDoors

with warnings.catch_warnings():
    # The release that works offline still asks setuptools for its data.
    warnings.simplefilter("ignore")
    import textstat

ENGLISH = set(
    re.findall(
        r"\S+",
        "anonymous anonymously confidential confidentially safe safely always tip tips report reports reported "
        "victim victims accused offender suspect snitch suicide attention guarantee",
    )
)
SPANISH = set(
    re.findall(
        r"\S+",
        "anónimo anónima anónimamente confidencial segura seguro siempre denuncia denunciar reporte reportar reporta "
        "víctima víctimas acusado acusada sospechoso suicidio garantizamos",
    )
)
PHRASES = ("false alarm", "why didn't you", "can't find out", "we promise", "falsa alarma", "por qué no")
WEB = resources.files("reporting.web")
SPANISH_CATALOG = WEB / "translations" / "es" / "LC_MESSAGES"


_walked: dict[str, tuple[str, ...]] = {}


@pytest.fixture
def every(make_app: Callable[..., GuardedFlask], doors: FakeDoors) -> Callable[[str], tuple[str, ...]]:
    """Every page in a language, walked once: sixty requests take longer than what is asked of their answers."""

    def walked(lang: str) -> tuple[str, ...]:
        if lang not in _walked:
            _walked[lang] = tuple(every_page(make_app, doors, lang))
        return _walked[lang]

    return walked


@pytest.mark.parametrize(("lang", "banned"), [("en", ENGLISH), ("es", SPANISH)])
def test_no_page_uses_a_word_that_promises_too_much_or_puts_a_name_on_a_child(
    every: Callable[[str], tuple[str, ...]], lang: str, banned: set[str]
) -> None:
    pages = every(lang)
    assert len(pages) > 30
    for page in pages:
        said = seen.text(page).lower()
        assert not set(re.findall(r"[a-záéíóúñü]+", said)) & banned
        assert not [phrase for phrase in PHRASES if phrase in said]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_keeps_the_exit_and_the_numbers_and_its_language(
    every: Callable[[str], tuple[str, ...]], lang: str
) -> None:
    for page in every(lang):
        assert 'id="exit"' in page
        assert page.index("tel:911") < page.index("<h1")
        assert f'<html lang="{lang}">' in page


def test_english_is_for_the_sixth_grade_at_most(every: Callable[[str], tuple[str, ...]]) -> None:
    for page in every("en"):
        assert textstat.flesch_kincaid_grade(sentences_of(page)) <= 6


def test_spanish_is_for_the_sixth_grade_at_most(every: Callable[[str], tuple[str, ...]]) -> None:
    """By Fernández Huerta: 70 and more is what a sixth grade reads."""
    with spoken("es"):
        for page in every("es"):
            assert textstat.fernandez_huerta(sentences_of(page)) >= 70


@pytest.mark.parametrize("lang", ["en", "es"])
def test_questions_are_for_the_sixth_grade_and_use_no_word_that_is_banned(lang: str) -> None:
    banned = ENGLISH if lang == "en" else SPANISH
    with spoken(lang):
        for asked in QUESTIONS[lang].values():
            said = " ".join(asked)
            assert not set(re.findall(r"[a-záéíóúñü]+", said.lower())) & banned
            if lang == "en":
                assert textstat.flesch_kincaid_grade(said) <= 6
            else:
                assert textstat.fernandez_huerta(said) >= 70


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """The measure counts syllables by language, and forgets none by itself."""
    textstat.set_lang(lang)
    try:
        yield
    finally:
        textstat.set_lang("en")


def sentences_of(page: str) -> str:
    ours = [line for line in seen.lines(page) if not line.startswith("xxx")]
    return " ".join(line if line[-1] in ".?!:" else f"{line}." for line in ours)


def test_long_sentences_stay_short() -> None:
    for message in extracted():
        for sentence in re.split(r"(?<=[.?!])\s+", message):
            assert len(sentence.split()) <= 20, sentence


@cache
def extracted() -> frozenset[str]:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    found: set[str] = set()
    # How the site's own calls are found; the same as in translations/babel.cfg.
    keywords = {"_": None, "say": (1,), "count": (1, 1)}
    for _, _, message, _, _ in extract_from_dir(str(WEB), methods, keywords=keywords):
        found.add(message[0] if isinstance(message, tuple) else message)
    return frozenset(found)


def spanish() -> Catalog:
    return read_po(BytesIO((SPANISH_CATALOG / "messages.po").read_bytes()), locale="es")


def test_every_sentence_has_its_spanish_and_no_spanish_is_left_over() -> None:
    catalog = spanish()
    known = {
        message.id[0] if isinstance(message.id, tuple) else message.id for message in catalog if message.id
    }
    assert known == extracted()
    for message in catalog:
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), message.id
            assert not message.fuzzy
            assert not list(message.check(catalog))


def test_the_compiled_catalog_is_the_written_one() -> None:
    made = BytesIO()
    write_mo(made, spanish())
    assert made.getvalue() == (SPANISH_CATALOG / "messages.mo").read_bytes()


def test_spanish_says_tu() -> None:
    texts = " ".join(str(message.string) for message in spanish() if message.id).lower()
    assert not set(re.findall(r"[a-záéíóúñü]+", texts)) & {
        "usted",
        "ustedes",
        "vosotros",
        "os",
        "llame",
        "escriba",
    }
