"""A district that keeps its rota in a calendar gives its address or a file: looked at, kept, read again, never guessed."""

import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from reporting.people.calendar_fetch import CalendarFetch
from reporting.people.refused import Refused
from reporting.staff.rota_view import CalendarForm, OverrideForm

ADMINISTRATOR = "administrator"
WEEKENDS = "DTSTART;VALUE=DATE:20261128\nDTEND;VALUE=DATE:20261201\nRRULE:FREQ=WEEKLY"


def calendar(*events: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "X-WR-TIMEZONE:America/Chicago"]
    for number, event in enumerate(events):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "DTSTAMP:20260101T000000Z",
            *event.split("\n"),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


@dataclass
class Elsewhere:
    """A web server of somebody else on this machine."""

    address: str
    asked: list[str] = field(default_factory=list)
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere("")

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            self.send_response(site.status)
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(site.body.encode())

        def log_message(self, *_said: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    site.address = f"http://127.0.0.1:{server.server_port}/rota.ics?secret=s3cret"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def house(founded_house: Any) -> Any:
    founded_house.house.rotas.sources._fetch = CalendarFetch(inside=True)
    return founded_house


def team(house: Any) -> str:
    return next(
        str(one.id.hex()) for one in house.house.people.directory.teams() if one.name == "South on call"
    )


def rota(house: Any) -> Any:
    return house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house))


def give(house: Any, form: CalendarForm) -> None:
    house.doors.on_call_time.calendars.save(house.sessions[ADMINISTRATOR], team(house), form)


def alarms(house: Any) -> list[str]:
    return [row.kind for row in house.doors.alarms.open(house.sessions[ADMINISTRATOR])]


def go(house: Any, by: timedelta) -> None:
    house.clock.advance(seconds=by.total_seconds())
    house.sessions[ADMINISTRATOR] = house.sign_in_as(ADMINISTRATOR)


def test_a_registrar_looks_at_a_calendar_and_then_it_closes_the_gap(
    house: Any, elsewhere: Elsewhere, browse: Any
) -> None:
    elsewhere.body = calendar(f"{WEEKENDS}\nSUMMARY:carla NGUYEN")
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(house)}/calendar"
    fields = {"purpose": "turns", "address": elsewhere.address, "position": "0"}
    browser.get(path).post(path, act="look", **fields)
    assert "With this every hour has somebody to rely on." in browser.text
    assert rota(house).gaps  # nothing is kept by looking
    browser.post(path, act="save", **fields)
    assert "Read from a calendar." in browser.text
    assert rota(house).gaps == ()
    page = browser.get(path).text
    assert "s3cret" not in page
    assert "Who is on call, and when" in page


def test_whoever_stands_in_wins_over_the_calendar(house: Any) -> None:
    give(house, CalendarForm(text=calendar(f"{WEEKENDS}\nSUMMARY:Carla Nguyen")))
    house.doors.on_call_time.rota.save_override(
        house.sessions[ADMINISTRATOR],
        team(house),
        OverrideForm(
            person=house.member("designee").hex(),
            from_day="2026-11-28",
            from_clock="12:00",
            to_day="2026-11-28",
            to_clock="18:00",
        ),
    )
    names = [one.people[0].name for one in rota(house).weeks[0].stretches if one.starts.day == 28]
    assert "Erin Castillo" in names


def test_a_name_that_is_nobodys_is_an_alarm_and_a_gap_and_is_not_guessed(house: Any, browse: Any) -> None:
    text = calendar(f"{WEEKENDS}\nSUMMARY:Karla Nguyen")
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(house)}/calendar"
    browser.get(path).post(path, act="look", purpose="turns", address="", text=text, position="0")
    assert "Names that are nobody's here" in browser.text
    assert "Karla Nguyen" in browser.text
    give(house, CalendarForm(text=text))
    assert rota(house).gaps
    assert "calendar_names" in alarms(house)


def test_a_name_that_two_people_have_is_nobodys(house: Any, monkeypatch: Any) -> None:
    """A page must not ring the wrong one."""
    directory = house.house.people.directory
    everybody = directory.staff()
    twin = replace(everybody[0], id=b"t" * 16, name="Carla Nguyen")
    monkeypatch.setattr(directory, "staff", lambda: (*everybody, twin))
    form = CalendarForm(text=calendar(f"{WEEKENDS}\nSUMMARY:Carla Nguyen"))
    looked = house.doors.on_call_time.calendars.look(house.sessions[ADMINISTRATOR], team(house), form)
    assert (looked.found, looked.unmatched) == (0, ("Carla Nguyen",))


def test_it_is_read_again_and_what_was_read_last_stays_while_it_does_not_answer(
    house: Any, elsewhere: Elsewhere
) -> None:
    elsewhere.body = calendar(f"{WEEKENDS}\nSUMMARY:Carla Nguyen")
    give(house, CalendarForm(address=elsewhere.address))
    sources = house.house.rotas.sources
    asked = len(elsewhere.asked)
    sources.read_again()
    assert len(elsewhere.asked) == asked  # it was read a moment ago
    go(house, timedelta(hours=1))
    elsewhere.status = 500
    sources.read_again()
    assert rota(house).gaps == ()
    assert "calendar_old" not in alarms(house)
    go(house, timedelta(hours=24))
    sources.read_again()
    assert rota(house).gaps == ()
    assert "calendar_old" in alarms(house)
    elsewhere.status, elsewhere.body = 200, calendar(f"{WEEKENDS}\nSUMMARY:Dana Whitfield")
    sources.read_again()
    assert "calendar_old" not in alarms(house)
    assert [one.people[0].why for one in rota(house).gaps][:1] == [
        "no_phone"
    ]  # Dana is on call, and has none


def test_days_off_come_from_a_calendar_too(house: Any) -> None:
    days = "DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261128\nSUMMARY:Thanksgiving"
    give(house, CalendarForm(purpose="days_off", text=calendar(days)))
    which = house.house.people.directory.teams()[1].id
    now = house.clock()
    plan = house.house.people.on_call.plan(which, now, now + timedelta(days=7))
    assert {f"{day:%m-%d}" for day in plan.calendars[None].off} == {"11-26", "11-27"}
    (card,) = house.doors.on_call_time.calendars.sources(house.sessions[ADMINISTRATOR], team(house))
    house.doors.on_call_time.calendars.remove(house.sessions[ADMINISTRATOR], team(house), card.value)
    plan = house.house.people.on_call.plan(which, now, now + timedelta(days=7))
    assert plan.calendars[None].off == frozenset()


def test_an_uploaded_file_that_cannot_be_read_names_its_line_and_comes_back(house: Any, browse: Any) -> None:
    broken = "BEGIN:VCALENDAR\nVERSION:2.0\nnonsense here\nEND:VCALENDAR"
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(house)}/calendar"
    browser.get(path).post(path, act="look", purpose="turns", address="", text=broken, position="2")
    assert browser.status == 422
    assert "This calendar has a line that cannot be read." in browser.text
    assert "Line 3." in browser.text
    assert "nonsense here" in browser.text


def test_only_a_registrar_reads_a_calendar_into_a_rota(house: Any) -> None:
    desk = house.doors.on_call_time.calendars
    for act in (
        lambda: desk.sources(house.sessions["south"], team(house)),
        lambda: desk.look(house.sessions["south"], team(house), CalendarForm(text="x")),
    ):
        with pytest.raises(Refused, match="Only a registrar"):
            act()


def to(*addresses: str) -> Callable[[str, int], tuple[str, ...]]:
    return lambda _host, _port: addresses


@pytest.mark.parametrize(
    ("address", "found", "code"),
    [
        ("http://rota.example/x.ics", ("93.184.216.34",), "calendar_address"),
        ("ftp://rota.example/x.ics", ("93.184.216.34",), "calendar_address"),
        ("https://user:word@rota.example/x.ics", ("93.184.216.34",), "calendar_address"),
        ("https://rota.example:99999/", ("93.184.216.34",), "calendar_address"),
        ("rota", (), "calendar_address"),
        ("https://rota.example/", ("127.0.0.1",), "calendar_inside"),
        ("https://rota.example/", ("10.1.2.3",), "calendar_inside"),
        ("https://rota.example/", ("169.254.169.254",), "calendar_inside"),
        ("https://rota.example/", ("::1",), "calendar_inside"),
        ("https://rota.example/", ("fe80::1%eth0",), "calendar_inside"),
        ("https://rota.example/", ("::ffff:10.0.0.1",), "calendar_inside"),
        ("https://rota.example/", ("224.0.0.1",), "calendar_inside"),
        ("https://rota.example/", ("93.184.216.34", "192.168.0.1"), "calendar_inside"),
        ("https://rota.example/", (), "calendar_unreached"),
    ],
)
def test_an_address_that_leads_inside_or_is_none_is_refused_before_anything_is_asked(
    address: str, found: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        CalendarFetch(resolve=to(*found)).get(address)
    assert refusal.value.code == code


def test_it_speaks_to_the_address_that_was_looked_at_follows_nothing_and_stops_at_its_size(
    elsewhere: Elsewhere,
) -> None:
    fetch = CalendarFetch(resolve=to("127.0.0.1"), inside=True)
    elsewhere.body = "BEGIN:VCALENDAR"
    port = elsewhere.address.split(":")[2].split("/")[0]
    named = f"http://rota.example:{port}/a.ics"  # a name that this machine cannot resolve
    assert fetch.get(named) == b"BEGIN:VCALENDAR"
    elsewhere.status, elsewhere.headers = 302, {"Location": "http://127.0.0.1:1/inside"}
    with pytest.raises(Refused) as refusal:
        fetch.get(named)
    assert refusal.value.code == "calendar_moved"
    elsewhere.status, elsewhere.headers, elsewhere.body = 200, {}, "x" * (600 * 1024)
    with pytest.raises(Refused) as refusal:
        fetch.get(named)
    assert refusal.value.code == "calendar_size"
    with pytest.raises(Refused) as refusal:
        fetch.get("http://rota.example:1/")
    assert refusal.value.code == "calendar_unreached"
