"""What leads and their colleagues see under Rules, over a real house."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.integration.rules.conftest import RULE, SLANG, WORDS, Leads, Reader, with_rules

SAYS_IT = "jay did kratzo and now he is slurring"


@pytest.fixture
def leads(small_town: Any) -> Leads:
    return Leads(small_town)


@pytest.fixture
def north(small_town: Any) -> Reader:
    return Reader(small_town, "north")


def test_everybody_reads_what_is_in_force_and_only_leads_change_it(small_town: Any, north: Reader) -> None:
    page = north.get("/rules")
    assert "shipped rules work in any case" in page
    assert "Add words" in page
    other = Reader(small_town, "north_too")
    assert "Add words" not in other.get("/rules")
    other.get("/rules/draft/words")
    assert other.status == 422
    assert "The lead of a queue changes the rules" in other.text


def test_a_form_that_is_refused_comes_back_as_it_was_typed(north: Reader) -> None:
    north.get("/rules/draft/rule")
    page = north.post(
        "/rules/draft/rule",
        act="save",
        title="Says <this> & that",
        category="substance_use",
        urgency="soon",
        phrases="selling zorbies\n$pills",
        match="only one",
        no_match="nothing here",
    )
    assert north.status == 422
    assert "Says &lt;this&gt; &amp; that" in page
    assert "selling zorbies\n$pills" in page
    assert "Write words only, without signs like $." in page
    assert page.count("Write at least three sentences, one a line.") == 2
    assert 'value="substance_use" selected' in page


def test_each_test_sentence_that_fails_is_named_and_nothing_is_kept(north: Reader, leads: Leads) -> None:
    north.get("/rules/draft/rule")
    page = north.post(
        "/rules/draft/rule",
        act="save",
        title=RULE.title,
        category=RULE.category,
        urgency=RULE.urgency,
        phrases=RULE.phrases,
        match=RULE.match + "\nnobody has any of it",
        no_match=RULE.no_match + "\nthey keep selling her zorbies",
    )
    assert north.status == 422
    assert re.search(r"nobody has any of it</q> must match “[^”]+”, and does not", page)
    assert re.search(r"they keep selling her zorbies</q> must not match “[^”]+”, and does", page)
    assert leads.view().draft is None


def test_what_would_change_is_shown_from_old_to_new_before_anything_is_kept(
    north: Reader, leads: Leads
) -> None:
    north.get("/rules/draft/words?like=percs")
    page = north.post("/rules/draft/words", act="look", concept="drug", lang="en", words="slurring, sky")
    assert "What would change" in page
    assert "Keep in the draft" in page or "cannot be kept" in page
    assert leads.view().draft is None
    page = north.post("/rules/draft/words", act="look", concept="drug", lang="en", words=SLANG)
    assert "Every rule still passes its own tests." in page
    page = north.post("/rules/draft/words", act="save", concept="drug", lang="en", words=SLANG)
    assert "Kept in the draft" in page
    assert SLANG in page


def test_the_meaning_is_found_by_a_word_that_means_the_same(north: Reader) -> None:
    page = north.get("/rules/draft/words?like=percs")
    assert 'id="c-drug"' in page
    assert 'id="c-weed_vape"' not in page
    page = north.get("/rules/draft/words?like=nosuchword")
    assert "No meaning holds this word." in page


def test_an_old_decision_is_explained_by_the_rules_of_its_day(
    small_town: Any, leads: Leads, north: Reader
) -> None:
    leads.puts_in_force(RULE)
    small_town.tip("they keep selling zorbies by the gym")
    reference = small_town.threads()[-1].reference
    leads.rolls_back()
    thread = north.get(f"/threads/{reference}")
    link = re.search(r'href="(/rules/versions/[0-9a-f]{64}\?rule=own\.[^"]+)"', thread)
    assert link, thread
    page = north.get(link[1].replace("&amp;", "&"))
    assert RULE.title in page
    assert "selling zorbies" in page
    assert "What it stood on in" in page
    assert "district.yaml" in page


def test_after_an_upgrade_of_the_shipped_rules_an_old_decision_is_still_explained(
    small_town: Any, north: Reader, tmp_path: Path
) -> None:
    small_town.tip("he took percs and is slurring")
    before = small_town.house.rules.active.hash
    newer = tmp_path / "newer"
    shutil.copytree(small_town.house.foundation.settings.rules, newer)
    file = newer / "small.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Someone may be", "Somebody is"), encoding="utf-8"
    )
    upgraded = with_rules(small_town, newer)
    assert upgraded.house.rules.active.hash != before
    page = Reader(upgraded, "north").get(f"/rules/versions/{before}?rule=ovd.now")
    assert "Someone may be overdosing or is passed out" in page
    assert "Somebody is" not in page
    upgraded.house.close()


def test_a_person_who_may_not_read_the_thread_sees_the_rule_and_not_the_words(
    small_town: Any, leads: Leads
) -> None:
    leads.puts_in_force(RULE)
    small_town.tip("they keep selling zorbies by the gym")
    thread = small_town.threads()[-1]
    book = leads.view().rulebook
    rule = next(one.id for one in leads.view().in_force_edits)
    stranger = Reader(small_town, "south_too")
    page = stranger.get(f"/rules/versions/{book}?rule={rule}&thread={thread.reference}")
    assert stranger.status == 404
    assert "by the gym" not in page
    assert RULE.title in stranger.get(f"/rules/versions/{book}?rule={rule}")


def test_a_version_shows_its_difference_and_a_hash_that_nobody_kept_is_refused(
    leads: Leads, north: Reader
) -> None:
    leads.puts_in_force(WORDS)
    page = north.get(f"/rules/versions/{leads.view().in_force.number}")
    assert SLANG in page
    assert 'class="line-in"' in page
    assert "Beside the shipped rules" in page
    north.get("/rules/versions/" + "0" * 64)
    assert north.status == 422
    north.get("/rules/versions/x")
    assert north.status == 404


def test_the_inbox_marks_what_would_change_only_for_who_asked(
    small_town: Any, leads: Leads, north: Reader
) -> None:
    leads.tries(WORDS)
    small_town.tip(SAYS_IT)
    assert "Rules being tried: Urgent" not in north.get("/inbox?view=all")
    north.get("/rules")
    north.post("/rules/wish", shown="yes")
    assert "Rules being tried: Urgent" in north.get("/inbox?view=all")
    other = Reader(small_town, "north_too")
    assert "Rules being tried" not in other.get("/inbox?view=all")
    # The thread tells everybody who reads it, with the words.
    reference = small_town.threads()[-1].reference
    page = other.get(f"/threads/{reference}")
    assert "They would have said Urgent (Overdose), not Routine." in page


def test_putting_in_force_and_going_back_ask_for_the_password_again(small_town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    small_town.clock.advance(minutes=6)
    south = Reader(small_town, "south")
    south.get("/rules")
    south.post("/rules/promote", follow=False, seen=leads.view("south").shadow.hash)
    assert south.location.startswith("/step-up?next=/rules")
    assert leads.view().in_force is None
    north = Reader(small_town, "north")
    north.get("/rules/draft/words")
    north.post("/rules/back", follow=False, seen="")
    assert north.location.startswith("/step-up?next=/rules")


def test_the_reason_for_a_trial_is_not_lost_to_the_password(small_town: Any, leads: Leads) -> None:
    leads.drafts(WORDS)
    small_town.clock.advance(minutes=6)
    north = Reader(small_town, "north")
    north.get("/rules/draft")
    north.post("/rules/draft/try", follow=False, note="heard at two schools")
    assert north.location.startswith("/step-up?next=/rules/draft")
    assert "heard at two schools" in north.get("/rules/draft")
    assert leads.view().shadow is None
