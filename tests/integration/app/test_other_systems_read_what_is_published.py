"""A registrar gives another system a key: it reads published figures and the printed directory, and nothing else."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import select
from werkzeug.wrappers import Request

from reporting.model.help.organization import Organization
from reporting.model.help.service import Service
from reporting.model.ids import OrganizationId, ServiceId
from reporting.store import audit_entries
from reporting.store.export_tokens import TOKEN
from tests.integration.app.conftest import BASE, Browser, staff_app
from tests.integration.conftest import password_of

DECEMBER = datetime(2026, 12, 11, 6, tzinfo=UTC)
WORDS = "canary Someone keeps stealing my lunch"


def make_key(page: Browser, *scopes: str, **more: str) -> Browser:
    page.get("/interfaces")
    return page.post("/interfaces/tokens", name="District warehouse", scope=list(scopes), **more)


def key_of(page: Browser) -> str:
    return re.search(r'id="secret">([^<]+)<', page.text)[1]  # type: ignore[index]


@pytest.fixture
def machine(founded_house: Any) -> FlaskClient:
    return staff_app(founded_house.doors, founded_house.house.foundation).test_client()


def ask(machine: FlaskClient, path: str, key: str | None) -> Any:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return machine.get(path, base_url=BASE, headers=headers)


def test_a_key_is_shown_once_and_kept_as_a_hash(
    founded_house: Any, browse: Any, machine: FlaskClient
) -> None:
    page = make_key(browse("administrator"), "figures")
    key = key_of(page)
    assert key not in browse("administrator").get("/interfaces").text
    with founded_house.house.foundation.database.read() as conn:
        (row,) = conn.execute(select(TOKEN)).all()
        made = audit_entries.done_to(conn, founded_house.house.ground.district, "made_export_token", 0)
    assert key.encode() not in b"".join(one for one in row if isinstance(one, bytes))
    assert made == {row.id}
    assert ask(machine, "/api/v1/figures", key).status_code == 200


def test_a_key_reads_what_was_ticked_and_ends_when_a_registrar_says_so(
    founded_house: Any, browse: Any, machine: FlaskClient
) -> None:
    page = make_key(browse("administrator"), "directory")
    key = key_of(page)
    assert ask(machine, "/api/v1/directory", key).status_code == 200
    assert ask(machine, "/api/v1/figures", key).status_code == 403
    assert ask(machine, "/api/v1/directory", None).status_code == 401
    assert ask(machine, "/api/v1/directory", key[:-1] + ("A" if key[-1] != "A" else "B")).status_code == 401
    value = re.search(r'action="/interfaces/tokens/([0-9a-f]+)/end"', page.text)[1]  # type: ignore[index]
    ended = page.post(f"/interfaces/tokens/{value}/end")
    assert "It opens nothing any more." in ended.text
    assert ask(machine, "/api/v1/directory", key).status_code == 401


def test_a_key_is_too_old_after_a_year(founded_house: Any, browse: Any, machine: FlaskClient) -> None:
    key = key_of(make_key(browse("administrator"), "directory"))
    founded_house.clock.advance(days=365)
    assert ask(machine, "/api/v1/directory", key).status_code == 200
    founded_house.clock.advance(days=1)
    assert ask(machine, "/api/v1/directory", key).status_code == 401


def test_only_registrars_see_the_page_and_the_password_is_asked_again(
    founded_house: Any, browse: Any
) -> None:
    assert browse("north").get("/interfaces").status == 403
    assert "/interfaces" not in browse("north").get("/more").text
    page = browse("administrator")
    assert 'href="/interfaces"' in page.get("/more").text
    founded_house.clock.advance(minutes=4)
    page.get("/interfaces")
    founded_house.clock.advance(minutes=2)
    refused = make_key(page, "figures")
    assert refused.status == 422
    assert "secret" not in refused.text
    assert 'value="District warehouse"' in refused.text
    assert key_of(make_key(page, "figures", password=password_of("administrator")))


def test_the_figures_are_the_published_ones_and_small_ones_are_withheld(
    founded_house: Any, browse: Any, machine: FlaskClient
) -> None:
    house = founded_house
    key = key_of(make_key(browse("administrator"), "figures"))
    assert ask(machine, "/api/v1/figures", key).json["figures"] == []
    for _ in range(6):
        house.tip(WORDS)
    house.house.tallies.flush()
    house.clock.now = DECEMBER
    house.house.releases.look()
    house.clock.advance(hours=1)
    house.house.releases.look()
    said = ask(machine, "/api/v1/figures?year=2026", key)
    found = {(one["place"]["kind"], one["figure"]): one["low"] for one in said.json["figures"]}
    assert found["district", "all"] is None
    assert "canary" not in said.text
    assert ask(machine, "/api/v1/figures?year=20x6", key).status_code == 400


def test_the_directory_is_what_is_printed(founded_house: Any, browse: Any, machine: FlaskClient) -> None:
    key = key_of(make_key(browse("administrator"), "directory"))
    one = OrganizationId(b"o" * 16)
    services = (Service(ServiceId(b"s" * 16), one, "Counseling", takes_referrals=True),)
    founded_house.house.help.put(
        founded_house.sessions["administrator"], [Organization(one, "Harbor House", services=services)]
    )
    said = ask(machine, "/api/v1/directory", key).json
    assert [each["name"] for each in said["contents"]] == ["Harbor House"]


def test_a_machine_that_asks_without_end_is_asked_to_come_later(machine: FlaskClient) -> None:
    answers = [ask(machine, "/api/v1/directory", None).status_code for _ in range(601)]
    assert set(answers[:600]) == {401}
    assert answers[600] == 429


def test_every_documented_route_answers_as_described(
    founded_house: Any, browse: Any, machine: FlaskClient
) -> None:
    described = ask(machine, "/api/v1/openapi.json", None).json
    OpenAPIV31SpecValidator(described).validate()
    described["servers"] = [{"url": BASE}]
    openapi = OpenAPI.from_dict(described)
    key = key_of(make_key(browse("administrator"), "figures", "directory"))
    weak = key_of(make_key(browse("administrator"), "figures"))
    asked = [
        (path, key_, status)
        for path in described["paths"]
        if path.startswith("/api/") and path != "/api/v1/openapi.json"
        for key_, status in ((key, 200), (None, 401))
    ]
    asked += [("/api/v1/openapi.json", None, 200), ("/api/v1/directory", weak, 403)]
    for path, key_, status in asked:
        answer = ask(machine, path, key_)
        assert answer.status_code == status, path
        request = WerkzeugOpenAPIRequest(Request(answer.request.environ))
        openapi.validate_response(request, WerkzeugOpenAPIResponse(answer))
    rules = {
        rule.rule
        for rule in staff_app(founded_house.doors, founded_house.house.foundation).url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert rules == {path for path in described["paths"] if path.startswith("/api/")}
