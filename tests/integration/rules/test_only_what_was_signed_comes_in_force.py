"""Whoever can write the database must not be able to change what pages."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from reporting.store.rule_versions import ACT, VERSION
from reporting.vault.rule_acts import SHIPPED_ALONE
from tests.integration.rules.conftest import RULE, SLANG, WORDS, Leads
from triage.assess import assess
from triage.decision import Severity

SAYS_IT = "jay did kratzo and now he is slurring"


@pytest.fixture
def town(small_town_on_each: Any) -> Any:
    return small_town_on_each


@pytest.fixture
def leads(town: Any) -> Leads:
    return Leads(town)


def changed(town: Any, *statements: Any) -> None:
    """Somebody with the database's password changes rows."""
    town.house.foundation.database.write(lambda conn: [conn.execute(one) for one in statements] and None)


def pages(town: Any, text: str = SAYS_IT) -> bool:
    return assess(text, town.house.rules.active).severity is Severity.URGENT


def alarms(town: Any) -> set[str]:
    return {one.kind for one in town.house.people.alarms.standing()}


def test_a_restart_takes_up_what_two_people_signed(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    town.restart()
    assert pages(town)
    assert alarms(town) == set()


def test_another_process_takes_over_what_came_in_force_and_what_was_taken_back(
    town: Any, leads: Leads
) -> None:
    beside = town.beside()
    leads.puts_in_force(WORDS)
    assert not pages(beside)
    assert beside.house.rules.look()
    assert pages(beside)
    assert not beside.house.rules.look()
    leads.rolls_back()
    assert beside.house.rules.look()
    assert not pages(beside)
    beside.house.close()


def test_a_state_written_into_the_database_puts_nothing_in_force(town: Any, leads: Leads) -> None:
    leads.drafts(WORDS)
    changed(town, update(VERSION).values(state="in_force"))
    town.restart()
    assert not pages(town)
    for proposal in (None, b"x" * 64):
        changed(town, update(VERSION).values(state="shadow", proposal=proposal))
        town.restart()
        assert town.house.rules.shadow is None


def test_an_act_without_the_second_persons_signature_puts_nothing_in_force(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    with town.house.foundation.database.read() as conn:
        tried = conn.execute(select(VERSION)).mappings().one()
    forged = {
        "district": town.house.ground.district,
        "n": 1,
        "act": "approve",
        "hash": tried["hash"],
        "parent": SHIPPED_ALONE,
        "minute": 1,
        "first": tried["author"],
        "first_sig": tried["proposal"],
        "second": town.member("south"),
        "second_sig": tried["proposal"],
    }
    changed(town, insert(ACT).values(**forged))
    town.restart()
    assert not pages(town)
    assert "rules_not_verified" in alarms(town)


@pytest.mark.parametrize(
    "change",
    [
        lambda: delete(ACT),
        lambda: update(ACT).values(parent=b"x" * 32),
        lambda: update(ACT).values(hash=SHIPPED_ALONE),
        lambda: update(ACT).values(second_sig=b"x" * 64),
        lambda: update(ACT).values(act="roll_back"),
    ],
    ids=["deleted", "another parent", "another hash", "another signature", "another act"],
)
def test_changed_acts_leave_the_last_good_rules_in_force_with_an_alarm(
    town: Any, leads: Leads, change: Callable[[], Any]
) -> None:
    leads.puts_in_force(WORDS)
    changed(town, change())
    town.house.rules.load()
    assert pages(town)
    assert "rules_not_verified" in alarms(town)
    town.restart()
    assert pages(town)
    assert "rules_not_verified" in alarms(town)


def test_while_the_database_is_not_to_be_trusted_nothing_can_be_signed_on_top_of_it(
    town: Any, leads: Leads, refused: Any
) -> None:
    leads.puts_in_force(WORDS)
    leads.drafts(RULE)
    changed(town, update(ACT).values(minute=1))
    town.house.rules.load()
    with refused("rules_not_verified"):
        town.house.rule_desk.try_out(town.sessions["north"])
    assert not leads.view().trusted


def test_a_changed_text_is_not_taken_and_the_trust_directory_remembers_the_good_one(
    town: Any, leads: Leads
) -> None:
    leads.puts_in_force(WORDS)
    changed(town, update(VERSION).values(sealed=b"x" * 200))
    town.restart()
    assert pages(town)
    # A draft on top of it would lose the words without anybody having said so.
    assert "rules_not_verified" in alarms(town)
    assert not town.house.rules.now.trusted


def test_another_text_under_the_signed_hash_is_not_taken(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    leads.drafts(RULE)
    signed = bytes.fromhex(leads.view().in_force.hash)
    changed(town, update(VERSION).where(VERSION.c.n == 2).values(hash=signed))
    town.restart()
    assert pages(town)
    assert not assess("they keep selling zorbies", town.house.rules.active).hits


def test_an_old_yes_does_not_put_a_version_in_force_again_after_it_was_rolled_back(
    town: Any, leads: Leads
) -> None:
    leads.puts_in_force(WORDS)
    with town.house.foundation.database.read() as conn:
        old = dict(conn.execute(select(ACT)).mappings().one())
    leads.rolls_back()
    changed(town, insert(ACT).values(**{**old, "n": 3}))
    town.house.rules.load()
    assert not pages(town)
    assert "rules_not_verified" in alarms(town)


def test_deleting_the_roll_back_does_not_bring_the_rules_back(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    leads.rolls_back()
    changed(town, delete(ACT).where(ACT.c.n == 2))
    town.restart()
    assert not pages(town)
    assert "rules_not_verified" in alarms(town)


def test_a_damaged_pin_leaves_the_shipped_rules(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    (town.house.people.trust.path / "rules.json").write_text("[]", encoding="utf-8")
    town.restart()
    assert town.house.rules.active is town.rulebook
    assert "rules_not_verified" in alarms(town)


def test_the_words_of_a_draft_are_nowhere_in_plain_on_the_disk(town: Any, leads: Leads) -> None:
    leads.puts_in_force(WORDS)
    leads.drafts(RULE)
    database = town.house.foundation.database
    with database.read() as conn:
        rows = [bytes(one) for one in conn.execute(select(VERSION.c.sealed)).scalars()]
    home = town.house.foundation.settings.home
    files = [one.read_bytes() for one in home.rglob("*") if one.is_file()]
    assert len(files) > 5
    for found in (*rows, *files):
        assert SLANG.encode() not in found
        assert b"zorbies" not in found
