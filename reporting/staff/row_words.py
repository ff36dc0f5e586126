"""What rows of the inbox say in one language, whoever reads them: put into words once, and not with each of many screens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from reporting.staff.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class RowWords:
    """All of it markup. `badges`: by severity. `thread_address`: of the thread that is called REFERENCE."""

    thread_address: Markup
    badges: Mapping[str, Markup]
    hidden: Markup
    no_key: Markup
    not_read: Markup
    its_day: Markup
    closed: Markup
    new_to_you: Markup
    an_adult_writes: Markup
    a_guardian_writes: Markup
    by_text: Markup
    yours: Markup
    a_colleague: Markup
    not_fetched: Markup
    their_turn: Markup
    students_turn: Markup
    more: Markup


@lru_cache(maxsize=len(LANGUAGES))
def row_words(lang: str) -> RowWords:
    """Of the request's own language, `lang`."""
    del lang
    marks = current_app.jinja_env.get_template("_marks.html").module
    return RowWords(
        thread_address=escape(url_for("thread.page", reference="REFERENCE")),
        badges={level: escape(marks.severity(level)) for level in ("urgent", "soon", "routine")},  # type: ignore[attr-defined]  # a macro
        hidden=escape(_("hidden")),
        no_key=escape(_("You hold no key of this queue.")),
        not_read=escape(_("Not read yet")),
        its_day=escape(_("closed; its day to ask again")),
        closed=escape(_("Closed")),
        new_to_you=escape(_("new to you")),
        an_adult_writes=escape(_("An adult writes")),
        a_guardian_writes=escape(_("A guardian writes")),
        by_text=escape(_("by text")),
        yours=escape(_("yours")),
        a_colleague=escape(_("with a colleague")),
        not_fetched=escape(_("answer not fetched")),
        their_turn=escape(_("their turn")),
        students_turn=escape(_("student's turn")),
        more=escape(_("More")),
    )
