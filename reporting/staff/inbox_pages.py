"""The inbox: what needs an answer from me, what waits for the student, everything I may open."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, cast, get_args
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread
from reporting.cases.staff_view import InboxNews, InboxPage, InboxRow, StaffThread, StandingRow, View
from reporting.model.reference import PATTERN
from reporting.people.refused import SignedOut
from reporting.people.staff_session import StaffSession
from reporting.staff import session_cookie
from reporting.staff.addresses import plain_address
from reporting.staff.discreet import is_discreet, switched
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import glanced, here, stand_as
from reporting.staff.language import chosen
from reporting.staff.places import local_path
from reporting.staff.row_lines import RowLook, row_lines
from reporting.staff.row_words import row_words
from reporting.staff.settings import POLL_SECONDS, StaffSettings
from reporting.staff.since import since_of
from reporting.staff.thread_page import ThreadPage
from reporting.staff.typed import typed
from reporting.staff.undos import Undos

VIEWS: tuple[View, ...] = get_args(View)
SEVERITIES = ("urgent", "soon", "routine")
ENOUGH = 25  # rows that fit the filters to gather before stopping
READS = 4  # pages to look through for them; the rest stands behind "More"
MOST_TAKEN = 50
HAS = "Quietline-Has"  # marks of the rows that a watching page has, then "more" or nothing
MOST_NAMED = 4_000  # characters of it


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked to see, from the address; anything strange falls back to the plain inbox."""

    view: View
    queue: str | None
    state: str
    cursor: str | None
    thread: str | None
    severity: str | None = None
    school: str | None = None
    category: str | None = None
    select: bool = False

    @classmethod
    def of_request(cls) -> "Wish":
        asked = request.args
        state, thread, severity = (asked.get(name, "") for name in ("state", "thread", "severity"))
        return cls(
            view=next((view for view in VIEWS if view == asked.get("view")), VIEWS[0]),
            queue=asked.get("queue") or None,
            state=state if state in {"open", "closed"} else "open",
            cursor=asked.get("cursor") or None,
            thread=thread if PATTERN.fullmatch(thread) else None,
            severity=severity if severity in SEVERITIES else None,
            school=asked.get("school") or None,
            category=asked.get("category") or None,
            select=asked.get("select") == "1",
        )

    @property
    def filtered(self) -> bool:
        return bool(self.severity or self.school or self.category)

    def holds(self, row: InboxRow) -> bool:
        """What no index can say: categories are sealed, and the sealed severity counts where it is higher."""
        return (
            self.severity in {None, row.severity}
            and self.school in {None, row.school_name}
            and (self.category is None or (row.readable and row.category == self.category))
        )

    def address(self, endpoint: str = "inbox.page", **changed: str | None) -> str:
        parts = {
            "view": self.view if self.view != VIEWS[0] else None,
            "queue": self.queue,
            "state": self.state if self.state != "open" else None,
            "severity": self.severity,
            "school": self.school,
            "category": self.category,
            "select": "1" if self.select else None,
            **changed,
        }
        # By hand: a page has two dozen, and the library works out each anew.
        asked = urlencode({name: value for name, value in parts.items() if value is not None})
        return f"{plain_address(endpoint)}?{asked}" if asked else plain_address(endpoint)


def gather(doors: StaffDoors, session: StaffSession, wish: Wish, looks: str) -> InboxPage:
    """One page of the wished view. A filter looks through a few pages rather than show an empty one."""

    def read(cursor: str | None) -> InboxPage:
        return doors.inboxes.page(
            session, view=wish.view, queue=wish.queue, state=wish.state, cursor=cursor, looks=looks
        )

    page = read(wish.cursor)
    if not wish.filtered:
        return page
    rows = [row for row in page.rows if wish.holds(row)]
    cursor, reads = page.cursor, 1
    while cursor is not None and len(rows) < ENOUGH and reads < READS:
        further = read(cursor)
        rows += [row for row in further.rows if wish.holds(row)]
        cursor, reads = further.cursor, reads + 1
    return InboxPage(tuple(rows), cursor, page.queues, page.version)


def gather_news(
    doors: StaffDoors, session: StaffSession, wish: Wish, looks: str, known: frozenset[str]
) -> InboxNews:
    """The first page as `gather` would give it, without what the page has already."""

    def read(cursor: str | None) -> InboxNews:
        return doors.inboxes.news(
            session,
            view=wish.view,
            queue=wish.queue,
            state=wish.state,
            cursor=cursor,
            looks=looks,
            known=known,
        )

    def holds(row: InboxRow | StandingRow) -> bool:
        # Marks are bound to the filters: what stands was held by them.
        return isinstance(row, StandingRow) or wish.holds(row)

    news = read(None)
    if not wish.filtered:
        return news
    rows = [row for row in news.rows if holds(row)]
    cursor, reads = news.cursor, 1
    while cursor is not None and len(rows) < ENOUGH and reads < READS:
        further = read(cursor)
        rows += [row for row in further.rows if holds(row)]
        cursor, reads = further.cursor, reads + 1
    return InboxNews(tuple(rows), cursor, news.queues)


def choices(page: InboxPage, wish: Wish) -> dict[str, list[str]]:
    """By what the rows at hand can be narrowed, what is chosen already among it."""
    schools = {row.school_name for row in page.rows if row.school_name} | {wish.school or ""}
    categories = {row.category for row in page.rows if row.readable} | {wish.category or ""}
    return {"schools": sorted(schools - {""}), "categories": sorted(categories - {""})}


class InboxPages:
    """The views of the inbox."""

    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._doors = doors
        self._settings = settings
        self._facts = ThreadPage(doors, settings).facts
        self._undos = Undos(settings.clock)

    def page(self) -> ResponseReturnValue:
        wish = Wish.of_request()
        thread = self._opened(wish)
        found = gather(self._doors, here(), wish, self._looks(wish))
        return render_template(
            "inbox.html",
            wish=wish,
            page=found,
            choices=choices(found, wish),
            undo=self._undos.of(here().member),
            **self._lines(wish, found.rows),
            poll_ms=int(POLL_SECONDS * 1000),
            **(self._facts(thread) if thread else {"thread": None}),
        )

    def rows(self) -> ResponseReturnValue:
        """The list alone: the next page of it, or all of its first page anew."""
        wish = Wish.of_request()
        page = gather(self._doors, here(), wish, self._looks(wish))
        return self._rows(wish, page, following=bool(wish.cursor))

    def following(self) -> ResponseReturnValue:
        """The thread whose promised time comes first; `seen` is the one that is on the screen already."""
        found = self._doors.inboxes.page(here(), view="needs", queue=None, state="open", cursor=None)
        seen = request.args.get("seen")
        first = next((row for row in found.rows if row.reference != seen), None)
        if first is None:
            return redirect(url_for("inbox.page"), 303)
        return redirect(url_for("thread.page", reference=first.reference), 303)

    def take(self) -> ResponseReturnValue:
        """Several threads at once to the one who asks. What cannot be taken stays as it is."""
        taken = self._doors.desk.take(here(), request.form.getlist("thread")[:MOST_TAKEN])
        self._undos.keep(here().member, taken)
        return _back()

    def undo(self) -> ResponseReturnValue:
        self._doors.desk.give_back(here(), self._undos.drop(here().member))
        return _back()

    def discreet(self) -> ResponseReturnValue:
        """Names and summaries are hidden on this device, or shown again."""
        return switched(_back(), self._settings, on=not is_discreet())

    def changes(self) -> Response:
        """Whether anything is new; and to a page that says what it has, what it does not have, at once."""
        news, has = self._doors.inboxes.changes(glanced(), since_of(request)), request.headers.get(HAS)
        said = asdict(news)
        if not news.changed or has is None:
            return jsonify(said)
        try:
            # From here on with the keys: the glance that let this request in may be some seconds old.
            stand_as(
                self._doors.sessions.resume(
                    session_cookie.read(request, self._settings) or "", background=True
                )
            )
        except SignedOut:
            return Response(status=401)
        return jsonify(said | self._what_is_new(has))

    def _what_is_new(self, has: str) -> dict[str, Any]:
        """`order`: the marks of all rows; `rows`: those of them that the page lacks, then what stands behind the list.
        Nothing at all where the page has just these.
        """
        wish = Wish.of_request()
        marks, more = _had(has)
        page = gather_news(self._doors, here(), wish, self._looks(wish), frozenset(marks))
        if _stands(page, marks, more=more):
            return {}
        order = [row.mark for row in page.rows]
        lacking = replace(page, rows=tuple(row for row in page.rows if not row.stands))
        return {"order": order, "rows": self._rows(wish, lacking, following=bool(order))}

    def _rows(self, wish: Wish, page: InboxPage | InboxNews, *, following: bool) -> str:
        """`following`: where none are here, others stand before them."""
        return render_template(
            "_rows.html",
            wish=wish,
            page=page,
            following=following,
            **self._lines(wish, [row for row in page.rows if isinstance(row, InboxRow)]),
        )

    def _lines(self, wish: Wish, rows: Iterable[InboxRow]) -> dict[str, Any]:
        words = row_words(chosen())
        look = RowLook(
            hidden=is_discreet(), choosing=wish.select, opened=wish.thread, shows_tried=self._shows_tried()
        )
        return {"words": words, "lines": row_lines(rows, words, look)}

    def _opened(self, wish: Wish) -> StaffThread | None:
        """The thread in the pane. One that is gone leaves the pane empty and the list in place."""
        if wish.thread is None:
            return None
        try:
            return self._doors.desk.read(here(), wish.thread)
        except NoSuchThread:
            return None

    def _looks(self, wish: Wish) -> str:
        """What decides how a row is written, beside the row: a mark of another language or filter is unknown."""
        filters = replace(wish, cursor=None, thread=None)
        return f"{chosen()} {is_discreet()} {self._shows_tried()} {filters!r}"

    def _shows_tried(self) -> bool:
        """Only for who asked: marks of rules that are not in force must not change how others read."""
        if "shows_tried" not in g:
            g.shows_tried = self._doors.rules is not None and self._doors.rules.desk.wishes(here())
        return bool(g.shows_tried)


def _had(has: str) -> tuple[list[str], bool]:
    """The marks that the page names, in the order of its rows, and whether it offers more of them."""
    *marks, more = has[:MOST_NAMED].split(",")
    return marks, more == "more"


def _stands(page: InboxPage | InboxNews, marks: list[str], *, more: bool) -> bool:
    """Whether the page has just these rows, in this order; behind them it may hold further ones."""
    rows = [row.mark for row in page.rows]
    all_stand = bool(rows) and all(isinstance(row, StandingRow) for row in page.rows)
    longer = len(marks) > len(rows)
    return all_stand and marks[: len(rows)] == rows and (page.cursor is not None) == (more or longer)


def _back() -> Response:
    return cast("Response", redirect(local_path(typed("next")) or url_for("inbox.page"), 303))


def inbox_pages(doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = InboxPages(doors, settings)
    pages = Blueprint("inbox", __name__)
    pages.get("/inbox")(views.page)
    pages.get("/inbox/rows")(views.rows)
    pages.get("/inbox/next")(views.following)
    pages.post("/inbox/take")(views.take)
    pages.post("/inbox/undo")(views.undo)
    pages.post("/inbox/discreet")(views.discreet)
    pages.get("/inbox/changes")(views.changes)
    return pages
