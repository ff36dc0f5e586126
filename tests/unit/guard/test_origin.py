import pytest
from flask import Flask

from reporting.guard.origin import Provenance, install_origin, judge

HOSTS = frozenset({"line.example.org", "localhost", "::1"})


def asked(method: str = "POST", host: str = "line.example.org", **headers: str) -> Provenance:
    return Provenance(method, host, **headers)


@pytest.mark.parametrize(
    "request_",
    [
        asked(site="same-origin", origin="null"),
        asked(site="none"),
        asked(host="localhost:8080", origin="http://localhost:8080"),
        asked(host="[::1]:8080"),
        asked(host="LINE.example.org"),
        asked(origin="null"),
        asked(),
        asked("GET", site="cross-site", mode="navigate"),
    ],
)
def test_what_comes_from_our_own_pages_or_by_a_link_passes(request_: Provenance) -> None:
    assert judge(request_, HOSTS) == "fine"


@pytest.mark.parametrize(
    "request_",
    [
        asked(site="cross-site", origin="https://evil.example"),
        asked(site="same-site", origin="https://other.example.org"),
        asked(site="cross-site", mode="navigate"),
        asked("GET", site="cross-site", mode="no-cors"),
        asked(origin="https://evil.example"),
        asked(host="localhost:8080", origin="http://localhost:9999"),
    ],
)
def test_what_another_site_sends_is_refused(request_: Provenance) -> None:
    assert judge(request_, HOSTS) == "foreign"


@pytest.mark.parametrize(
    "host", ["evil.example", "", "line.example.org.evil.example", "[broken", "127.0.0.1"]
)
def test_a_rebound_name_is_refused(host: str) -> None:
    assert judge(asked("GET", host=host), HOSTS) == "wrong_host"


def test_a_health_check_may_come_by_address() -> None:
    app = Flask("small", static_folder=None)
    install_origin(app, HOSTS)
    app.add_url_rule("/healthz", view_func=lambda: "fine", endpoint="healthz")
    app.add_url_rule("/inbox", view_func=lambda: "fine", endpoint="inbox")
    client = app.test_client()
    by_address = {"Host": "10.0.0.7:8080"}
    assert client.get("/healthz", headers=by_address).status_code == 200
    assert client.get("/inbox", headers=by_address).status_code == 400
