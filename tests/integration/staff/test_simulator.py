"""The demo's phones: the contract's routes, and what keeps other sites away from them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from reporting.staff.app import create_staff_app
from reporting.staff.simulator_pages import SimulatorSettings, simulator_pages
from reporting.staff.simulator_view import Phone, screens

HOTLINE, PAGER, ANA, STUDENT = "+15005550006", "+15005550007", "+15005550110", "+15005550123"
NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


class Phones:
    """Remembers as the simulated carrier does."""

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.pressed: list[tuple[str, str]] = []
        self.now: dict[str, Any] = {"carrier": "well", "callbacks": "true", "phones": {}}

    def add(self, sender: str, to: str, body: str, *, inbound: bool, **more: Any) -> None:
        fields = {
            "sid": f"SM{len(self.log)}",
            "kind": "sms",
            "status": "delivered",
            "at": NOW.isoformat(),
            **more,
        }
        self.log.append({**fields, "from": sender, "to": to, "body": body, "inbound": inbound})

    def messages(self) -> list[dict[str, Any]]:
        return [{k: v for k, v in one.items() if k != "inbound"} for one in self.log if not one["inbound"]]

    def conversation(self) -> list[dict[str, Any]]:
        return self.log

    def text(self, from_: str, to: str, body: str, *, files: Any = ()) -> int:
        self.add(from_, to, body, inbound=True, files=len(files))
        return 200

    def voicemail(self, call: str) -> bool:
        self.pressed.append((call, "voicemail"))
        return True

    def decline(self, call: str) -> bool:
        self.pressed.append((call, "decline"))
        return True

    def weather(self) -> dict[str, Any]:
        return self.now

    def behave(self, *, carrier: str = "", callbacks: str = "", phone: str = "", manner: str = "") -> None:
        if "sunny" in {carrier, callbacks, manner}:
            raise ValueError("sunny")
        if phone:
            self.now["phones"][phone] = manner
        self.now["carrier"] = carrier or self.now["carrier"]
        self.now["callbacks"] = callbacks or self.now["callbacks"]

    def press(self, call: str, digit: str) -> str:
        self.pressed.append((call, digit))
        return "You have it."


@pytest.fixture
def phones() -> Phones:
    return Phones()


@pytest.fixture
def demo(house: Any, make_settings: Any, phones: Phones) -> Flask:
    settings = SimulatorSettings(
        phones=lambda: [Phone(ANA, "Ana Ruiz", staff=True, on_call=True)],
        hotline=HOTLINE,
        zone="America/Chicago",
        clock=lambda: NOW,
        speed=10,
    )
    return create_staff_app(house.doors(), make_settings(), simulator_pages(phones, settings))


@pytest.fixture
def client(demo: Flask, at_browser: Any) -> Any:
    return at_browser(demo)


def test_a_script_texts_as_a_student_without_sign_in_or_token(client: Any, phones: Phones) -> None:
    client.post("/simulator/text", follow=False, **{"from": STUDENT, "to": HOTLINE, "body": "help me"})
    assert client.status == 200
    assert phones.log[0]["body"] == "help me"


def test_a_script_answers_a_call(client: Any, phones: Phones) -> None:
    client.post("/simulator/press", call="CA1", digit="1")
    assert client.answer.json == {"said": "You have it."}
    client.post("/simulator/voicemail", call="CA2")
    client.post("/simulator/decline", call="CA3")
    assert phones.pressed == [("CA1", "1"), ("CA2", "voicemail"), ("CA3", "decline")]
    assert client.post("/simulator/decline").status == 422


def test_every_text_and_call_that_left_is_listed_oldest_first(client: Any, phones: Phones) -> None:
    phones.add(PAGER, ANA, "Quietline: urgent page 7KQ2BC. Reply ACK 4821.", inbound=False)
    phones.add(ANA, PAGER, "ACK 4821", inbound=True)
    phones.add(PAGER, ANA, "", inbound=False, kind="voice")
    listed = client.get("/simulator/messages.json").answer.json
    assert [one["kind"] for one in listed] == ["sms", "voice"]
    assert {"to", "from", "kind", "body", "at", "status"} <= set(listed[0])


@pytest.mark.parametrize("path", ["/simulator", "/simulator/phones", "/simulator/messages.json"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_reads_nothing(client: Any, phones: Phones, path: str, site: str) -> None:
    phones.add(STUDENT, HOTLINE, "words of a student", inbound=True)
    answer = client.get(path, **{"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"})
    assert answer.status == 403
    assert "words of a student" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_another_site_texts_nothing_as_staff(client: Any, phones: Phones, headers: dict[str, str]) -> None:
    client.post("/simulator/text", headers=headers, **{"from": ANA, "to": PAGER, "body": "ACK 4821"})
    assert client.status == 403
    assert not phones.log


def test_a_name_that_points_here_but_is_not_ours_reads_nothing(demo: Flask) -> None:
    answer = demo.test_client().get("/simulator/messages.json", base_url="http://rebound.example")
    assert answer.status_code == 400


def test_the_checks_are_the_pages_own_even_if_the_site_allowed_more_names(
    house: Any, make_settings: Any, phones: Phones
) -> None:
    settings = SimulatorSettings(phones=list, hotline=HOTLINE, zone="UTC", clock=lambda: NOW)
    site = make_settings(hosts=frozenset({"localhost", "staff.oak.example"}))
    app = create_staff_app(house.doors(), site, simulator_pages(phones, settings))
    assert (
        app.test_client().get("/simulator/messages.json", base_url="http://staff.oak.example").status_code
        == 421
    )
    assert app.test_client().get("/simulator/messages.json", base_url="http://localhost").status_code == 200


@pytest.mark.parametrize("missing", ["from", "to", "body"])
def test_a_text_without_sender_receiver_or_words_is_refused(
    client: Any, phones: Phones, missing: str
) -> None:
    fields = {"from": STUDENT, "to": HOTLINE, "body": "hello"}
    client.post("/simulator/text", **fields | {missing: ""})
    assert client.status == 422
    assert not phones.log


def test_a_page_offers_ack_until_it_is_answered(phones: Phones) -> None:
    staff = [Phone(ANA, "Ana Ruiz", staff=True)]
    phones.add(PAGER, ANA, "Quietline: urgent page 7KQ2BC. Reply ACK 4821.", inbound=False)
    screen = screens(phones.log, staff, HOTLINE)[-1]
    assert screen.wants_ack
    assert screen.to == PAGER
    phones.add(ANA, PAGER, "ACK 4821", inbound=True)
    assert not screens(phones.log, staff, HOTLINE)[-1].wants_ack


def test_a_ringing_call_offers_the_key_and_a_finished_one_does_not(client: Any, phones: Phones) -> None:
    phones.add(PAGER, ANA, "", inbound=False, kind="voice", status="ringing")
    assert "Answer and press 1" in client.get("/simulator").text
    phones.log[0]["status"] = "completed"
    assert "Answer and press 1" not in client.get("/simulator").text


def test_every_student_who_texted_has_a_phone_of_their_own(phones: Phones) -> None:
    phones.add("+15005550199", HOTLINE, "hi", inbound=True)
    phones.add(STUDENT, HOTLINE, "hello", inbound=True)
    found = screens(phones.log, [Phone(ANA, "Ana Ruiz", staff=True)], HOTLINE)
    assert [one.phone.number for one in found] == [STUDENT, "+15005550199", ANA]
    assert [len(one.bubbles) for one in found] == [1, 1, 0]


def test_a_browser_without_scripts_comes_back_to_the_phones(client: Any) -> None:
    client.post(
        "/simulator/text",
        follow=False,
        headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"},
        **{"from": STUDENT, "to": HOTLINE, "body": "hi"},
    )
    assert client.status == 303
    assert client.answer.headers["Location"] == "/simulator"


def test_a_script_chooses_how_the_network_behaves_and_reads_it_again(client: Any) -> None:
    client.post("/simulator/behaviour", phone=ANA, manner="off")
    client.post("/simulator/behaviour", carrier="texts_down")
    chosen = {"carrier": "texts_down", "callbacks": "true", "phones": {ANA: "off"}}
    assert client.answer.json == chosen
    assert client.get("/simulator/behaviour.json").answer.json == chosen


@pytest.mark.parametrize("form", [{"carrier": "sunny"}, {"phone": ANA}, {"manner": "off"}])
def test_a_behaviour_that_is_none_is_refused(client: Any, form: dict[str, str]) -> None:
    assert client.post("/simulator/behaviour", **form).status == 422
    assert client.answer.json["error"]


def test_the_page_says_how_the_network_behaves(client: Any) -> None:
    client.post("/simulator/behaviour", phone=ANA, manner="voicemail", callbacks="doubled")
    page = client.get("/simulator").text
    for chosen in ("voicemail", "doubled", "well"):
        assert f'<option value="{chosen}" selected>' in page


def test_another_site_changes_no_behaviour(client: Any, phones: Phones) -> None:
    client.post("/simulator/behaviour", headers={"Sec-Fetch-Site": "cross-site"}, carrier="down")
    assert client.status == 403
    assert phones.now["carrier"] == "well"
