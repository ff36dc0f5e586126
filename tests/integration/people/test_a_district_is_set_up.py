"""The set-up page: everything or nothing, and every refusal names its remedy."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import notify.contacts
import notify.oncall
from notify.coverage import Why
from notify.ports import Channel
from reporting.model.queue import QueueKind
from reporting.people.founding import RotaForm, SchoolForm, TeamForm, TurnForm, Wish
from reporting.people.invitations import Invitee
from reporting.people.providers import TwilioAccount
from reporting.people.refused import Refused, SetUpRefused
from reporting.people.set_up import SetUp
from reporting.vault.signing import SigningKey
from reporting.vault.trust import TrustDirectory

DAY = 24 * 60


def refusal_of(town: Any, form: Any) -> str:
    with pytest.raises(Refused) as refusal:
        town.set_up.create_district(form)
    return refusal.value.code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"zone": "Middle/Earth"}, "zone"),
        ({"schools": ()}, "no_school"),
        ({"name": " "}, "name"),
        ({"password": "short"}, "password_short"),
        ({"password": "aaaaaaaaaaaaaa"}, "password_plain"),
        ({"lang": "xx"}, "lang"),
        ({"rotas": (RotaForm(0, (TurnForm(7, 0, DAY),)),)}, "person"),
        ({"rotas": (RotaForm(9, (TurnForm(0, 0, DAY),)),)}, "team"),
    ],
)
def test_a_field_that_will_not_do_is_named_and_nothing_is_made(
    empty_town: Any, change: dict[str, Any], code: str
) -> None:
    town = empty_town
    assert refusal_of(town, replace(town.form(), **change)) == code
    assert town.set_up.needed()
    assert not town.trust_path.exists()


def test_two_people_need_two_addresses(empty_town: Any) -> None:
    town = empty_town
    assert refusal_of(town, town.form(town.person("Ada Other"))) == "email_twice"


def test_a_house_is_set_up_once(empty_town: Any) -> None:
    town = empty_town
    town.found(town.form())
    assert not town.set_up.needed()
    assert refusal_of(town, town.form()) == "done"


class FullDisk:
    """A witness that cannot write: what a full disk does at the end of the unit."""

    def record(self, *_: Any, **__: Any) -> None:
        raise OSError("the disk is full")


def test_a_set_up_that_the_store_could_not_take_can_be_sent_again(
    empty_town: Any, sqlite_database: Any, watch: Any
) -> None:
    town = empty_town
    on_a_full_disk = SetUp(
        sqlite_database,
        trust_path=town.trust_path,
        clock=watch,
        random=secrets.token_bytes,
        witness_for=lambda *_: FullDisk(),
    )
    with pytest.raises(OSError, match="disk"):
        on_a_full_disk.create_district(town.form())
    assert town.set_up.needed()
    town.found(town.form())


def test_a_set_up_that_was_cut_off_before_anything_was_stored_begins_anew(empty_town: Any) -> None:
    town = empty_town
    TrustDirectory.create(
        town.trust_path, district=secrets.token_bytes(16), name="Oakfield", root=SigningKey.generate(), at=0
    )
    assert town.set_up.needed()
    town.found(town.form())


def test_without_a_second_registrar_the_district_does_not_open_and_says_so(empty_town: Any) -> None:
    town = empty_town
    ada = town.form().administrator
    town.found(town.form(town.person("Ben Brown", *ada.wishes)))
    town.join("Ben Brown")
    town.admit_all("Ada Admin")
    session = town.session("Ada Admin")
    town.doors.births.birth_queues(session)
    with pytest.raises(SetUpRefused) as refusal:
        town.doors.births.open_district(session)
    assert refusal.value.code == "too_few_registrars"
    town.doors.admissions.make_registrar(session, town.members["Ben Brown"], on=True)
    town.doors.births.open_district(session)
    assert town.doors.book.current.opened


def test_only_the_first_administrator_makes_queues_and_opens(empty_town: Any) -> None:
    town = empty_town
    town.found(town.form(town.person("Ben Brown", *town.form().administrator.wishes, registrar=True)))
    town.join("Ben Brown")
    town.admit_all("Ada Admin")
    with pytest.raises(SetUpRefused) as refusal:
        town.doors.births.birth_queues(town.session("Ben Brown"))
    assert refusal.value.code == "not_root"


def test_a_school_with_one_counselor_is_read_in_the_districts_queue(town: Any) -> None:
    directory = town.doors.directory
    north, south = directory.schools()
    everyday = {queue.school for queue in directory.queues() if queue.kind is QueueKind.COUNSELOR}
    crisis = {queue.school for queue in directory.queues() if queue.kind is QueueKind.CRISIS}
    whole = {queue.kind for queue in directory.queues() if queue.school is None}
    assert everyday == {north.id}
    assert crisis == {north.id, south.id, None}
    assert whole == {QueueKind.DISTRICT, QueueKind.CRISIS, QueueKind.DESIGNEE}


def test_a_school_whose_second_counselor_did_not_come_can_share_the_districts_queue(empty_town: Any) -> None:
    town = empty_town
    form = town.form(town.person("Ben Brown", *town.form().administrator.wishes, registrar=True))
    town.found(replace(form, schools=(SchoolForm("North High"), SchoolForm("South Middle", counselors=2))))
    town.join("Ben Brown")
    town.admit_all("Ada Admin")
    session = town.session("Ada Admin")
    with pytest.raises(SetUpRefused) as refusal:
        town.doors.births.birth_queues(session)
    assert refusal.value.facts["short"] == {"South Middle counselors": 0}
    south = town.doors.directory.schools()[1]
    town.doors.births.birth_queues(session, share=frozenset({south.id}))
    town.doors.directory.refresh()
    everyday = [one for one in town.doors.directory.queues() if one.kind is QueueKind.COUNSELOR]
    assert south.id not in {queue.school for queue in everyday}


def test_secrets_of_carriers_come_back_after_a_restart_and_are_not_in_clear_on_disk(empty_town: Any) -> None:
    town = empty_town
    account = TwilioAccount("AC" + "1" * 32, ("token-canary-1", "token-canary-2"), "SK1", "secret-canary")
    town.found(replace(town.form(), twilio=account))
    assert town.start().providers.twilio() == account
    assert town.doors.providers.hotline().students == "+13125550150"
    for file in town.trust_path.parent.glob("*.db*"):
        content = file.read_bytes()
        for canary in (b"canary", b"3125550101", b"ada@oakfield"):
            assert canary not in content


@pytest.fixture
def on_call(empty_town: Any) -> Any:
    """North High: Ada by day, Ben by night; Ben's number was not vouched for."""
    town = empty_town
    everything = town.form().administrator.wishes
    ben = replace(
        town.person("Ben Brown", *everything, registrar=True), phone="312 555 0102", phone_declared=False
    )
    days = tuple(TurnForm(0, day * DAY + 8 * 60, day * DAY + 20 * 60) for day in range(7))
    nights = tuple(TurnForm(1, day * DAY + 20 * 60, (day + 1) * DAY + 8 * 60) for day in range(7))
    rota = RotaForm(0, (*days, *nights))
    teams = (TeamForm("North on call", 0), TeamForm("South on call", 1), TeamForm("District on call"))
    town.found(replace(town.form(ben), teams=teams, rotas=(rota,)))
    town.join("Ben Brown")
    town.admit_all("Ada Admin")
    session = town.session("Ada Admin")
    town.doors.births.birth_queues(session)
    town.doors.births.open_district(session)
    town.doors.directory.refresh()
    return town


def test_the_on_call_page_names_who_is_called_and_whether_a_page_reaches_them(on_call: Any) -> None:
    team = on_call.doors.directory.teams()[0].id
    (now,) = on_call.doors.on_call.now(team)  # 8:00 in Chicago
    assert (now.name, now.reachable, now.holds_key) == ("Ada Admin", True, True)
    (night,) = on_call.doors.on_call.now(team, on_call.watch() + timedelta(hours=13))
    assert (night.name, night.reachable) == ("Ben Brown", False)


def test_a_number_that_nobody_vouched_for_is_a_gap_until_a_registrar_declares_it(on_call: Any) -> None:
    team, start = on_call.doors.directory.teams()[0].id, on_call.watch()
    gaps = on_call.doors.on_call.gaps(team, start, start + timedelta(days=1))
    assert [gap.why for gap in gaps] == [(Why.NO_PHONE,)]
    ada = on_call.session("Ada Admin")
    on_call.doors.contacts.declare_phone(ada, on_call.members["Ben Brown"], "312 555 0102")
    assert on_call.doors.on_call.gaps(team, start, start + timedelta(days=1)) == ()


def test_somebody_on_call_who_can_open_nothing_is_a_gap(on_call: Any) -> None:
    town, queue = on_call, on_call.queue("North High crisis")
    town.doors.leaving.leave(town.session("Ada Admin"), town.members["Ada Admin"], queue)
    team, start = town.doors.directory.teams()[0].id, town.watch()
    assert not town.doors.directory.can_act(town.members["Ada Admin"], team)
    gaps = town.doors.on_call.gaps(team, start, start + timedelta(hours=4))
    assert gaps[0].why == (Why.CANNOT_OPEN,)


def test_a_team_is_paged_from_the_staff_number_and_has_a_last_resort(on_call: Any) -> None:
    team = on_call.doors.directory.teams()[0].id
    with on_call.database.read() as conn:
        ladder = notify.oncall.ladder(conn, district=on_call.doors.ground.district, team=team)
    assert (ladder.sender, ladder.zone) == ("+13125550151", "America/Chicago")
    assert ladder.last_resort == on_call.members["Ada Admin"]
    assert set(ladder.persons) == {on_call.members["Ada Admin"], on_call.members["Ben Brown"]}


def test_a_staff_number_opens_with_the_service_key_and_is_found_by_its_hash(on_call: Any) -> None:
    doors, ben = on_call.doors, on_call.members["Ben Brown"]
    with on_call.database.read() as conn:
        district = doors.ground.district
        number = notify.contacts.address(
            conn, district=district, person=ben, channel=Channel.SMS, sealer=doors.service
        )
        owners = notify.contacts.owners(conn, district=district, phone=doors.phone_hash("+13125550102"))
    assert number == "+13125550102"
    assert set(owners) == {ben}


def test_wishes_for_a_school_that_is_not_in_the_list_are_refused(empty_town: Any) -> None:
    town = empty_town
    lost = town.person("Ben Brown", Wish(QueueKind.CRISIS, 5))
    assert refusal_of(town, town.form(lost)) == "school"


def test_a_ladder_can_ask_who_can_act_in_the_middle_of_its_transaction(on_call: Any) -> None:
    directory, ben = on_call.doors.directory, on_call.members["Ben Brown"]
    on_call.watch.pass_by(hours=1)  # what the directory remembers is old by now
    team = directory.teams()[0].id
    on_call.watch.pass_by(hours=1)
    assert on_call.database.write(lambda _: directory.can_act(ben, team))
    assert on_call.database.write(lambda _: directory.named_in("Ms Brown said so")) == {ben}


def test_new_names_count_within_half_a_minute(town: Any) -> None:
    assert not town.doors.directory.named_in("Ms Day said so")
    session = town.session("Ada Admin")
    invited = town.doors.invitations.invite(session, Invitee("Dora Day", "dora@oakfield.example", "Nurse"))
    town.watch.pass_by(seconds=30)
    assert town.doors.directory.named_in("Ms Day said so") == {invited.member}
    assert (
        town.doors.directory.email_of(
            next(person for person in town.doors.directory.staff() if person.id == invited.member)
        )
        == "dora@oakfield.example"
    )
