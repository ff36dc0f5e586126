"""A lead drafts and tries, a second person puts in force, one lead goes back."""

from typing import Any

import pytest

from reporting.audit.chain import AuditChain
from reporting.audit.reading import first_broken
from reporting.people.refused import StepUpRefused
from reporting.rules.checking import WordsForm
from reporting.store import audit_entries
from tests.integration.rules.conftest import RULE, SLANG, WORDS, Leads

SAYS_IT = "jay did kratzo and now he is slurring"


@pytest.fixture
def town(small_town: Any) -> Any:
    return small_town


@pytest.fixture
def leads(town: Any) -> Leads:
    return Leads(town)


def severities(town: Any) -> list[str]:
    return sorted(one.severity for one in town.threads())


def test_a_word_that_two_leads_added_pages_and_no_restart_is_needed(founded_house_on_each: Any) -> None:
    town, leads = founded_house_on_each, Leads(founded_house_on_each)
    town.tip(SAYS_IT)
    leads.tries(WORDS)
    town.tip(SAYS_IT)
    assert severities(town) == ["routine", "routine"]  # what is tried pages nobody
    leads.approves()
    town.tip(SAYS_IT)
    assert severities(town) == ["routine", "routine", "urgent"]
    town.work()
    assert len(town.carrier.texts) >= 1
    leads.rolls_back()
    town.tip(SAYS_IT)
    assert severities(town) == ["routine", "routine", "routine", "urgent"]


def test_nobody_says_yes_to_their_own_proposal(town: Any, leads: Leads, refused: Any) -> None:
    leads.tries(WORDS)
    with refused("rules_own"):
        leads.approves("north")
    assert leads.view().in_force is None


def test_a_registrar_may_say_yes_and_a_member_who_leads_nothing_may_not(
    town: Any, leads: Leads, refused: Any
) -> None:
    leads.tries(WORDS)
    with refused("rules_not_second"):
        leads.approves("north_too")
    leads.approves("administrator")
    assert leads.view().last.second == town.name("administrator")


@pytest.mark.parametrize("role", ["north_too", "administrator"])
def test_who_leads_no_queue_changes_nothing(town: Any, leads: Leads, refused: Any, role: str) -> None:
    desk, session = town.house.rule_desk, town.sessions[role]
    leads.drafts(WORDS)
    for act in (
        lambda: desk.look_at(session, WORDS),
        lambda: desk.save(session, WORDS),
        lambda: desk.drop(session, 0, leads.view().draft_mark),
        lambda: desk.note(session, "x"),
        lambda: desk.try_out(session),
        lambda: desk.stop(session),
        lambda: desk.roll_back(session, ""),
    ):
        with refused("rules_not_lead"):
            act()
    assert [one.words for one in leads.view().draft] == [(SLANG,)]


def test_trying_saying_yes_and_going_back_need_the_password_again(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    leads.tries(RULE)
    desk, view = town.house.rule_desk, leads.view()
    town.clock.advance(minutes=6)
    for act in (
        lambda: desk.try_out(town.sessions["north"]),
        lambda: desk.promote(town.sessions["south"], view.shadow.hash),
        lambda: desk.roll_back(town.sessions["north"], view.in_force_mark),
    ):
        with pytest.raises(StepUpRefused):
            act()


def test_a_yes_to_something_else_than_was_looked_at_is_refused(town: Any, leads: Leads, refused: Any) -> None:
    leads.tries(WORDS)
    seen = leads.view().shadow.hash
    town.house.rule_desk.stop(town.sessions["north"])
    leads.tries(RULE)
    with refused("rules_moved"):
        town.house.rule_desk.promote(town.sessions["south"], seen)


def test_what_is_no_longer_tried_becomes_the_draft_again(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    town.house.rule_desk.stop(town.sessions["north"])
    view = leads.view()
    assert view.shadow is None
    assert town.house.rules.shadow is None
    assert [one.words for one in view.draft] == [(SLANG,)]


def test_a_draft_that_was_begun_before_another_came_in_force_loses_neither(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    leads.drafts(RULE)
    leads.approves()
    leads.tries()
    leads.approves()
    view = leads.view()
    assert {getattr(one, "title", None) or one.words[0] for one in view.in_force_edits} == {SLANG, RULE.title}
    assert view.in_force.number == 2


def test_what_passes_alone_and_fails_together_is_not_tried(town: Any, leads: Leads, refused: Any) -> None:
    leads.tries(WordsForm("out", "en", "sky"))
    leads.drafts(WordsForm("drug", "en", "blue"))
    leads.approves()
    with refused("rules_failing"):
        leads.tries()
    drafted = town.house.rule_reading.drafted(town.sessions["north"])
    assert [one.sentence for one in drafted.preview.failing] == ["the blue sky"]


def test_a_word_in_force_can_be_taken_out_again(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS, RULE)
    town.house.rule_desk.drop(town.sessions["north"], 0, leads.view().draft_mark)
    leads.tries()
    leads.approves()
    assert [one.title for one in leads.view().in_force_edits] == [RULE.title]
    town.tip(SAYS_IT)
    assert severities(town) == ["routine"]


def test_of_two_who_change_the_draft_at_once_the_later_is_told_to_look_again(
    town: Any, leads: Leads, refused: Any
) -> None:
    leads.drafts(WORDS)
    seen = leads.view().draft_mark
    leads.drafts(WordsForm("drug", "es", "zorbi"), role="south")
    with refused("rules_moved"):
        town.house.rule_desk.drop(town.sessions["north"], 0, seen)


def test_a_roll_back_stands_as_an_alarm_until_somebody_else_has_looked(
    town: Any, leads: Leads, refused: Any
) -> None:
    leads.puts_in_force(WORDS)
    leads.rolls_back()

    def kinds() -> set[str]:
        return {row.kind for row in town.doors.alarms.open(town.sessions["south"])}

    assert "rules_rolled_back" in kinds()
    with refused("rules_own"):
        town.house.rule_desk.looked(town.sessions["north"])
    assert leads.view("south").may_look
    town.house.rule_desk.looked(town.sessions["south"])
    assert "rules_rolled_back" not in kinds()


def test_going_back_leads_step_by_step_to_the_shipped_rules_and_no_further(
    town: Any, leads: Leads, refused: Any
) -> None:
    leads.puts_in_force(WORDS)
    leads.puts_in_force(RULE)
    leads.rolls_back("south")
    assert [one.words for one in leads.view().in_force_edits] == [(SLANG,)]
    leads.rolls_back()
    assert town.house.rules.active is town.rulebook
    with refused("rules_nothing_before"):
        leads.rolls_back()


def test_every_act_stands_in_the_audit_without_a_word_of_the_rules(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    leads.rolls_back()
    town.house.rule_desk.looked(town.sessions["south"])
    district = town.house.ground.district
    with town.house.foundation.database.read() as conn:
        deeds = [one.deed for one in audit_entries.since(conn, district, 0)]
    acts = [one for one in deeds if one.act.startswith("rules_")]
    assert [(one.act, one.actor) for one in acts] == [
        ("rules_drafted", town.member("north")),
        ("rules_tried", town.member("north")),
        ("rules_approved", town.member("south")),
        ("rules_rolled_back", town.member("north")),
        ("rules_looked", town.member("south")),
    ]
    assert all(one.object is None and one.queue is None for one in acts)
    chain = AuditChain(town.house.people.trust.server_key, district)
    assert first_broken(town.house.foundation.database, chain) is None


def test_own_rules_that_no_longer_fit_leave_the_shipped_ones_with_an_alarm(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    folder = town.house.foundation.settings.rules
    text = (folder / "small.yaml").read_text(encoding="utf-8")
    # An upgrade gave the meaning another name.
    renamed = {
        **town.house.rule_desk._ground.shelf._texts,
        "small.yaml": text.replace("drug", "street_drug"),
    }
    town.house.rule_desk._ground.shelf._texts = renamed
    town.house.rule_desk._ground.shelf._books.clear()
    town.house.rules.load()
    assert town.house.rules.active is town.rulebook
    assert "rules_do_not_fit" in {one.kind for one in town.house.people.alarms.standing()}
