"""The leads' pages, and the form in a thread: what they show, what they keep, and that no word gets into an address."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reporting.cases.overriding import Word
from reporting.cases.refusals import CopiedWords, NotAllowed, StillRinging
from reporting.cases.rule_examples import ExampleView, Sentence
from reporting.cases.rule_figures import CategoryFigures, Figures, MonthFigures, RuleFigures
from reporting.cases.sample_desk import SampleRow, SampleView
from reporting.cases.staff_view import Reason
from reporting.model.feedback import Said
from triage.evaluate import Rate

VALUE = "ab" * 16
DRAWN = datetime(2026, 3, 9, tzinfo=UTC)
OWN = 'he said "zorble" & left'
RULE = RuleFigures("thr.kill", "Says that he will kill", "threat", 9, 2, 0)


def sample(text: str = "the chess room smells of paint") -> SampleView:
    row = SampleRow(VALUE, DRAWN, "Northside High", "routine", "unsorted")
    reason = (Reason("Speaks of paint", "oth.paint", "paint", 1),)
    return SampleView(row, text, "en", reason, (Said.RIGHT, Said.SAME_DAY, Said.PAGE), ("threat", "unsorted"))


def example() -> ExampleView:
    return ExampleView("cd" * 16, Sentence(OWN, "urgent", "threat", "en", ("thr.kill",)), "Ben Osei", DRAWN)


def year(**changed: int) -> MonthFigures:
    numbers = {
        "tips": 200,
        "unpaged": 180,
        "unsorted": 40,
        "pages": 22,
        "lowered": 2,
        "missed": 1,
        "sampled": 40,
        "sample_missed": 1,
    }
    return MonthFigures(202603, **{**numbers, **changed})


def figures(**changed: Any) -> Figures:
    found = Figures(
        months=(year(),),
        whole=year(),
        rules=(RULE,),
        silent=(replace(RULE, rule="sui.rope", title="Speaks of a rope", fired=0),),
        corpus=(CategoryFigures("threat", Rate("pages", 30, 31), Rate("needless", 1, 20)),),
    )
    return replace(found, **changed)


def test_a_counselor_says_in_the_thread_that_a_page_need_not_have_been(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get("/threads/7KQ2BC")
    assert "Was this the right urgency?" in ana.text
    assert "Never copy the student's words" in ana.text.replace("&#39;", "'")
    assert "Carla Díaz, Dan Poe" in ana.text
    ana.post("/threads/7KQ2BC/override", said="need_not_page", category="threat", sentence=OWN)
    act, reference, submission, word = house.acts[-1]
    assert (act, reference, len(submission)) == ("override", "7KQ2BC", 16)
    assert word == Word("need_not_page", "threat", OWN)
    assert "Ana Ruiz said: need not have paged" in ana.text
    assert 'id="because"' in ana.text
    assert "zorble" not in ana.answer.request.url


@pytest.mark.parametrize("refusal", [CopiedWords, StillRinging])
def test_a_refused_word_gives_back_what_was_typed(ana: Any, house: Any, refusal: type[Exception]) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get("/threads/7KQ2BC")
    house.refuse_next = refusal()
    ana.post("/threads/7KQ2BC/override", said="need_not_page", category="threat", sentence="my own words")
    assert ana.status == 422
    assert 'value="my own words"' in ana.text
    assert re.search(r'value="need_not_page" required checked', ana.text)


def test_while_a_page_rings_the_form_says_why_it_cannot_be_lowered(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    thread = house.threads["7KQ2BC"]
    house.threads["7KQ2BC"] = replace(
        thread, urgency=replace(thread.urgency, rings=True, sayings=(Said.RIGHT,))
    )
    ana.get("/threads/7KQ2BC")
    assert "The page still rings." in ana.text
    assert "need_not_page" not in ana.text


def test_a_lead_reads_a_sampled_tip_and_judges_it(ana: Any, house: Any) -> None:
    house.samples = [sample()]
    ana.get("/rules/sample")
    assert "chess room" not in ana.text  # the list shows no word of it
    ana.get(f"/rules/sample/{VALUE}")
    assert "chess room" in ana.text
    assert "Speaks of paint" in ana.text
    ana.post(f"/rules/sample/{VALUE}", said="should_page", category="threat", sentence="")
    assert house.acts[-1] == ("judge", VALUE, Word("should_page", "threat", ""))
    assert "No tip waits for you" in ana.text


def test_a_refused_judgement_shows_the_tip_again_with_what_was_typed(ana: Any, house: Any) -> None:
    house.samples = [sample()]
    ana.get(f"/rules/sample/{VALUE}")
    house.refuse_next = CopiedWords()
    ana.post(f"/rules/sample/{VALUE}", said="same_day", category="threat", sentence="my own words")
    assert (ana.status, "chess room" in ana.text) == (422, True)
    assert 'value="my own words"' in ana.text


def test_a_tip_that_is_not_there_and_one_that_is_not_theirs_are_one_answer(ana: Any, house: Any) -> None:
    for value in (VALUE, "aa", "..%2f"):
        ana.get(f"/rules/sample/{value}")
        assert ana.status == 404


def test_a_colleagues_sentence_goes_into_a_draft_by_a_form_and_never_by_an_address(
    ana: Any, house: Any
) -> None:
    house.examples = [example()]
    ana.get("/rules/sample")
    form = re.search(r'<form method="post" action="/rules/draft/rule">(.*?)</form>', ana.text, re.DOTALL)
    assert form
    assert 'name="match" value="he said &#34;zorble&#34; &amp; left"' in form[1]
    assert 'name="urgency" value="urgent"' in form[1]
    assert "csrf_token" in form[1]
    assert not re.search(r'(?:href|action)="[^"]*zorble', ana.text)
    house.examples = [replace(example(), sentence=replace(example().sentence, label="routine"))]
    assert 'name="no_match" value="he' in ana.get("/rules/sample").text
    ana.post("/rules/examples/put-away", value="cd" * 16)
    assert house.acts[-1] == ("put_away", "cd" * 16)
    assert "zorble" not in ana.text


def test_without_a_count_the_figures_say_so(ana: Any) -> None:
    ana.get("/rules/figures")
    assert (ana.status, "Nothing is counted yet" in ana.text) == (200, True)


def test_the_figures_show_recall_with_its_interval(ana: Any, house: Any) -> None:
    house.figures = figures()
    ana.get("/rules/figures")
    said = " ".join(re.sub(r"<[^>]+>", " ", ana.text).split())
    recall = year().recall
    assert recall is not None
    assert f"About {100 * recall.share:.0f}% of the tips" in said
    assert "95% interval" in said
    assert "9% (2 of 22; 95% interval 3% to 28% )" in said.replace("28%)", "28% )")
    assert "1 rule has not fired" in said
    assert "30/31" in said


def test_with_too_few_samples_there_is_a_sentence_and_no_figure(ana: Any, house: Any) -> None:
    house.figures = figures(whole=year(sampled=29))
    ana.get("/rules/figures")
    assert "Too few to say." in ana.text
    assert "of the tips that needed a page" not in ana.text


def test_more_than_two_false_pages_in_a_week_are_said_on_top(ana: Any, house: Any) -> None:
    house.figures = figures(false_pages_this_week=2)
    assert "false pages in seven days" not in ana.get("/rules/figures").text
    house.figures = figures(false_pages_this_week=3)
    assert "3 false pages in seven days" in ana.get("/rules/figures").text


def test_a_bar_never_leaves_its_frame(ana: Any, house: Any) -> None:
    house.figures = figures(whole=year(lowered=22, unsorted=200, sample_missed=40))
    ana.get("/rules/figures")
    widths = [float(width) for width in re.findall(r'<rect x="0" y="3" width="([\d.]+)%"', ana.text)]
    ends = [
        float(end) for pair in re.findall(r'<line x1="([\d.]+)%" x2="([\d.]+)%"', ana.text) for end in pair
    ]
    assert len(widths) > 4
    assert len(ends) > 4
    assert all(0 <= one <= 100 for one in (*widths, *ends))


def test_who_leads_nothing_is_refused(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get("/threads/7KQ2BC")
    house.refuse_next = NotAllowed()
    ana.post("/rules/examples/put-away", value="cd" * 16)
    assert ana.status == 403


def test_the_pages_speak_spanish(ana: Any, house: Any) -> None:
    house.figures, house.samples, house.examples = figures(), [sample()], [example()]
    ana.get("/language/es")
    house.lang = "es"
    for path, words in (
        ("/rules/figures", "Cifras de las reglas"),
        ("/rules/sample", "Muestra semanal"),
        (f"/rules/sample/{VALUE}", "¿Fue correcta esta urgencia?"),
    ):
        assert words in ana.get(path).text
