"""A district writes its own first replies and steps: sealed at rest, there after a restart, changed by few."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from reporting.model.danger import Danger
from reporting.people.guidance.counsel import Counsel
from reporting.people.guidance.keeping import QUESTIONS, SHIPPED
from reporting.people.refused import Refused, StepUpRefused
from reporting.store.guidance import GuidanceRecord, put

ENGLISH = replace(SHIPPED["en"][Danger.LIFE], questions=QUESTIONS["en"][Danger.LIFE])
OWN = Counsel(("I am here.", "Is anyone hurt?", "I write again."), ("Call Dr. Vega at 312 555 0101",))


def test_its_own_words_take_the_place_of_the_shipped_ones_and_outlive_a_restart(town: Any) -> None:
    guidance = town.doors.guidance
    assert guidance.of(Danger.LIFE, "en").counsel == ENGLISH
    guidance.change(town.session("Ada Admin"), Danger.LIFE, "en", OWN)
    kept = town.start().guidance.of(Danger.LIFE, "en")
    assert (kept.counsel, kept.own) == (OWN, True)
    assert town.doors.guidance.of(Danger.LIFE, "es").own is False
    assert town.doors.guidance.written() == {("life", "en")}


def test_a_second_version_replaces_the_first_and_the_shipped_words_can_come_back(town: Any) -> None:
    guidance, ada = town.doors.guidance, town.session("Ada Admin")
    second = Counsel(("x", "y", "z"), ("Call 988",))
    guidance.change(ada, Danger.LIFE, "en", OWN)
    guidance.change(ada, Danger.LIFE, "en", second)
    assert guidance.of(Danger.LIFE, "en").counsel == second
    guidance.change(ada, Danger.LIFE, "en", None)
    assert guidance.of(Danger.LIFE, "en").own is False


def test_a_thief_of_the_database_reads_no_number_of_a_person(town: Any) -> None:
    town.doors.guidance.change(town.session("Ada Admin"), Danger.LIFE, "en", OWN)
    with town.database.read() as conn:
        rows = conn.execute(text("SELECT * FROM guidance")).all()
    assert len(rows) == 1
    assert b"312 555 0101" not in b"".join(value for value in rows[0] if isinstance(value, bytes))


def test_words_that_somebody_else_wrote_into_the_table_are_not_shown(town: Any) -> None:
    town.doors.guidance.change(town.session("Ada Admin"), Danger.LIFE, "en", OWN)
    town.database.write(lambda conn: conn.execute(text("UPDATE guidance SET sealed = row")))
    assert town.doors.guidance.of(Danger.LIFE, "en").counsel == ENGLISH


def test_only_registrars_and_leads_change_them_and_with_the_password_again(town: Any) -> None:
    guidance = town.doors.guidance
    with pytest.raises(Refused) as refusal:
        guidance.change(town.session("Cora Cruz"), Danger.LIFE, "en", OWN)
    assert refusal.value.code == "not_allowed"
    session = town.doors.sessions.resume(town.cookie("Ada Admin"), background=False)
    with pytest.raises(StepUpRefused):
        guidance.change(session, Danger.LIFE, "en", OWN)
    assert guidance.of(Danger.LIFE, "en").own is False


def test_what_was_written_before_there_were_questions_keeps_the_shipped_ones(town: Any) -> None:
    guidance = town.doors.guidance
    guidance.change(town.session("Ada Admin"), Danger.LIFE, "en", OWN)
    row = b"r" * 16
    older = json.dumps({"replies": OWN.replies, "steps": OWN.steps}).encode()
    record = GuidanceRecord("life", "en", row, town.doors.guidance._service.seal(older, row))
    town.database.write(lambda conn: put(conn, town.doors.ground.district, record))
    assert guidance.of(Danger.LIFE, "en").counsel == replace(OWN, questions=ENGLISH.questions)
