"""Which signed acts put something in force: pure, with keys of members made here."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from reporting.model.ids import MemberId
from reporting.rules.ledger import ActsRefused, Standing, standing_of
from reporting.store.rule_versions import StoredAct
from reporting.vault.rule_acts import NO_HEAD, SHIPPED_ALONE, RuleAct, Statement
from reporting.vault.rule_pin import RulePin, RulePinFile
from reporting.vault.signing import SigningKey

DISTRICT = b"d" * 16
LEAD, OTHER, CLERK, GONE = (MemberId(name * 16) for name in (b"l", b"o", b"c", b"g"))
KEYS = {member: SigningKey.generate() for member in (LEAD, OTHER, CLERK, GONE)}
ONE, TWO = b"1" * 32, b"2" * 32


def roster(district: bytes = DISTRICT) -> Any:
    """Two leads, a clerk who leads nothing, and a lead who left."""
    present = {
        member: SimpleNamespace(ed=KEYS[member].public, registrar=False) for member in (LEAD, OTHER, CLERK)
    }
    return SimpleNamespace(
        district=district,
        active_member=present.get,
        led_by=lambda member: frozenset({b"q"}) if member in {LEAD, OTHER, GONE} else frozenset(),
    )


def approved(
    standing: Standing,
    hash_: bytes,
    first: MemberId = LEAD,
    second: MemberId = OTHER,
    district: bytes = DISTRICT,
) -> StoredAct:
    def signed(act: RuleAct, member: MemberId) -> bytes:
        return Statement(district, act, hash_, standing.hash, standing.head).sign(KEYS[member])

    return StoredAct(
        standing.n + 1,
        "approve",
        hash_,
        standing.hash,
        7,
        first,
        signed(RuleAct.PROPOSE, first),
        second,
        signed(RuleAct.APPROVE, second),
    )


def back(standing: Standing, hash_: bytes, first: MemberId = LEAD) -> StoredAct:
    signature = Statement(DISTRICT, RuleAct.ROLL_BACK, hash_, standing.hash, standing.head).sign(KEYS[first])
    return StoredAct(standing.n + 1, "roll_back", hash_, standing.hash, 8, first, signature, None, None)


def after(*acts: StoredAct, pin: RulePin | None = None) -> Standing:
    return standing_of(acts, roster(), pin or RulePin())


def test_two_peoples_signatures_put_a_version_in_force_and_one_leads_back() -> None:
    first = approved(Standing(), ONE)
    second = approved(after(first), TWO)
    assert after(first, second).hash == TWO
    third = back(after(first, second), ONE)
    assert after(first, second, third).hash == ONE
    assert after(first, second, third).before == SHIPPED_ALONE


@pytest.mark.parametrize(
    ("first", "second"), [(LEAD, LEAD), (CLERK, OTHER), (LEAD, CLERK), (GONE, OTHER), (LEAD, GONE)]
)
def test_one_person_twice_or_who_leads_nothing_or_left_puts_nothing_in_force(
    first: MemberId, second: MemberId
) -> None:
    with pytest.raises(ActsRefused):
        after(approved(Standing(), ONE, first, second))


@pytest.mark.parametrize(
    "change",
    [
        {"hash": TWO},
        {"parent": TWO},
        {"n": 2},
        {"act": "roll_back"},
        {"second": None},
        {"second_sig": None},
        {"first_sig": b"x" * 64},
        {"second_sig": b"x" * 64},
        {"first": OTHER, "second": LEAD},
    ],
    ids="+".join,
)
def test_a_changed_act_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ActsRefused):
        after(replace(approved(Standing(), ONE), **change))


def test_an_act_of_another_district_is_refused() -> None:
    with pytest.raises(ActsRefused):
        after(approved(Standing(), ONE, district=b"e" * 16))


def test_back_leads_to_what_was_before_and_to_nothing_else() -> None:
    first = approved(Standing(), ONE)
    second = approved(after(first), TWO)
    with pytest.raises(ActsRefused):
        after(first, second, back(after(first, second), SHIPPED_ALONE))
    with pytest.raises(ActsRefused):
        after(back(Standing(), ONE))


def test_an_act_before_the_pin_stays_good_when_its_signer_has_left_and_one_after_it_does_not() -> None:
    departed = approved(Standing(), ONE, first=GONE)
    with pytest.raises(ActsRefused):
        after(departed)
    everybody = roster()
    everybody.active_member = lambda member: SimpleNamespace(ed=KEYS[member].public, registrar=False)
    then = standing_of((departed,), everybody, RulePin())
    pin = RulePin(then.n, then.head, then.hash)
    assert after(departed, pin=pin).hash == ONE
    with pytest.raises(ActsRefused):
        after(departed, approved(then, TWO, first=GONE), pin=pin)


def test_fewer_acts_than_were_seen_or_others_are_refused() -> None:
    first = approved(Standing(), ONE)
    pin = RulePin(1, after(first).head, ONE)
    with pytest.raises(ActsRefused):
        after(pin=pin)
    with pytest.raises(ActsRefused):
        after(replace(first, minute=9), pin=pin)


def test_the_pin_reads_back_never_goes_back_and_is_nothing_when_damaged(tmp_path: Any) -> None:
    file = RulePinFile(tmp_path)
    assert file.read() == RulePin(0, NO_HEAD, SHIPPED_ALONE, b"")
    newer = RulePin(2, b"h" * 32, ONE, b"sealed")
    file.move_on(newer)
    file.move_on(RulePin(1, b"i" * 32, TWO, b""))
    assert file.read() == newer
    assert (tmp_path / "rules.json").stat().st_mode & 0o077 == 0
    for damaged in ("", "{}", "[]", '{"n": 1, "head": "00", "hash": "00", "sealed": ""}'):
        (tmp_path / "rules.json").write_text(damaged, encoding="utf-8")
        assert file.read() is None
