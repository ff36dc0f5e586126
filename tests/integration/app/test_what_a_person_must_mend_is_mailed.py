"""A STOP of staff and what is wrong with the carrier's account: an alarm at once, and a mail to those who can mend it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from notify.ports import Sent
from notify.statuses import Delivery
from notify.tables import Outbox
from notify.troubles import MISCONFIGURED, TEXTS_BLOCKED, clear_trouble, trouble
from reporting.app.house import _eraser
from reporting.app.ticks import ticks
from reporting.app.trouble_mail import _SAID, KINDS, TroubleMail, trouble_text
from reporting.cases.kept_texts import kept_texts

ANA = "+12025550101"
REGISTRARS = ["ada@oakfield.example", "erin@oakfield.example"]
STAFF_LINE = "+12025550199"


class Mailbox:
    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent:
        self.mails.append((to, subject, body))
        return Sent(reference, Delivery.SENT)


@pytest.fixture
def mailed(founded_house: Any) -> Any:
    """The house with a mail server, and what it got."""
    house, box = founded_house.house, Mailbox()
    house.dispatcher.mailer = box
    mailing = replace(house, wires=replace(house.wires, mailer=box))

    def look() -> list[tuple[str, str, str]]:
        box.mails.clear()
        TroubleMail(mailing).look()
        house.dispatcher.run_once()
        return list(box.mails)

    return look


def test_a_stop_of_staff_is_mailed_to_registrars_and_to_that_person_once(
    founded_house: Any, mailed: Any
) -> None:
    founded_house.text(ANA, "STOP", to=STAFF_LINE)
    first = mailed()
    assert sorted(to for to, _, _ in first) == sorted([*REGISTRARS, "ana@oakfield.example"])
    by = {to: body for to, _, body in first}
    assert "Ana Ruiz texted STOP" in by["ada@oakfield.example"]
    assert "Text START" in by["ana@oakfield.example"]
    assert all(ANA not in subject + body for _, subject, body in first)
    assert mailed() == []
    founded_house.text(ANA, "START", to=STAFF_LINE)
    assert mailed() == []
    founded_house.text(ANA, "STOP", to=STAFF_LINE)
    assert len(mailed()) == 3


@pytest.mark.parametrize("kind", [MISCONFIGURED, TEXTS_BLOCKED])
def test_what_is_wrong_with_the_account_is_mailed_each_time_it_begins(
    founded_house: Any, mailed: Any, kind: str
) -> None:
    ground = founded_house.house.ground
    subject = b"sms".ljust(16, b"\0")

    def wrong(conn: Any) -> None:
        trouble(conn, district=ground.district, kind=kind, subject=subject, code=20003, now=1)

    ground.database.write(wrong)
    assert sorted(to for to, _, _ in mailed()) == REGISTRARS
    ground.database.write(wrong)
    assert mailed() == []
    ground.database.write(
        lambda conn: clear_trouble(conn, district=ground.district, kind=kind, subject=subject)
    )
    ground.database.write(wrong)
    assert len(mailed()) == len(REGISTRARS)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_kind_has_its_words_in_both_languages(kind: str, lang: str) -> None:
    said = trouble_text(kind, "Ana Ruiz", lang, "https://staff.example/alarms")
    subject, empty, text = said.split("\n")[:3]
    assert subject == _SAID[lang]["subject"]
    assert empty == ""
    assert text
    assert "https://staff.example/alarms" in said


def test_texts_that_are_kept_may_be_forgotten_by_the_carrier_and_no_others(founded_house: Any) -> None:
    house = founded_house.house
    founded_house.text("+12025550161", "someone keeps stealing my lunch", sid="SM-kept")
    founded_house.text(ANA, "ACK", to=STAFF_LINE, sid="SM-staff")
    with house.ground.database.read() as conn:
        kept = kept_texts(house.ground.district)(conn, ["SM-kept", "SM-staff", "SM-never-came"])
    assert kept == {"SM-kept", "SM-staff"}


def test_a_mail_of_trouble_is_no_page(founded_house: Any, mailed: Any) -> None:
    founded_house.text(ANA, "STOP", to=STAFF_LINE)
    mailed()
    with founded_house.house.ground.database.read() as conn:
        found = conn.execute(select(Outbox.klass).where(Outbox.channel == "email")).scalars()
        assert set(found) == {"digest"}


class NoLog:
    def erase(self, sid: str) -> None:
        raise AssertionError

    def texts(self, *, number: str, inbound: bool, before: object) -> tuple[()]:
        return ()


def test_the_worker_writes_of_troubles_and_cleans_the_carriers_log_where_there_is_one(
    founded_house: Any,
) -> None:
    house = founded_house.house
    names = {tick.name for tick in ticks(house)}
    assert "troubles" in names
    assert not {"erase", "sweep"} & names
    real = replace(house, eraser=_eraser(replace(house.wires, log=NoLog()), house.ground))
    turned = {tick.name: tick.do for tick in ticks(real)}
    assert turned["sweep"]() == 0
    assert turned["erase"]() == 0
