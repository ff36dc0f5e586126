from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reporting.guard.guarded_app import GuardedFlask


def test_health_is_asked_by_machines(make_app: Callable[..., GuardedFlask]) -> None:
    client = make_app().test_client()
    by_address = {"Host": "10.1.2.3:8080"}
    assert client.get("/healthz", headers=by_address).json == {"status": "ok"}
    told = {"status": "ok", "checks": {"store": "ok"}, "monitored": True}
    assert client.get("/readyz", headers=by_address).json == told


def test_what_does_not_work_makes_it_unready(make_app: Callable[..., GuardedFlask]) -> None:
    answer = make_app(ready={"store": True, "shred": False}).test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "failed",
        "checks": {"store": "ok", "shred": "failed"},
        "monitored": True,
    }


def test_a_line_that_reaches_nobody_says_so_and_stays_in_service(
    make_app: Callable[..., GuardedFlask], doors: Any
) -> None:
    """Who is told by a load balancer that it is unready would take the page away that still takes messages."""
    doors.facts = replace(doors.facts, monitored=False)
    answer = make_app().test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "checks": {"store": "ok"}, "monitored": False}
