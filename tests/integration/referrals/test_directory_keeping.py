"""The directory over real databases: a sample of HSDS is stored and comes back without loss."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, ConfirmedBy
from reporting.model.ids import DistrictId
from reporting.people.ground import Ground
from reporting.people.refused import Refused, StepUpRefused
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.store import schools
from reporting.store.database import Database
from reporting.vault.service_box import ServiceBox

SAMPLE = (Path(__file__).parents[2] / "hsds" / "organization_full.json").read_text(encoding="utf-8")
NOW = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


class Witnessed:
    def __init__(self) -> None:
        self.acts: list[str] = []

    def record(self, conn: Any, *, act: str, **_rest: Any) -> None:
        self.acts.append(act)


def member(*, leads: bool = True, stepped_up: bool = True) -> Any:
    def must(now: datetime) -> None:
        if not stepped_up:
            raise StepUpRefused("needed", "again")

    principal = SimpleNamespace(registrar=False, leads=frozenset({b"q"} if leads else ()))
    return SimpleNamespace(principal=principal, member=b"m" * 16, must_be_stepped_up=must)


@pytest.fixture
def kept(database: Database) -> tuple[HelpDesk, Witnessed]:
    district, witness = DistrictId(secrets.token_bytes(16)), Witnessed()
    database.write(
        lambda conn: schools.put_district(
            conn, schools.District(district, "Pine Valley", "America/Denver", "en", "Line")
        )
    )
    ground = Ground(district, database, lambda: NOW, secrets.token_bytes, witness)
    return HelpDesk(DirectoryKeeping(ground, ServiceBox(b"k" * 32)), dict), witness


def test_the_specifications_sample_goes_through_the_database_without_loss(
    kept: tuple[HelpDesk, Witnessed],
) -> None:
    desk, witness = kept
    assert desk.take(member(), SAMPLE).wrong == ()
    assert json.loads(desk.as_hsds())["contents"] == [json.loads(SAMPLE)]
    assert witness.acts == ["imported_directory"]


def test_a_file_with_one_wrong_thing_leaves_the_directory_as_it_was(kept: tuple[HelpDesk, Witnessed]) -> None:
    desk, witness = kept
    good, bad = json.loads(SAMPLE), {"id": "x"}
    assert desk.take(member(), json.dumps([good, bad])).wrong != ()
    assert desk.keeping.read().organizations == ()
    assert witness.acts == []


def test_whoever_leads_nothing_changes_nothing(kept: tuple[HelpDesk, Witnessed]) -> None:
    desk, _ = kept
    with pytest.raises(Refused):
        desk.take(member(leads=False), SAMPLE)
    with pytest.raises(Refused):
        desk.save_organization(member(leads=False), None, {"name": "Oak"})
    assert desk.keeping.read().organizations == ()


def test_staff_add_an_organisation_a_place_and_a_service_given_there(
    kept: tuple[HelpDesk, Witnessed],
) -> None:
    desk, _ = kept
    lead = member()
    oak = desk.save_organization(lead, None, {"name": "Oak Clinic", "phone": "+1 202 555 0131"}).id
    place = desk.save_location(lead, oak, None, {"place": "Oak House", "street": "1 Oak Street"}).id  # type: ignore[arg-type]
    at = f"at_{place.hex()}"
    given = {"service": "Counseling", "places": "yes", at: "yes", f"{at}_days": "TU", f"{at}_opens": "09:00"}
    wrong = desk.save_service(lead, oak, None, given)  # type: ignore[arg-type]
    assert [(one.field, one.code) for one in wrong.problems] == [(f"{at}_closes", "half_hours")]
    assert desk.keeping.read().entries() == ()
    assert desk.save_service(lead, oak, None, {**given, f"{at}_closes": "12:00"}).problems == ()  # type: ignore[arg-type]
    (entry,) = desk.keeping.read().entries()
    assert entry.organization.confirmed_by is ConfirmedBy.STAFF
    assert [one.days for one in entry.where[0][0].schedules] == ["TU"]
    desk.keeping.set_capacity(lead, entry.service.id, Capacity.FULL, 30)
    (entry,) = desk.keeping.read().entries()
    assert (entry.service.capacity, entry.service.wait_days) == (Capacity.FULL, 30)


def test_where_links_go_is_sealed_and_changed_only_with_the_password_again(
    kept: tuple[HelpDesk, Witnessed], database: Database
) -> None:
    desk, _ = kept
    oak = desk.save_organization(member(), None, {"name": "Oak Clinic"}).id
    contact = RecordContact("Intake", "intake@oak.example", "+12025550131")
    with pytest.raises(StepUpRefused):
        desk.keeping.put_record_contact(member(stepped_up=False), oak, contact)  # type: ignore[arg-type]
    desk.keeping.put_record_contact(member(), oak, contact)  # type: ignore[arg-type]
    assert desk.keeping.record_contact(oak) == contact  # type: ignore[arg-type]
    with database.read() as conn:
        (sealed,) = conn.exec_driver_sql("SELECT sealed FROM help_record_contact").scalars().all()
    assert b"intake" not in bytes(sealed)
