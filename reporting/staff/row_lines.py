"""Rows of the inbox as markup.

Written as one text each rather than by a template: a page has fifty, and a template spends most of a page's time on
handing on the forty pieces of each of them. Whatever a person wrote or is called is escaped here; what is put in as it
is, is `row_words`' and our own numbers and words of code.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup, escape

from reporting.cases.staff_view import InboxRow
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import Writer
from reporting.staff import wording
from reporting.staff.row_words import RowWords

_DOT = '<span><span class="unread-dot" aria-hidden="true"></span> '
_Said = Callable[[Any], Markup]


@dataclass(frozen=True, slots=True)
class RowLook:
    """`hidden`: discreet mode; `choosing`: with a box to tick; `opened`: the reference of the thread in the pane;
    `shows_tried`: what rules that are being tried would have said.
    """

    hidden: bool
    choosing: bool
    opened: str | None
    shows_tried: bool


def row_lines(rows: Iterable[InboxRow], words: RowWords, look: RowLook) -> Markup:
    """Of the request's own language, whose `words` these are."""
    line = _Line(words, look)
    return Markup("\n".join(line.of(row) for row in rows))  # noqa: S704 -- escaped where it is put together


class _Line:
    def __init__(self, words: RowWords, look: RowLook) -> None:
        self._words = words
        self._look = look
        self._before, self._after = words.thread_address.split("REFERENCE")
        filters = current_app.jinja_env.filters
        due_mark = current_app.jinja_env.get_template("_marks.html").module.due_mark  # type: ignore[attr-defined]  # a macro

        def due(moment: datetime) -> Markup:
            return escape(due_mark(moment, filters["due"](moment)))

        # Rows of one page share hours, topics and places.
        self._due: _Said = cache(due)
        self._age, self._clock, self._category = (
            _escaped(filters[name]) for name in ("age", "day_clock", "category_name")
        )
        self._name: _Said = cache(escape)

    def of(self, row: InboxRow) -> str:
        reference = escape(row.reference)
        unread = row.unread or row.state is ThreadState.NEW
        classes = f"thread-row{' unread' if unread else ''}{'' if row.readable else ' row-locked'}"
        current = ' aria-current="true"' if self._look.opened == row.reference else ""
        foot = "\n".join(f"<span>{one}</span>" if type(one) is Markup else one for one in self._foot(row))
        return (
            f'<li class="{classes}" data-thread="{reference}" data-severity="{row.severity}" data-mark="{row.mark}">\n'
            f"{self._pick(row.reference) if self._look.choosing else ''}"
            f'<a class="thread-link" href="{self._before}{reference}{self._after}"{current}>\n'
            f'<span class="row-top">\n{self._words.badges[row.severity]}\n{self._promised(row)}</span>\n'
            f'<span class="row-summary" data-hx-disable dir="auto">{self._summary(row)}</span>\n'
            f'<span class="row-foot">\n{foot}\n<span class="mono push">{reference}</span>\n</span>\n'
            "</a>\n</li>"
        )

    def _pick(self, reference: str) -> str:
        chosen = escape(_("Choose %(reference)s", reference=reference))
        return (
            f'<label class="row-pick"><input class="form-check-input" type="checkbox" name="thread" value="{escape(reference)}"'
            f' form="take"><span class="visually-hidden">{chosen}</span></label>\n'
        )

    def _promised(self, row: InboxRow) -> str:
        if row.due is None or row.state is ThreadState.CLOSED:
            return ""
        return f'<span class="row-due">{self._due(row.due)}</span>\n'

    def _summary(self, row: InboxRow) -> str:
        if self._look.hidden:
            return f'<span class="row-hidden">{self._words.hidden}</span>'
        return escape(row.summary) if row.readable else self._words.no_key

    def _foot(self, row: InboxRow) -> Iterator[str]:
        """Words that stand in a plain span are Markup."""
        words, closed = self._words, row.state is ThreadState.CLOSED
        yield f'<span class="row-place">{self._name(row.school_name or row.queue_name)}</span>'
        yield from self._news(row)
        yield self._age(row.began) if row.began and not closed else self._clock(row.changed)
        if row.readable and row.category:
            yield self._category(row.category)
        if row.school_name and row.school_name not in row.queue_name:
            yield self._name(row.queue_name)
        if row.writer is Writer.ADULT:
            yield f"<b>{words.an_adult_writes}</b>"
        elif row.writer is Writer.GUARDIAN:
            yield f"<b>{words.a_guardian_writes}</b>"
        if row.channel is Channel.SMS:
            yield words.by_text
        if row.mine:
            yield f"<b>{words.yours}</b>"
        elif row.assignee:
            yield words.a_colleague if self._look.hidden else escape(_("with %(name)s", name=row.assignee))
        if row.awaiting == "reporter" and not closed:
            theirs = words.students_turn if row.writer is Writer.STUDENT else words.their_turn
            yield words.not_fetched if row.unfetched else theirs
        if self._look.shows_tried and row.readable and row.tried and row.tried != row.severity:
            tried = _("Rules being tried: %(severity)s", severity=wording.say(wording.SEVERITY, row.tried))
            yield f'<span class="tag tag-tried">{escape(tried)}</span>'

    def _news(self, row: InboxRow) -> Iterator[str]:
        words = self._words
        if row.state is ThreadState.NEW:
            yield f"{_DOT}{words.not_read}</span>"
        elif row.follow_up:
            yield f"<b>{words.its_day}</b>"
        elif row.state is ThreadState.CLOSED:
            yield words.closed
        elif row.unread:
            yield f"{_DOT}{words.new_to_you}</span>"


def _escaped(said: Callable[[Any], str]) -> _Said:
    return cache(lambda one: escape(said(one)))
