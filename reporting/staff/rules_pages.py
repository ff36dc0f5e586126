"""The rules: what is in force, what is tried, what is drafted; adding words and rules; versions; going back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.model.reference import PATTERN
from reporting.people.refused import Refused, StepUpRefused
from reporting.rules.checking import Form, RuleForm, WordsForm
from reporting.rules.drafting import Looked
from reporting.staff.doors import Rules, StaffDoors
from reporting.staff.gate import here, stepped_up
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.typed import typed
from reporting.staff.wording import DONE
from triage.categories import CATEGORIES

HASH_LETTERS = 64
REFUSED_FORM = 422


class RulesPages:
    """The views of the rules."""

    def __init__(self, rules: Rules, doors: StaffDoors, settings: StaffSettings) -> None:
        self._rules = rules
        self._threads = doors.desk
        self._settings = settings

    def _act(self, done: str, deed: Callable[[], None], back: str = "rules.page") -> ResponseReturnValue:
        deed()
        return redirect(url_for(back, done=done), 303)

    def page(self) -> ResponseReturnValue:
        return render_template("rules.html", view=self._rules.reading.view(here()), done=_done())

    # -- words for a meaning
    def words(self) -> ResponseReturnValue:
        return self._words_page(WordsForm(concept=request.args.get("concept", "")))

    def words_now(self) -> ResponseReturnValue:
        form = WordsForm(typed("concept"), typed("lang") or "en", typed("words"))
        return self._form_now(form, self._words_page)

    def _words_page(
        self, form: WordsForm, looked: Looked | None = None, code: str | None = None
    ) -> ResponseReturnValue:
        like = typed("like") if request.method == "POST" else request.args.get("like", "")
        found = self._rules.reading.concepts(here(), like)
        # What was chosen stays to be chosen, whatever is looked for.
        if form.concept and all(one.name != form.concept for one in found):
            known = self._rules.reading.concepts(here(), "")
            found = (*(one for one in known if one.name == form.concept), *found)
        page = render_template(
            "rules_words.html", typed=form, like=like, concepts=found, **_shown(looked, code)
        )
        return page, _status(looked, code)

    # -- a rule of one's own
    def rule(self) -> ResponseReturnValue:
        return self._rule_page(RuleForm())

    def rule_now(self) -> ResponseReturnValue:
        form = RuleForm(
            title=typed("title"),
            category=typed("category"),
            urgency=typed("urgency"),
            together=typed("together") == "yes",
            phrases=typed("phrases"),
            exceptions=typed("exceptions"),
            match=typed("match"),
            no_match=typed("no_match"),
        )
        return self._form_now(form, self._rule_page)

    def _rule_page(
        self, form: RuleForm, looked: Looked | None = None, code: str | None = None
    ) -> ResponseReturnValue:
        page = render_template("rules_rule.html", typed=form, categories=CATEGORIES, **_shown(looked, code))
        return page, _status(looked, code)

    def _form_now(
        self, form: Any, page: Callable[[Any, Looked | None, str | None], ResponseReturnValue]
    ) -> ResponseReturnValue:
        """Look at it, or keep it. Whatever is refused, the form comes back as it was typed."""
        wants = typed("act") == "save"
        act: Callable[[Any, Form], Looked] = self._rules.desk.save if wants else self._rules.desk.look_at
        try:
            looked = act(here(), form)
        except Refused as refusal:
            return page(form, None, refusal.code)
        if wants and looked.may_be_saved:
            return redirect(url_for("rules.page", done="rules_drafted"), 303)
        return page(form, looked, "rules_not_saved" if wants else None)

    # -- the draft as a whole
    def draft(self) -> ResponseReturnValue:
        return self._draft_page()

    def _draft_page(self, code: str | None = None) -> ResponseReturnValue:
        session = here()
        page = render_template(
            "rules_draft.html",
            drafted=self._rules.reading.drafted(session),
            ready=stepped_up(session, self._settings.clock()),
            code=code,
        )
        return page, status_of(code) if code else 200

    def drop(self) -> ResponseReturnValue:
        place = typed("place")
        number = int(place) if place.isascii() and place.isdigit() and len(place) < len("12345") else -1
        return self._act("rules_dropped", lambda: self._rules.desk.drop(here(), number, typed("seen")))

    def try_out(self) -> ResponseReturnValue:
        self._rules.desk.note(here(), typed("note"))
        try:
            self._rules.desk.try_out(here())
        except StepUpRefused:
            # The note is kept in the draft: nothing typed is lost on the way.
            return redirect(url_for("entry.step_up", next=url_for("rules.draft")), 303)
        except Refused as refusal:
            return self._draft_page(refusal.code)
        return redirect(url_for("rules.page", done="rules_tried"), 303)

    # -- what comes in force
    def stop(self) -> ResponseReturnValue:
        return self._act("rules_stopped", lambda: self._rules.desk.stop(here()))

    def promote(self) -> ResponseReturnValue:
        return self._act("rules_approved", lambda: self._rules.desk.promote(here(), typed("seen")))

    def roll_back(self) -> ResponseReturnValue:
        return self._act("rules_rolled_back", lambda: self._rules.desk.roll_back(here(), typed("seen")))

    def looked(self) -> ResponseReturnValue:
        return self._act("rules_looked", lambda: self._rules.desk.looked(here()))

    def wish(self) -> ResponseReturnValue:
        shown = typed("shown") == "yes"
        return self._act(
            "rules_shown" if shown else "rules_hidden", lambda: self._rules.desk.wish(here(), shown=shown)
        )

    # -- versions
    def version(self, version: str) -> ResponseReturnValue:
        """A number is a version of the district's own rules; a hash is a whole rule book, as decisions name it."""
        if len(version) == HASH_LETTERS:
            return self._rulebook(version)
        if not (version.isascii() and version.isdigit() and len(version) < len("1234567")):
            abort(404)
        return render_template("rules_version.html", compared=self._rules.reading.compared(int(version)))

    def _rulebook(self, rulebook: str) -> ResponseReturnValue:
        rule = request.args.get("rule", "")
        if not rule:
            return render_template(
                "rules_book.html", rulebook=rulebook, files=self._rules.reading.contents(rulebook)
            )
        reference = request.args.get("thread", "")
        fired = self._fired(reference, rulebook, rule) if PATTERN.fullmatch(reference) else ()
        return render_template(
            "rules_explained.html",
            one=self._rules.reading.explained(rulebook, rule),
            reference=reference if fired else None,
            fired=fired,
        )

    def _fired(self, reference: str, rulebook: str, rule: str) -> tuple[Any, ...]:
        """The words that this rule stood on, for who may read the thread."""
        thread = self._threads.read(here(), reference)
        reasons = (*thread.because, *(reason for tried in thread.tried for reason in tried.because))
        return tuple(one for one in reasons if (one.rulebook, one.rule) == (rulebook, rule))


def _done() -> str | None:
    code = request.args.get("done")
    return code if code in DONE else None


def _shown(looked: Looked | None, code: str | None) -> dict[str, Any]:
    """Complaints by field, and what would change."""
    wrong: dict[str, list[Any]] = {}
    for one in looked.complaints if looked else ():
        wrong.setdefault(one.field, []).append(one)
    return {
        "wrong": wrong,
        "preview": looked.preview if looked else None,
        "invalid": looked.invalid if looked else "",
        "may_save": looked.may_be_saved if looked else False,
        "code": code,
    }


def _status(looked: Looked | None, code: str | None) -> int:
    if code is not None and code != "rules_not_saved":
        return status_of(code)
    return REFUSED_FORM if code or (looked and (looked.complaints or looked.invalid)) else 200


def rules_pages(rules: Rules, doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = RulesPages(rules, doors, settings)
    pages = Blueprint("rules", __name__, url_prefix="/rules")
    pages.get("")(views.page)
    pages.get("/draft")(views.draft)
    pages.get("/draft/words")(views.words)
    pages.post("/draft/words")(views.words_now)
    pages.get("/draft/rule")(views.rule)
    pages.post("/draft/rule")(views.rule_now)
    pages.post("/draft/drop")(views.drop)
    pages.post("/draft/try")(views.try_out)
    pages.post("/stop")(views.stop)
    pages.post("/promote")(views.promote)
    pages.post("/back")(views.roll_back)
    pages.post("/looked")(views.looked)
    pages.post("/wish")(views.wish)
    pages.get("/versions/<version>")(views.version)
    return pages
