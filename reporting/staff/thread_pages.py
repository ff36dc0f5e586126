"""One thread, and what can be done to it. Every act is a plain form; a refused one gives its words back."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.checklists import Checked
from reporting.cases.held_replies import How
from reporting.cases.passing_on import Parting
from reporting.cases.refusals import NoSuchThread, Refused
from reporting.cases.to_do import ToDo
from reporting.model.thread import Disposition
from reporting.staff.doors import StaffDoors
from reporting.staff.feedback_pages import word_of_form
from reporting.staff.gate import here
from reporting.staff.kept import kept_rest
from reporting.staff.now_view import with_reply
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import ThreadPage, submission_of
from reporting.staff.typed import all_typed, typed, typed_list
from reporting.staff.wording import DONE

TYPED = (
    "body",
    "note",
    "for",
    "words",
    "reason",
    "disposition",
    "outcome",
    "follow_up",
    "how",
    "task",
    "due",
    "whom",
    "agency",
    "reference",
    "said",
    "category",
    "sentence",
    "other",
    "home_reason",
    "given",
    "handed",
    "shared",
    "assignee",
    "queue",
    "team",
)


class ThreadPages:
    """The views of one thread."""

    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._desk = doors.desk
        self._drafts = doors.drafts
        self._settings = settings
        page = ThreadPage(doors, settings)
        self._facts, self._ready = page.facts, page.ready

    def _submission(self) -> bytes:
        return submission_of(typed("submission"), self._settings.random)

    def _act(
        self, reference: str, done: str, deed: Callable[[], str | None], *, leaves: bool = False
    ) -> ResponseReturnValue:
        """Do it and go back to the thread; when refused, show the thread with what was typed."""
        try:
            done = deed() or done
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._again(reference, refusal.code)
        # Sent: what was kept of it while the session was locked is no draft any more.
        kept_rest(self._drafts, url_for("thread.page", reference=reference), all_typed())
        if leaves:
            return redirect(url_for("inbox.page", done=done), 303)
        return redirect(url_for("thread.page", reference=reference, done=done), 303)

    def _again(self, reference: str, code: str) -> ResponseReturnValue:
        """The thread with what was typed, and why it was refused."""
        typed = {field: text for field, text in all_typed().items() if field in TYPED}
        thread = self._desk.read(here(), reference)
        page = render_template("thread.html", **self._facts(thread, refused=code, typed=typed))
        return page, status_of(code)

    def page(self, reference: str) -> ResponseReturnValue:
        thread = self._desk.read(here(), reference)
        done = request.args.get("done")
        kept = self._drafts.of(here(), url_for("thread.page", reference=reference))
        return render_template(
            "thread.html",
            done=done if done in DONE else None,
            given_back=bool(kept),
            **self._facts(thread, typed=dict(kept)),
        )

    def say(self, reference: str) -> ResponseReturnValue:
        """Without scripts: a ready answer comes into the field, and what was typed there stays."""
        thread = self._desk.read(here(), reference)
        ready = self._ready(thread)
        body = with_reply(typed("body"), ready.get(typed("say"), ""), tuple(ready.values()))
        return render_template("thread.html", **self._facts(thread, typed={"body": body}))

    def reply(self, reference: str) -> ResponseReturnValue:
        body, seen, how = typed("body"), typed("seen"), how_of(typed("how"))
        return self._act(
            reference,
            "replied",
            lambda: self._desk.reply(here(), reference, self._submission(), body, seen, how=how),
        )

    def note(self, reference: str) -> ResponseReturnValue:
        body, only_me = typed("note"), typed("for") == "me"
        return self._act(
            reference,
            "noted_for_me" if only_me else "noted",
            lambda: self._desk.note(here(), reference, self._submission(), body, only_me=only_me),
        )

    def presence(self, reference: str) -> ResponseReturnValue:
        told = self._desk.presence(here(), reference, typed("seen"), writing=bool(typed("writing")))
        return jsonify(writing=told.writing, news=told.news)

    def override(self, reference: str) -> ResponseReturnValue:
        word = word_of_form()
        return self._act(
            reference,
            "overridden",
            lambda: self._desk.override(here(), reference, self._submission(), word),
        )

    def assign(self, reference: str) -> ResponseReturnValue:
        whom, parting = typed("assignee") or None, self._parting("given")
        done = "assigned" if whom else "let_go"
        return self._act(reference, done, lambda: self._desk.assign(here(), reference, whom, parting))

    def hand_over(self, reference: str) -> ResponseReturnValue:
        queue, parting = typed("queue"), self._parting("handed")
        # Whoever hands a thread to a queue that is not theirs cannot open it any more.
        return self._act(
            reference,
            "handed_over",
            lambda: self._desk.hand_over(here(), reference, queue, parting),
            leaves=True,
        )

    def share(self, reference: str) -> ResponseReturnValue:
        team, parting = typed("team"), self._parting("shared")
        return self._act(reference, "shared", lambda: self._desk.share(here(), reference, team, parting))

    def take_back(self, reference: str) -> ResponseReturnValue:
        team = typed("queue")
        return self._act(reference, "share_ended", lambda: self._desk.take_back(here(), reference, team))

    def _parting(self, field: str) -> Parting:
        return Parting(self._submission(), typed(field))

    def close(self, reference: str) -> ResponseReturnValue:
        disposition, words = typed("disposition"), typed("words")
        if disposition not in set(Disposition):
            return self._again(reference, "disposition")
        outcome, day, how = typed("outcome"), day_of(typed("follow_up")), how_of(typed("how"))
        return self._act(
            reference,
            "closed",
            lambda: self._desk.close(
                here(), reference, disposition, words, outcome=outcome, follow_up=day, how=how
            ),
        )

    def followed_up(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "followed_up", lambda: self._desk.followed_up(here(), reference))

    def task(self, reference: str) -> ResponseReturnValue:
        day = day_of(typed("due"))
        if day is None:
            return self._again(reference, "task_day")
        what = ToDo(typed("task"), day, typed("whom") or None)
        return self._act(
            reference, "task_kept", lambda: self._desk.task(here(), reference, self._submission(), what)
        )

    def check(self, reference: str) -> ResponseReturnValue:
        """Only what differs from what stood in the page: two people who tick at once lose nothing."""
        was, now = set(typed("was").split()), set(typed_list("step"))
        checked = Checked(
            typed("list"),
            tuple(sorted(now - was)),
            tuple(sorted(was - now)),
            typed("agency"),
            typed("reference"),
        )
        return self._act(
            reference, "checked", lambda: self._desk.check(here(), reference, self._submission(), checked)
        )

    def task_done(self, reference: str) -> ResponseReturnValue:
        which = typed("which")
        return self._act(reference, "task_done", lambda: self._desk.task_done(here(), reference, which))

    def reopen(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "reopened", lambda: self._desk.reopen(here(), reference))

    def acknowledge(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "acknowledged", lambda: self._desk.acknowledge(here(), reference))

    def hand_back(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "handed_back", lambda: self._desk.hand_back(here(), reference))

    def lift_exclusion(self, reference: str) -> ResponseReturnValue:
        member, reason = typed("member"), typed("reason")
        return self._act(
            reference, "lifted", lambda: self._desk.lift_exclusion(here(), reference, member, reason)
        )

    def hold(self, reference: str) -> ResponseReturnValue:
        reason = typed("reason")
        return self._act(reference, "held", lambda: self._desk.hold(here(), reference, reason))

    def release(self, reference: str) -> ResponseReturnValue:
        reason = typed("reason")
        return self._act(reference, "released", lambda: self._desk.release(here(), reference, reason))

    def link(self, reference: str) -> ResponseReturnValue:
        other = typed("other")
        return self._act(reference, "linked", lambda: self._desk.link(here(), reference, other))

    def home(self, reference: str) -> ResponseReturnValue:
        reason, unsafe = typed("home_reason"), typed("unsafe") == "1"
        return self._act(
            reference,
            "home_unsafe" if unsafe else "home_unsafe_lifted",
            lambda: self._desk.home(here(), reference, self._submission(), reason, unsafe=unsafe),
        )

    def send_anyway(self, reference: str) -> ResponseReturnValue:
        message = typed("message")
        return self._act(reference, "sent_anyway", lambda: self._desk.send_anyway(here(), reference, message))


def how_of(text: str) -> How:
    try:
        return How(text)
    except ValueError:
        return How.BY_RULE


def day_of(text: str) -> date | None:
    """A day as a form sends it; None for none, or for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def thread_pages(doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = ThreadPages(doors, settings)
    pages = Blueprint("thread", __name__, url_prefix="/threads/<reference>")
    pages.get("")(views.page)
    pages.post("/say")(views.say)
    pages.post("/reply")(views.reply)
    pages.post("/note")(views.note)
    pages.post("/presence")(views.presence)
    pages.post("/override")(views.override)
    pages.post("/assign")(views.assign)
    pages.post("/hand-over")(views.hand_over)
    pages.post("/share")(views.share)
    pages.post("/take-back")(views.take_back)
    pages.post("/close")(views.close)
    pages.post("/followed-up")(views.followed_up)
    pages.post("/check")(views.check)
    pages.post("/task")(views.task)
    pages.post("/task-done")(views.task_done)
    pages.post("/reopen")(views.reopen)
    pages.post("/acknowledge")(views.acknowledge)
    pages.post("/hand-back")(views.hand_back)
    pages.post("/lift-exclusion")(views.lift_exclusion)
    pages.post("/hold")(views.hold)
    pages.post("/release")(views.release)
    pages.post("/link")(views.link)
    pages.post("/home")(views.home)
    pages.post("/send-anyway")(views.send_anyway)
    return pages
