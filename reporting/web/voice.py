"""One language of the site: its sentences, and its templates with the sentences already in them.

A page has forty sentences; looked up one by one they cost more than storing the message does
(docs/adr/0060). So each language has its own compiled templates, and a sentence without a
variable part is put in when they are compiled. So are the parts that a page includes: to look
for one while a page is made costs more than what most of them say.
"""

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from reporting.model import telephone

LANGUAGES = ("en", "es")
_CATALOGS = Path(__file__).parent / "translations"
_TEMPLATES = PackageLoader("reporting.web")
_HEADER = 200
_INCLUDED = re.compile(r"""\{% include "(\w+\.html)" %\}""")
_SENTENCE = re.compile(r"""\{\{ _\((?:"([^"]*)"|'([^']*)')\) \}\}""")


class Voice:
    """`en` speaks the message ids themselves; any other language its catalog."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale(code)
        self._catalog: NullTranslations = (
            NullTranslations() if code == LANGUAGES[0] else Translations.load(_CATALOGS, [code])
        )
        self.templates = Environment(
            loader=_TEMPLATES,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            undefined=StrictUndefined,
        )
        self.templates.globals["_"] = self._in_markup
        self.templates.filters["telephone"] = telephone.shown
        self.templates.add_extension(_sentences_of(self))

    def say(self, sentence: str, /, **parts: object) -> str:
        """The sentence in this language. Plain text."""
        return self._catalog.gettext(sentence) % parts if parts else self._catalog.gettext(sentence)

    def count(self, sentence: str, number: int, /, **parts: object) -> str:
        """The sentence in the form that goes with `number`."""
        return self._catalog.ngettext(sentence, sentence, number) % parts

    def _in_markup(self, sentence: str, /, **parts: object) -> Markup:
        return Markup(_escaped(self._catalog.gettext(sentence))) % parts  # noqa: S704 - escaped here, parts by %


def language_of(asked: Request) -> str:
    """`en` or `es`: the address says so, else the browser. Nothing is remembered."""
    chosen = asked.args.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    return _spoken(asked.headers.get("Accept-Language", "")[:_HEADER])


@lru_cache(maxsize=512)
def _spoken(header: str) -> str:
    """Which of ours a browser asks for. Browsers send few different headers, and parsing one is not cheap."""
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES) or LANGUAGES[0]


def _sentences_of(voice: Voice) -> type[Extension]:
    class Sentences(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            del name, filename
            while found := _INCLUDED.search(source):
                source = source[: found.start()] + self._part(found[1]) + source[found.end() :]
            return _SENTENCE.sub(lambda found: _escaped(voice.say(found[1] or found[2])), source)

        def _part(self, name: str) -> str:
            """With names of its own, as an included template has them."""
            text, _, _ = _TEMPLATES.get_source(self.environment, name)
            return "{% with %}" + text.removesuffix("\n") + "{% endwith %}"

    return Sentences


def _escaped(text: str) -> str:
    # Attributes stand in double quotes throughout, so apostrophes stay readable.
    return escape(text, quote=False).replace('"', "&quot;")
