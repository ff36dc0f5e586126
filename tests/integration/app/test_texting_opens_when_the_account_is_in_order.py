"""Students are told the number once the account is in order and HELP is answered in our words; until then the web is open."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner

from notify.account_facts import AccountFacts, Help, NumberFacts, ServiceFacts
from notify.account_findings import Wanted
from notify.ports import Busy, Refused, Unsure
from reporting.app.carriers import Wires
from reporting.app.texting import HouseTexting, check_account
from reporting.cases.doors import InboundText
from reporting.cases.text_wording import text
from reporting.cli import main
from reporting.cli.twilio_commands import as_data, as_text
from reporting.people.providers import Hotline
from reporting.people.refused import Refused as NotAllowed
from reporting.people.texting import PATIENCE, Texting

STUDENTS, STAFF = "+12025550100", "+12025550199"
PUBLIC = "http://localhost:8080"
ELSEWHERE = "https://down.example.net/fallback.xml"
OURS = "Oak Line: call 911. Need to talk? Call or text 988."


def number(which: str) -> NumberFacts:
    return NumberFacts(
        which,
        sms_url=f"{PUBLIC}/sms#rc=3&rp=ct,rt,5xx",
        sms_fallback_url=ELSEWHERE,
        voice_url=ELSEWHERE,
    )


def facts(campaign: str | None = "VERIFIED") -> AccountFacts:
    return AccountFacts(
        credentials=True,
        status="active",
        kind="Full",
        balance=Decimal(25),
        numbers=(number(STUDENTS), number(STAFF)),
        services=tuple(
            ServiceFacts(f"MG{each}", each, frozenset({each}), campaign=campaign)
            for each in (STUDENTS, STAFF)
        ),
        us_calls=True,
    )


@dataclass
class Account:
    """An account that says what the test wants, and answers HELP with `bodies` once it was asked."""

    account: str = "AC" + "1" * 32
    facts: AccountFacts = field(default_factory=facts)
    bodies: tuple[str, ...] = (OURS,)
    failing: Exception | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def read(self) -> AccountFacts:
        if self.failing is not None:
            raise self.failing
        return self.facts

    def ask_help(self, *, sender: str, to: str) -> None:
        if self.failing is not None:
            raise self.failing
        self.asked.append((sender, to))

    def answers(self, *, sender: str, to: str, since: datetime) -> tuple[str, ...]:
        return self.bodies if self.asked else ()


def texting_of(founded: Any, account: Account, **changed: str) -> Texting:
    people = founded.house.people
    wanted = Wanted(**{"public_url": PUBLIC, "students": STUDENTS, "staff": STAFF, **changed})
    return Texting(people.ground, people.providers, wanted, account)


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def registrar(founded_house: Any) -> Any:
    return founded_house.sessions["administrator"]


def test_nobody_has_looked_so_texting_is_closed(founded_house: Any, account: Account) -> None:
    assert not texting_of(founded_house, account).standing.open


def test_a_registrar_looks_texts_help_and_texting_opens(founded_house_on_each: Any) -> None:
    account, registrar = Account(), founded_house_on_each.sessions["administrator"]
    texting = texting_of(founded_house_on_each, account)
    assert [one.code for one in texting.check(registrar).found] == ["help_untried"]
    texting.ask_help(registrar)
    assert account.asked == [(STAFF, STUDENTS)]
    assert texting.check(registrar).open
    # Another process sees it, and a later start.
    assert texting_of(founded_house_on_each, Account()).standing.open


def test_a_registration_that_is_not_approved_keeps_it_closed(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    texting.confirm_help(registrar)
    account.facts = facts("IN_PROGRESS")
    assert not texting.check(registrar).open
    account.facts = facts()
    assert texting.check(registrar).open


def test_what_was_open_closes_again_when_the_account_is_no_more_in_order(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    texting.confirm_help(registrar)
    assert texting.check(registrar).open
    account.facts = replace(facts(), status="suspended")
    assert not texting.check(registrar).open
    assert not texting_of(founded_house, account).standing.open


@pytest.mark.parametrize(
    "changed",
    [{"students": "+12025550111"}, {"staff": "+12025550112"}, {"public_url": "https://tell.example"}],
)
def test_what_was_seen_of_another_number_or_address_does_not_count(
    founded_house: Any, account: Account, registrar: Any, changed: dict[str, str]
) -> None:
    texting = texting_of(founded_house, account)
    texting.confirm_help(registrar)
    texting.check(registrar)
    assert not texting_of(founded_house, account, **changed).standing.open
    assert not texting_of(founded_house, Account(account="AC" + "2" * 32)).standing.open


@pytest.mark.parametrize(
    ("bodies", "helped"),
    [
        (("Reply STOP to unsubscribe.",), Help.CARRIERS),
        ((OURS, "Reply STOP to unsubscribe."), Help.CARRIERS),
        (("",), Help.UNREADABLE),
        ((), Help.WAITING),
    ],
)
def test_help_in_other_words_keeps_it_closed(
    founded_house: Any, account: Account, registrar: Any, bodies: tuple[str, ...], helped: Help
) -> None:
    account.bodies = bodies
    texting = texting_of(founded_house, account)
    texting.ask_help(registrar)
    checked = texting.check(registrar)
    assert (checked.help, checked.open) == (helped, False)


def test_an_answer_that_does_not_come_is_said_to_be_missing(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    account.bodies = ()
    texting = texting_of(founded_house, account)
    texting.ask_help(registrar)
    founded_house.clock.advance(seconds=PATIENCE.total_seconds() + 1)
    assert texting.check(registrar).help is Help.SILENT


def test_texting_help_again_closes_it_until_the_answer_is_seen(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    texting.confirm_help(registrar)
    texting.check(registrar)
    account.bodies = ("Reply STOP to unsubscribe.",)
    texting.ask_help(registrar)
    assert not texting.check(registrar).open


def test_only_a_registrar_looks_texts_or_vouches(founded_house: Any, account: Account) -> None:
    texting, counselor = texting_of(founded_house, account), founded_house.sessions["north"]
    for act in (texting.check, texting.ask_help, texting.confirm_help):
        with pytest.raises(NotAllowed) as refused:
            act(counselor)
        assert refused.value.code == "not_registrar"
    assert not account.asked


def test_a_carrier_that_does_not_answer_changes_nothing(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    texting.confirm_help(registrar)
    texting.check(registrar)
    for failing, code in ((Busy(), "carrier_silent"), (Unsure(), "carrier_silent")):
        account.failing = failing
        with pytest.raises(NotAllowed) as refused:
            texting.check(registrar)
        assert refused.value.code == code
    account.failing = Refused(21606)
    with pytest.raises(NotAllowed) as refused:
        texting.ask_help(registrar)
    assert refused.value.code == "carrier_refused_help"
    assert texting.standing.open


def test_one_number_cannot_text_itself(founded_house: Any, account: Account, registrar: Any) -> None:
    with pytest.raises(NotAllowed) as refused:
        texting_of(founded_house, account, staff=STUDENTS).ask_help(registrar)
    assert refused.value.code == "one_number"


def test_each_act_is_in_the_audit_with_who_did_it(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    texting.ask_help(registrar)
    texting.confirm_help(registrar)
    texting.check(registrar)
    page = founded_house.doors.audits.page(registrar, cursor=None)
    acts = [(row.act, row.actor) for row in page.rows]
    for act in ("texted_help", "confirmed_help", "checked_texting"):
        assert (act, "Ada Stone") in acts


def test_the_students_page_names_the_number_only_when_it_is_open(
    founded_house: Any, account: Account, registrar: Any
) -> None:
    texting = texting_of(founded_house, account)
    intake = replace(founded_house.house.web_intake, line=HouseTexting(texting, STUDENTS).line)
    closed = intake.form_facts()
    assert (closed.hotline, closed.texting_later, closed.accepting) == (None, True, True)
    texting.confirm_help(registrar)
    texting.check(registrar)
    opened = intake.form_facts()
    assert (opened.hotline, opened.texting_later) == (STUDENTS, False)
    none = replace(intake, line=HouseTexting(None, None).line).form_facts()
    assert (none.hotline, none.texting_later) == (None, False)


def test_an_unchecked_hotline_of_an_older_home_is_not_named(founded_house: Any) -> None:
    facts = founded_house.house.web_intake.form_facts()
    assert (facts.hotline, facts.texting_later) == (None, True)


@pytest.mark.parametrize("word", ["HELP", "help", "Ayuda"])
def test_help_from_our_own_number_is_answered_and_makes_no_thread(founded_house: Any, word: str) -> None:
    heard = founded_house.house.hearing.hear(InboundText("SM1", STAFF, STUDENTS, word, 0))
    line = founded_house.house.ground.roll.line_name()
    assert list(heard) == [text("help", "es" if word == "Ayuda" else "en", line=line)]
    assert founded_house.references("north") == set()
    assert founded_house.references("designee") == set()


@pytest.mark.parametrize(
    ("sender", "to", "body"),
    [
        (STUDENTS, STAFF, "HELP"),
        (STUDENTS, STAFF, OURS),
        (STAFF, STUDENTS, "i want to die"),
        (STUDENTS, STUDENTS, "hello"),
    ],
)
def test_our_numbers_do_not_answer_each_other(founded_house: Any, sender: str, to: str, body: str) -> None:
    assert list(founded_house.house.hearing.hear(InboundText("SM1", sender, to, body, 0))) == []


def run(founded: Any, account: Account | None, *, text_help: bool = True) -> tuple[Any, list[float]]:
    """The command's own look, beside the running house."""
    slept: list[float] = []
    wires = Wires(founded.carrier, None, (), Hotline(STUDENTS, STAFF), account=account)
    settings = founded.house.foundation.settings
    looked = check_account(
        settings, text_help=text_help, sleep=slept.append, clock=founded.clock, replaced=wires
    )
    return looked, slept


def test_the_command_texts_help_waits_for_the_answer_and_says_that_all_is_well(
    founded_house: Any, account: Account
) -> None:
    looked, slept = run(founded_house, account)
    assert account.asked == [(STAFF, STUDENTS)]
    assert len(slept) == 1
    assert "Texting is open" in as_text(looked)
    # A second time it need not text again.
    run(founded_house, account)
    assert len(account.asked) == 1


def test_the_command_says_what_is_wrong_how_to_mend_it_and_what_to_file(
    founded_house: Any, account: Account
) -> None:
    account.facts, account.bodies = facts(None), ()
    looked, slept = run(founded_house, account)
    assert len(slept) == 15
    said = as_text(looked)
    assert f"mend this: {STUDENTS} has no A2P 10DLC registration: carriers block every text from it." in said
    assert "file a campaign with the texts below" in said
    assert "Help message (also for Advanced Opt-Out):" in said
    line = founded_house.house.ground.roll.line_name()
    assert text("help", "en", line=line) in said
    assert text("help", "es", line=line) in said
    data = json.loads(json.dumps(as_data(looked)))
    assert data["open"] is False
    assert {"not_registered", "help_waiting"} == {one["code"] for one in data["findings"]}
    assert data["texts"]["use_case"] == ["K12_EDUCATION"]


def test_without_a_text_the_command_only_looks(founded_house: Any, account: Account) -> None:
    looked, slept = run(founded_house, account, text_help=False)
    assert (account.asked, slept, looked.checked.open) == ([], [], False)


def test_the_command_ends_with_one_and_one_line_where_there_is_no_hotline(founded_house: Any) -> None:
    home = founded_house.house.foundation.settings.home
    said = CliRunner().invoke(main, ["twilio", "check"], env={"QUIETLINE_HOME": str(home)})
    assert said.exit_code == 1
    assert said.output.count("\n") == 1


def test_the_running_house_sees_what_the_command_found(founded_house: Any, account: Account) -> None:
    texting = texting_of(founded_house, account)
    house = HouseTexting(texting, STUDENTS)
    run(founded_house, account)
    house.look()
    assert house.line().open
