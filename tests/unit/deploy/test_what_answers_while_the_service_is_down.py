"""Page and texts that stand in while Quietline is down: the app's own numbers, both languages, and nothing fetched."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import smsutil

from reporting.cases.text_wording import text
from reporting.web.parts import NEUTRAL_SITE

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
PAGES = ("index.html", "staff.html")
TEXTS = ("students-sms.xml", "staff-sms.xml")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
HEADERS = (DEPLOY / "down" / "headers.conf").read_text(encoding="utf-8")
# Words that are too big to be true, as for every text to a student.
NOT_SAID = re.compile(
    r"\b(anonymous|confidential|safe(ly)?|always|tips?|reports?|victims?|offender|suspect"
    r"|anonim[oa]|confidencial|segur[oa]|siempre|denuncias?|victimas?)\b"
)


def page(name: str) -> str:
    return (DEPLOY / "down" / name).read_text(encoding="utf-8")


def said(name: str) -> list[tuple[str, str]]:
    """What a TwiML file says: (verb, words)."""
    root = ET.parse(DEPLOY / "twilio" / name).getroot()  # noqa: S314 -- our own file
    assert root.tag == "Response"
    return [(each.tag, each.text or "") for each in root]


def numbers(words: str) -> set[str]:
    """Spoken ones stand digit by digit."""
    return set(re.findall(r"\b\d{3,6}\b", re.sub(r"(?<=\d) (?=\d\b)", "", words)))


def of_the_app(lang: str) -> set[str]:
    """The numbers, and the word to text, that the service's own automatic answer names."""
    answer = text("unmonitored", lang)
    word = "AYUDA" if lang == "es" else "HOME"
    assert word in answer
    return numbers(answer) | {word}


class Parts(HTMLParser):
    """What a page is made of: its elements, addresses and words by language."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.named: set[str] = set()
        self.words = {"en": "", "es": ""}
        self._stack: list[tuple[str, str]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.named |= set(given)
        self.addresses += [given[name] or "" for name in ("href", "src", "action", "srcset") if name in given]
        lang = given.get("lang") or (self._stack[-1][1] if self._stack else "en")
        if tag not in {"meta", "link", "br"}:
            self._stack.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        assert self._stack.pop()[0] == tag, "each element is closed where it was opened"

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1][0] not in {"style", "title"}:
            self.words[self._stack[-1][1]] += data

    @property
    def open(self) -> int:
        return len(self._stack)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_small_well_formed_and_fetches_nothing(name: str) -> None:
    source = page(name)
    parts = Parts(source)
    assert parts.open == 0
    assert len(source.encode()) < 4096
    assert not set(parts.tags) & {"script", "img", "iframe", "object", "form", "video", "audio", "base"}
    assert parts.tags.count("link") == 1
    assert not {name for name in parts.named if name.startswith("on") or name == "style"}
    assert "@import" not in source
    assert "url(" not in source
    for address in parts.addresses:
        assert re.match(r"(tel:|sms:|#|data:,)", address) or address == NEUTRAL_SITE, address
    assert source.count("http") == (1 if name == "index.html" else 0), (
        "the way out, which nobody fetches unasked"
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_page_names_the_numbers_that_the_app_names_in_each_language(name: str, lang: str) -> None:
    assert numbers(Parts(page(name)).words[lang]) == numbers(text("unmonitored", lang))


def test_the_students_page_dials_and_texts_as_it_says() -> None:
    parts = Parts(page("index.html"))
    assert "HOME" in parts.words["en"]
    assert "AYUDA" in parts.words["es"]
    assert set(parts.addresses) >= {
        "tel:911",
        "tel:988",
        "sms:988",
        "sms:988?&body=AYUDA",
        "sms:741741?&body=HOME",
        "sms:741741?&body=AYUDA",
        NEUTRAL_SITE,
    }


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_sent_in_each_language_in_the_letters_of_short_messages(name: str) -> None:
    found = said(name)
    assert [verb for verb, _ in found] == ["Message", "Message"]
    for (_, words), lang in zip(found, ("en", "es"), strict=True):
        assert smsutil.is_valid_gsm(words)
        assert len(smsutil.split(words).parts) <= 2
        assert numbers(words) | {word for word in ("HOME", "AYUDA") if word in words} == of_the_app(lang)
        assert not NOT_SAID.search(words.lower().replace("no siempre", ""))


def test_a_call_hears_the_numbers_digit_by_digit_in_each_language() -> None:
    root = ET.parse(DEPLOY / "twilio" / "voice.xml").getroot()  # noqa: S314 -- our own file
    assert {each.tag for each in root} == {"Pause", "Say", "Hangup"}
    for lang, tongue in (("en", "en-US"), ("es", "es-MX")):
        words = " ".join(each.text or "" for each in root if each.get("language") == tongue)
        heard = numbers(words) | {word for word in ("HOME", "AYUDA") if word in words}
        assert heard == of_the_app(lang)
        assert not re.search(r"\d{2}", words), "a number in one piece is read as thousands"


def test_the_proxy_shows_a_page_where_the_service_does_not_answer_and_passes_on_what_it_answers() -> None:
    for name in PAGES:
        assert f"error_page 502 503 504 =503 /down/{name};" in NGINX
        assert f"location = /down/{name} {{" in NGINX
    # The service's own 503 holds the words of whoever wrote: it must go through.
    assert "proxy_intercept_errors" not in NGINX
    assert NGINX.count("include /etc/quietline/down/headers.conf;") == len(PAGES)
    assert NGINX.count("root /etc/quietline;") == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_the_style_of_each_page_and_nothing_else(name: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page(name), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in HEADERS
    assert "default-src 'none'" in HEADERS
    assert "unsafe-inline" not in HEADERS


def test_the_manual_says_how_each_file_is_put_in_place() -> None:
    manual = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    for file in sorted([*(DEPLOY / "twilio").iterdir(), *(DEPLOY / "down").glob("*.html")]):
        assert (
            f"deploy/{file.parent.name}/{file.name}" in manual or f"deploy/{file.parent.name}`" in manual
        ), file
