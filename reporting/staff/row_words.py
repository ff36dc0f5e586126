"""What rows of the inbox say in one language, whoever reads them: put into words once, and not with each of many screens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, url_for
from flask_babel import gettext as _

from reporting.staff.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class RowWords:
    """`badges`: markup by severity. `thread_address`: of the thread that is called REFERENCE."""

    thread_address: str
    badges: Mapping[str, str]
    hidden: str
    no_key: str
    not_read: str
    its_day: str
    closed: str
    new_to_you: str
    an_adult_writes: str
    a_guardian_writes: str
    by_text: str
    yours: str
    a_colleague: str
    not_fetched: str
    their_turn: str
    students_turn: str
    more: str


@lru_cache(maxsize=len(LANGUAGES))
def row_words(lang: str) -> RowWords:
    """Of the request's own language, `lang`."""
    del lang
    marks = current_app.jinja_env.get_template("_marks.html").module
    return RowWords(
        thread_address=url_for("thread.page", reference="REFERENCE"),
        badges={level: marks.severity(level) for level in ("urgent", "soon", "routine")},  # type: ignore[attr-defined]  # a macro
        hidden=_("hidden"),
        no_key=_("You hold no key of this queue."),
        not_read=_("Not read yet"),
        its_day=_("closed; its day to ask again"),
        closed=_("Closed"),
        new_to_you=_("new to you"),
        an_adult_writes=_("An adult writes"),
        a_guardian_writes=_("A guardian writes"),
        by_text=_("by text"),
        yours=_("yours"),
        a_colleague=_("with a colleague"),
        not_fetched=_("answer not fetched"),
        their_turn=_("their turn"),
        students_turn=_("student's turn"),
        more=_("More"),
    )
