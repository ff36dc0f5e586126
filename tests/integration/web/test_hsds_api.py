"""A machine reads the printed directory as HSDS 3: by page, checked against its schema, and nothing else answers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from reporting.guard.guarded_app import GuardedFlask
from reporting.model.help.words import Status
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.hsds.schema import faults
from tests.integration.web.fake_doors import FakeDoors
from tests.integration.web.made_up_help import made_up_help


@pytest.fixture(autouse=True)
def _directory(doors: FakeDoors) -> None:
    doors.directory = made_up_help()


def read(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type.startswith("application/json")
    return answer.json


def test_services_and_organizations_come_by_page_and_fit_the_schema(client: FlaskClient) -> None:
    first = read(client, "/hsds/services?per_page=2&full=true")
    assert (first["total_items"], first["total_pages"], first["size"]) == (3, 2, 2)
    assert (first["first_page"], first["last_page"], first["empty"]) == (True, False, False)
    last = read(client, "/hsds/services?per_page=2&page=2&full=true")
    assert (last["size"], last["last_page"]) == (1, True)
    listed = [*first["contents"], *last["contents"]]
    assert {one["name"] for one in listed} == {"Counseling", "Groups", "Someone to talk to"}
    assert [fault for one in listed for fault in faults("service", one)] == []
    for one in read(client, "/hsds/organizations?full=true")["contents"]:
        assert list(faults("organization", one)) == []


def test_one_of_each_is_read_by_its_id_with_all_that_hangs_on_it(client: FlaskClient) -> None:
    short = read(client, "/hsds/services")["contents"]
    for one in short:
        assert "phones" not in one
        assert "name" in one["organization"]
        whole = read(client, f"/hsds/services/{one['id']}")
        assert list(faults("service", whole)) == []
        owner = read(client, f"/hsds/organizations/{whole['organization']['id']}")
        assert list(faults("organization", owner)) == []
        assert one["id"] in {each["id"] for each in owner["services"]}
        mine = read(client, f"/hsds/services?organization_id={owner['id']}&minimal=true")["contents"]
        assert mine == [{"id": one["id"]}]
    assert client.get("/hsds/services/nobody").status_code == 404


def test_what_the_public_page_does_not_list_is_not_given_out(client: FlaskClient, doors: FakeDoors) -> None:
    clinic, center, line = doors.directory.organizations
    ended = replace(clinic.services[0], status=Status.INACTIVE)
    doors.directory = HelpDirectory(
        (replace(clinic, services=(ended,)), replace(center, active=False), line), doors.directory.locations
    )
    assert [one["name"] for one in read(client, "/hsds/services")["contents"]] == ["Someone to talk to"]
    everything = client.get("/hsds/organizations?full=true").text
    assert "Far Center" not in everything
    assert "Counseling" not in everything
    assert client.get(f"/hsds/organizations/{'66' * 16}").status_code == 404


@pytest.mark.parametrize("question", ["search=grief", "page=0", "page=x", "per_page=201", "full=maybe"])
def test_a_question_that_cannot_be_answered_is_refused_and_not_passed_over(
    client: FlaskClient, question: str
) -> None:
    answer = client.get(f"/hsds/services?{question}")
    assert answer.status_code == 400
    assert "grief" not in answer.text


def test_what_did_not_change_is_not_sent_again(client: FlaskClient, doors: FakeDoors) -> None:
    first = client.get("/hsds/services")
    assert first.headers["Cache-Control"] == "no-cache"
    tag = first.headers["ETag"]
    again = client.get("/hsds/services", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    doors.directory = HelpDirectory(doors.directory.organizations[:2], doors.directory.locations)
    assert client.get("/hsds/services", headers={"If-None-Match": tag}).status_code == 200


def test_whoever_asks_without_end_is_asked_to_come_later(client: FlaskClient) -> None:
    answers = [client.get("/hsds").status_code for _ in range(601)]
    assert set(answers[:600]) == {200}
    refused = client.get("/hsds")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    # People still find help.
    assert client.get("/help").status_code == 200


def test_its_description_is_valid_and_every_route_answers_as_it_says(
    client: FlaskClient, make_app: Callable[..., GuardedFlask]
) -> None:
    said = read(client, "/hsds/openapi.json")
    OpenAPIV31SpecValidator(said).validate()
    rules = {rule.rule for rule in make_app().url_map.iter_rules() if rule.rule.startswith("/hsds")}
    described = {f"/hsds{path}".rstrip("/").replace("{id}", "<id_>") for path in said["paths"]}
    assert rules - {"/hsds/openapi.json"} == described
    assert read(client, "/hsds")["openapi_url"].endswith("/hsds/openapi.json")
