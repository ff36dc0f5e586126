from collections.abc import Callable

from reporting.guard.guarded_app import GuardedFlask


def test_health_is_asked_by_machines(make_app: Callable[..., GuardedFlask]) -> None:
    client = make_app().test_client()
    by_address = {"Host": "10.1.2.3:8080"}
    assert client.get("/healthz", headers=by_address).json == {"status": "ok"}
    assert client.get("/readyz", headers=by_address).json == {"status": "ok", "checks": {"store": "ok"}}


def test_what_does_not_work_makes_it_unready(make_app: Callable[..., GuardedFlask]) -> None:
    answer = make_app(ready={"store": True, "shred": False}).test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "failed", "checks": {"store": "ok", "shred": "failed"}}
