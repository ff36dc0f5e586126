"""English or Spanish: the person's own choice on this browser, else what the browser asks for."""

from datetime import UTC
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_locale, get_translations
from markupsafe import Markup

LANGUAGES = ("en", "es")
COOKIE = "lang"  # two letters, no secret: kept so that the sign-in page greets in the right language


def chosen() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, default="en") or "en"


def in_ours(thing: object, name: str) -> str:
    """A field that somebody wrote in both languages: the Spanish one for whoever reads Spanish, where there is one."""
    spanish = getattr(thing, f"{name}_es", "") if chosen() == "es" else ""
    return str(spanish or getattr(thing, name))


def speak(app: Flask) -> None:
    app.config["BABEL_DEFAULT_TIMEZONE"] = str(UTC)
    Babel(app, default_locale="en", locale_selector=chosen)
    # The library looks the catalog up for every sentence; an inbox has hundreds of them.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension's own
        gettext=lambda text: _catalog().ugettext(text),
        ngettext=lambda one, many, n: _catalog().ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _in_markup


def _catalog() -> Any:
    """That of this request's language, looked up once."""
    if "catalog" not in g:
        g.catalog = get_translations()
    return g.catalog


_IN_MARKUP: dict[str, dict[tuple[str, bool], Markup]] = {one: {} for one in LANGUAGES}
MOST_SENTENCES = 20_000


def _in_markup(sentence: str, /, **parts: object) -> Markup:
    """What templates call `_`: a sentence of the catalog, which is markup, with `parts` escaped. As the library's own gives
    it, without looking up for each of a page's hundred sentences what none of them changes.
    """
    said = g.get("sentences")
    if said is None:
        said = g.sentences = _IN_MARKUP[str(get_locale())]
    asked = sentence, not parts
    found: Markup | None = said.get(asked)
    if found is None:
        if len(said) >= MOST_SENTENCES:
            said.clear()
        found = Markup(_catalog().ugettext(sentence))  # noqa: S704 -- as the library does
        # The library takes each for a pattern, those without parts too.
        found = said[asked] = found if parts else found % {}
    return found % parts if parts else found
