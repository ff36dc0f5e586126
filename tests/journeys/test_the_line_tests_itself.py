"""While the service runs, an invented message goes all the way to a phone that is none, and nobody's phone rings for it."""

import json

from notify.sink import NUMBER
from tests.journeys.patience import until
from tests.journeys.town import Town
from tests.journeys.visitor import Visitor


def test_the_running_service_reaches_its_test_phone_and_nobody_elses(town: Town) -> None:
    def passed() -> bool:
        return "✓ passed" in town.person("Farid").looks("/self-test").text

    until(passed, "a test of the line that passed")
    told = json.loads(Visitor(town.public).get("/readyz").text)
    assert told["checks"] == {"database": "ok", "keys": "ok"}
    assert isinstance(told["monitored"], bool)
    sent = json.loads(Visitor(town.staff).get("/simulator/messages.json").text)
    assert NUMBER not in {one["to"] for one in sent}
