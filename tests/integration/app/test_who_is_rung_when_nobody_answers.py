"""The page of a team's ladder over the real house: read by all, changed by registrars, true to what then happens."""

import re
from typing import Any

from sqlalchemy import update

from notify import oncall
from notify.pages.ringing import hash_of
from notify.policy import Policy
from notify.tables import Ring
from reporting.people.ladder_form import LadderForm, written
from reporting.staff.ladder_view import ROWS

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
PASSWORD = "administrator rides a green bicycle"  # the founded house's, an invented one
COUNTY = {"agency_name": "County line", "agency_number": "+1 312 555 0144", "agency_lang": "en"}


def fields(form: LadderForm | None = None, **changed: str) -> dict[str, str]:
    """The form as a browser sends it."""
    form = form or written(Policy(), None, ROWS)
    sent = {"repeats": form.repeats, "agency_lang": "en"}
    for name, steps in (("step", form.steps), ("everyone", form.everyone), ("agency", form.agency)):
        for row, step in enumerate(steps):
            sent |= {f"{name}{row}_channel": step.channel, f"{name}{row}_wait": step.wait}
    return sent | changed


def path_of(house: Any, place: int = 0) -> str:
    return f"/on-call/policy/{house.house.people.directory.teams()[place].id.hex()}"


def shown(page: Any) -> list[str]:
    """The lines of the rehearsal, as they are read."""
    (listed,) = re.findall(r'<ol class="ladder">(.*?)</ol>', page.text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def policy_of(house: Any, place: int = 0) -> Policy:
    ground = house.house.ground
    team = house.house.people.directory.teams()[place].id
    with ground.database.read() as conn:
        rules = oncall.ladder(conn, district=ground.district, team=team)
    assert rules is not None
    return rules.policy


def test_the_page_says_what_would_happen_now_and_the_house_does_just_that(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    path = path_of(house)
    page = browse("north").get("/places")
    assert f'href="{path}"' in page.text
    assert shown(page.get(path))[:4] == [
        "0:00 text to Ana Ruiz",
        "1:30 call to Ana Ruiz",
        "2:30 text to Erin Castillo",
        "4:00 call to Erin Castillo",
    ]
    house.tip(GUN)
    house.work()
    before = len(house.carrier.texts)
    assert house.carrier.calls == []
    house.clock.advance(seconds=89)
    house.work()
    assert house.carrier.calls == []
    house.clock.advance(seconds=1)
    house.work()
    assert house.carrier.calls == ["+12025550101"]
    house.clock.advance(seconds=60)
    house.work()
    assert [to for to, _ in house.carrier.texts[before:]] == ["+12025550105"]


def test_a_registrar_sees_what_a_form_would_do_before_anything_is_kept(
    founded_house: Any, browse: Any
) -> None:
    path = path_of(founded_house)
    page = browse("administrator").get(path)
    page.post(f"{path}/look", **fields(step0_channel="voice", step0_wait="4:10", **COUNTY))
    assert page.status == 200
    assert shown(page)[:2] == ["0:00 call to Ana Ruiz", "4:10 text to Ana Ruiz"]
    assert any(line.endswith("Agency: call to County line") for line in shown(page))
    assert "nothing is kept yet" in page.text
    assert 'value="4:10"' in page.text
    assert policy_of(founded_house) == Policy()


def test_what_a_registrar_keeps_counts_from_the_next_page_on_and_an_open_one_goes_on_as_it_began(
    founded_house: Any, browse: Any
) -> None:
    house, path = founded_house, path_of(founded_house)
    house.tip(GUN)
    house.work()
    page = browse("administrator").get(path)
    page.post(path, **fields(step0_channel="voice", step0_wait="3:00", everywhere="yes"))
    assert "Kept. It counts from the next page on" in page.text
    assert policy_of(house).tries[0].channel == "voice"
    assert policy_of(house, 1) == policy_of(house)  # the same for all teams
    house.clock.advance(seconds=90)
    house.work()
    assert house.carrier.calls == ["+12025550101"]  # text, then call: as it began
    page.get("/audit")
    assert "changed what happens when nobody answers" in page.text


def test_an_agency_is_called_after_everyone_and_its_number_is_read_by_registrars_alone(
    founded_house: Any, browse: Any
) -> None:
    house, path = founded_house, path_of(founded_house)
    browse("administrator").get(path).post(path, **fields(**COUNTY))
    assert 'value="+13125550144"' in browse("administrator").get(path).text
    others = browse("north").get(path)
    assert "Agency: call to County line" in " ".join(shown(others))
    assert "3125550144" not in others.text
    house.tip(GUN)
    for _ in range(140):
        house.work(1)
        house.clock.advance(seconds=5)
    assert "+13125550144" in house.carrier.calls
    browse("administrator").get(path).post(path, **fields(), password=PASSWORD)
    assert "County line" not in browse("administrator").get(path).text


def test_bad_values_are_said_at_their_place_and_what_was_typed_stays(founded_house: Any, browse: Any) -> None:
    path = path_of(founded_house)
    page = browse("administrator")
    for changed, part, said in (
        ({"step1_wait": "soonish"}, "steps", "Write each wait like 1:30"),
        ({"step1_channel": "", "step2_channel": ""}, "steps", "an e-mail wakes nobody"),
        ({"everyone0_wait": "99:00"}, "everyone", "Write each wait like 1:30"),
        ({"agency_name": "County"}, "agency", "Write the agency&#39;s number"),
        (
            {"agency_name": "Ana", "agency_number": "+12025550101"},
            "agency",
            "This is the number of somebody who works here",
        ),
    ):
        page.get(path).post(path, **fields(**changed))
        assert page.status == 422
        assert f'id="{part}-wrong"' in page.text
        assert said in page.text
        for typed in changed.values():
            assert f'value="{typed}"' in page.text or not typed
    assert policy_of(founded_house) == Policy()


def test_the_password_is_asked_in_the_form_itself_and_nothing_typed_is_lost(
    founded_house: Any, browse: Any
) -> None:
    house, path = founded_house, path_of(founded_house)
    house.clock.advance(minutes=6)  # the password counts for five
    page = browse("administrator").get(path)
    typed = fields(step0_wait="2:40")
    page.post(path, **typed)
    assert page.status == 422
    assert "Nothing is kept yet: enter your password below" in page.text
    assert 'value="2:40"' in page.text
    page.post(path, **typed, password="not this one")
    assert "do not fit together" in page.text
    assert 'value="2:40"' in page.text
    assert policy_of(house) == Policy()
    page.post(path, **typed, password=PASSWORD)
    assert page.status == 200
    assert policy_of(house).tries[0].answer_s == 160
    page.get(path).post(path, **fields(step0_wait="2:50"))  # signed in still, and the password counts again
    assert policy_of(house).tries[0].answer_s == 170


def test_others_read_it_and_cannot_change_it(founded_house: Any, browse: Any) -> None:
    path = path_of(founded_house)
    page = browse("north").get(path)
    assert "<select" not in page.text
    assert "Registrars change this." in page.text
    for where in (path, f"{path}/look"):
        page.get("/account").post(where, **fields())
        assert page.status == 422
        assert "Only a registrar can do this." in page.text
    assert policy_of(founded_house) == Policy()


def test_a_team_that_does_not_exist_is_refused(browse: Any) -> None:
    for value in ("aa", "ab" * 16):
        assert browse("administrator").get(f"/on-call/policy/{value}").status == 422


def test_a_mail_takes_the_page_by_its_own_button_without_signing_in(founded_house: Any, browse: Any) -> None:
    house = founded_house
    house.tip(GUN)
    house.work()
    token = "4" * 40
    house.house.foundation.database.write(
        lambda conn: conn.execute(update(Ring).values(link_hash=hash_of(token))).rowcount
    )
    stranger = browse()
    for _ in range(2):
        assert "I have it" in stranger.get(f"/ack/{token}").text
    stranger.post(f"/ack/{token}")
    assert "You have it" in stranger.text
    house.clock.advance(seconds=600)
    house.work()
    assert house.carrier.calls == []
    assert browse().get(f"/ack/{'5' * 40}").status == 404
