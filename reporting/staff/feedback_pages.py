"""For whoever leads the rules: tips drawn to be read again, sentences of colleagues, and figures."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.overriding import Word
from reporting.cases.refusals import NoSuchThread, Refused
from reporting.staff.doors import RuleFeedback
from reporting.staff.gate import here
from reporting.staff.insights_wording import month_name
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE


def word_of_form() -> Word:
    """What the form "Was this the right urgency?" says."""
    return Word(typed("said"), typed("category"), typed("sentence"))


def feedback_pages(feedback: RuleFeedback) -> Blueprint:
    pages = Blueprint("feedback", __name__, url_prefix="/rules")

    @pages.get("/sample")
    def samples() -> ResponseReturnValue:
        done = request.args.get("done")
        return render_template(
            "rules_sample.html",
            samples=feedback.samples(here()),
            examples=feedback.examples(here()),
            done=done if done in DONE else None,
        )

    @pages.get("/sample/<value>")
    def sample(value: str) -> ResponseReturnValue:
        return render_template("rules_sample_one.html", sample=feedback.sample(here(), value), typed={})

    @pages.post("/sample/<value>")
    def judge(value: str) -> ResponseReturnValue:
        word = word_of_form()
        try:
            feedback.judge(here(), value, word)
        except NoSuchThread:
            raise
        except Refused as refusal:
            kept = {"said": word.said, "category": word.category, "sentence": word.sentence}
            page = render_template(
                "rules_sample_one.html",
                sample=feedback.sample(here(), value),
                typed=kept,
                refused_code=refusal.code,
            )
            return page, status_of(refusal.code)
        return redirect(url_for("feedback.samples", done="judged"), 303)

    @pages.post("/examples/put-away")
    def put_away() -> ResponseReturnValue:
        feedback.put_away(here(), typed("value"))
        return redirect(url_for("feedback.samples", done="put_away"), 303)

    @pages.get("/figures")
    def figures() -> ResponseReturnValue:
        return render_template("rules_figures.html", figures=feedback.figures(here()), month_name=month_name)

    return pages
