"""One screen for the first minutes: the message, first replies, numbered steps, and a way to pass it on."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.held_replies import How
from reporting.cases.refusals import NoSuchThread, Refused
from reporting.cases.staff_view import StaffThread
from reporting.referrals.referral_desk import SideCall
from reporting.staff import language
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.kept import kept_rest
from reporting.staff.now_view import FirstWords, Guidances, unanswered, waited, with_reply
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import ThreadPage, submission_of
from reporting.staff.typed import all_typed, typed
from reporting.staff.wording import DONE


class NowPages:
    def __init__(self, doors: StaffDoors, guidances: Guidances, settings: StaffSettings) -> None:
        self._desk = doors.desk
        self._drafts = doors.drafts
        self._referrals = doors.referrals
        self._guidances = guidances
        self._settings = settings
        self._facts = ThreadPage(doors, settings).facts

    def page(self, reference: str) -> ResponseReturnValue:
        done = request.args.get("done")
        kept = self._drafts.of(here(), url_for("now.page", reference=reference))
        return self._shown(
            reference,
            done=done if done in DONE else None,
            body=kept.get("body", ""),
            given_back=bool(kept),
        )

    def say(self, reference: str) -> ResponseReturnValue:
        """Without scripts: a first reply comes into the field, and what was typed there stays."""
        return self._shown(reference, chosen=typed("say"), body=typed("body"))

    def take(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "acknowledged", lambda: self._desk.acknowledge(here(), reference))

    def hand_back(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "handed_back", lambda: self._desk.hand_back(here(), reference))

    def reply(self, reference: str) -> ResponseReturnValue:
        body, seen = typed("body"), typed("seen")
        submission = submission_of(typed("submission"), self._settings.random)
        return self._act(
            reference,
            "replied",
            # A page rang for this: its first answer waits for no morning.
            lambda: self._desk.reply(here(), reference, submission, body, seen, how=How.NOW),
        )

    def _act(self, reference: str, done: str, deed: Callable[[], object]) -> ResponseReturnValue:
        try:
            deed()
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._shown(reference, body=typed("body"), refused=refusal.code)
        kept_rest(self._drafts, url_for("now.page", reference=reference), all_typed())
        return redirect(url_for("now.page", reference=reference, done=done), 303)

    def _shown(
        self,
        reference: str,
        *,
        done: str | None = None,
        chosen: str = "",
        body: str = "",
        refused: str | None = None,
        given_back: bool = False,
    ) -> ResponseReturnValue:
        thread = self._desk.read(here(), reference)
        if thread.page is None:
            return redirect(url_for("thread.page", reference=reference), 303)
        words = self._guidances.first_words(
            here(), thread.category, thread.lang, language.chosen(), thread.channel
        )
        earlier, fresh = unanswered(thread)
        page = render_template(
            "now.html",
            words=words,
            earlier=earlier,
            fresh=fresh,
            wait=waited(thread),
            side_calls=self._side_calls(thread),
            done=done,
            given_back=given_back,
            **self._facts(thread, refused=refused, typed={"body": _chosen(words, chosen, body)}),
        )
        return page, status_of(refused) if refused else 200

    def _side_calls(self, thread: StaffThread) -> list[SideCall]:
        """Whom to call for words that nobody here can read; once for each partner."""
        known = {
            one.params.get("side", ""): one.params
            for one in thread.messages
            if one.author == "system" and one.code == "side_urgent" and one.failure is None
        }
        found = [self._referrals.side_call(params) for params in known.values()] if self._referrals else []
        return [one for one in found if one is not None]


def _chosen(words: FirstWords, chosen: str, body: str) -> str:
    numbered = {str(at): reply for at, reply in enumerate(words.replies)}
    return with_reply(body, numbered[chosen], words.replies) if chosen in numbered else body


def now_pages(doors: StaffDoors, guidances: Guidances, settings: StaffSettings) -> Blueprint:
    views = NowPages(doors, guidances, settings)
    pages = Blueprint("now", __name__, url_prefix="/threads/<reference>/now")
    pages.get("")(views.page)
    pages.post("/say")(views.say)
    pages.post("/take")(views.take)
    pages.post("/reply")(views.reply)
    pages.post("/hand-back")(views.hand_back)
    return pages
