"""Agreements on both databases: names and numbers of people are sealed, and a review moves on."""

import secrets
from datetime import UTC, datetime
from typing import Any

import pytest

from reporting.model.ids import DistrictId, OrganizationId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.partnerships.keeping import Partnerships
from reporting.store import schools
from reporting.store.database import Database
from reporting.vault.service_box import ServiceBox
from tests.integration.referrals.test_directory_keeping import Witnessed, member
from tests.unit.referrals.test_agreement_form import WHOLE

NOW = datetime(2027, 6, 10, 17, 0, tzinfo=UTC)


@pytest.fixture
def kept(database: Database) -> tuple[Partnerships, OrganizationId, Witnessed]:
    district, witness = DistrictId(secrets.token_bytes(16)), Witnessed()
    database.write(
        lambda conn: schools.put_district(
            conn, schools.District(district, "Pine Valley", "America/Denver", "en", "Line")
        )
    )
    ground = Ground(district, database, lambda: NOW, secrets.token_bytes, witness)
    keeping = DirectoryKeeping(ground, ServiceBox(b"k" * 32))
    oak = OrganizationId(HelpDesk(keeping, dict).save_organization(member(), None, {"name": "Oak"}).id)
    return Partnerships(ground, ServiceBox(b"k" * 32), keeping), oak, witness


def test_an_agreement_is_kept_with_its_people_sealed(kept: Any, database: Database) -> None:
    partnerships, oak, witness = kept
    saved = partnerships.save(member(), None, oak, {**WHOLE, "people_partner": "Intake, 555-0131"}, ())
    assert saved.problems == ()
    found = partnerships.one(saved.id)
    assert found.organization.name == "Oak"
    assert found.terms.people.partner == "Intake, 555-0131"
    assert [duty.task for duty in found.terms.duties] == [
        "Short-term support",
        "Academic support",
        "Clinical care",
    ]
    assert witness.acts[-1] == "changed_agreement"
    with database.read() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM help_partnership").all()
    assert "555" not in repr(rows)


def test_what_is_wrong_keeps_nothing(kept: Any) -> None:
    partnerships, oak, _ = kept
    assert partnerships.save(member(), None, oak, {**WHOLE, "review": ""}, ()).problems != ()
    assert partnerships.all() == ()


def test_a_due_review_is_told_of_until_it_was_done(kept: Any, database: Database) -> None:
    partnerships, oak, _ = kept
    saved = partnerships.save(member(), None, oak, WHOLE, ())
    assert [one.terms.id for one in partnerships.due()] == [saved.id]
    database.write(lambda conn: partnerships.reminded(conn, saved.id))
    assert partnerships.due() == ()
    today = partnerships.today()
    with pytest.raises(Refused) as refused:
        partnerships.reviewed(member(), saved.id, today)
    assert refused.value.code == "review_past"
    partnerships.reviewed(member(), saved.id, today + 365)
    assert partnerships.one(saved.id).terms.review_day == today + 365
    assert partnerships.due() == ()


def test_whoever_leads_nothing_changes_no_agreement(kept: Any) -> None:
    partnerships, oak, _ = kept
    with pytest.raises(Refused):
        partnerships.save(member(leads=False), None, oak, WHOLE, ())
    saved = partnerships.save(member(), None, oak, WHOLE, ())
    with pytest.raises(Refused):
        partnerships.reviewed(member(leads=False), saved.id, partnerships.today() + 10)
