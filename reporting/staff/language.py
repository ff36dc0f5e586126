"""English or Spanish: the person's own choice on this browser, else what the browser asks for."""

from datetime import UTC
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_translations

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


def _catalog() -> Any:
    """That of this request's language, looked up once."""
    if "catalog" not in g:
        g.catalog = get_translations()
    return g.catalog
