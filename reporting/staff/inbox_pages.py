"""The inbox: what needs me, what is mine, everything I may open."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread
from reporting.cases.staff_view import InboxPage, InboxRow, StaffThread
from reporting.model.reference import PATTERN
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import glanced, here
from reporting.staff.settings import POLL_SECONDS, StaffSettings
from reporting.staff.thread_page import ThreadPage

VIEWS = ("needs", "mine", "all")
ENOUGH = 25  # rows of "Needs me" to gather before stopping
READS = 4  # pages to look through for them; the rest stands behind "More"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked to see, from the address; anything strange falls back to the plain inbox."""

    view: str
    queue: str | None
    state: str
    cursor: str | None
    thread: str | None

    @classmethod
    def of_request(cls) -> "Wish":
        asked = request.args
        view, state = asked.get("view", ""), asked.get("state", "")
        thread = asked.get("thread", "")
        return cls(
            view=view if view in VIEWS else VIEWS[0],
            queue=asked.get("queue") or None,
            state=state if state in {"open", "closed"} else "open",
            cursor=asked.get("cursor") or None,
            thread=thread if PATTERN.fullmatch(thread) else None,
        )

    def address(self, endpoint: str = "inbox.page", **changed: str | None) -> str:
        parts: dict[str, Any] = {
            "view": self.view if self.view != VIEWS[0] else None,
            "queue": self.queue,
            "state": self.state if self.state != "open" else None,
            "cursor": None,
            **changed,
        }
        return url_for(endpoint, **parts)


def needs_me(row: InboxRow) -> bool:
    """Waits for an answer of ours, and nobody else has it in hand. What nobody has read needs everybody."""
    if row.state is ThreadState.CLOSED or row.awaiting != "staff":
        return False
    return row.mine or row.assignee is None or row.state is ThreadState.NEW


def gather(doors: StaffDoors, session: StaffSession, wish: Wish) -> InboxPage:
    """One page of the wished view. "Needs me" looks through a few pages rather than show an empty one."""
    state = "closed" if wish.state == "closed" else "open"
    page = doors.inboxes.page(
        session, queue=wish.queue, state=state, cursor=wish.cursor, mine=wish.view == "mine"
    )
    if wish.view != "needs" or state == "closed":
        return page
    rows = [row for row in page.rows if needs_me(row)]
    cursor, reads = page.cursor, 1
    while cursor is not None and len(rows) < ENOUGH and reads < READS:
        further = doors.inboxes.page(session, queue=wish.queue, state=state, cursor=cursor, mine=False)
        rows += [row for row in further.rows if needs_me(row)]
        cursor, reads = further.cursor, reads + 1
    return InboxPage(tuple(rows), cursor, page.queues, page.version)


def inbox_pages(doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    pages = Blueprint("inbox", __name__)
    desk = ThreadPage(doors, settings)

    def opened(wish: Wish) -> StaffThread | None:
        """The thread in the pane. One that is gone leaves the pane empty and the list in place."""
        if wish.thread is None:
            return None
        try:
            return doors.desk.read(here(), wish.thread)
        except NoSuchThread:
            return None

    def shows_tried() -> bool:
        """Only for who asked: marks of rules that are not in force must not change how others read."""
        return doors.rules is not None and doors.rules.desk.wishes(here())

    @pages.get("/inbox")
    def page() -> ResponseReturnValue:
        wish = Wish.of_request()
        thread = opened(wish)
        found = gather(doors, here(), wish)
        return render_template(
            "inbox.html",
            wish=wish,
            page=found,
            shows_tried=shows_tried(),
            poll_ms=int(POLL_SECONDS * 1000),
            **(desk.facts(thread) if thread else {"thread": None}),
        )

    @pages.get("/inbox/rows")
    def rows() -> ResponseReturnValue:
        """The list alone: the next page of it, or its newest state for a page that watches."""
        wish = Wish.of_request()
        return render_template(
            "_rows.html",
            wish=wish,
            page=gather(doors, here(), wish),
            following=bool(wish.cursor),
            shows_tried=shows_tried(),
        )

    @pages.get("/inbox/changes")
    def changes() -> Response:
        since = request.args.get("since", "0")
        news = doors.inboxes.changes(glanced(), int(since) if since.isascii() and since.isdigit() else 0)
        return jsonify(version=news.version, changed=news.changed, urgent=news.urgent)

    return pages
