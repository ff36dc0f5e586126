"""`quietline token`: the new token is believed beside the old one, in the running service, until the old one is dropped."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner

from reporting.app.hotline import change_hotline
from reporting.app.token_rotation import READ_EVERY, Tokens, change_tokens, with_second, without_first
from reporting.cli.main import main
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import Refused
from reporting.store.errors import StoreError

LINES = Hotline("+12025550100", "+12025550199")
ACCOUNT = TwilioAccount("AC" + "1" * 32, ("old",), "SK1", "secret")


def test_webhooks_signed_by_either_are_believed_while_the_token_changes(founded_house: Any) -> None:
    house = founded_house.house
    settings, clock = house.foundation.settings, founded_house.clock
    change_hotline(settings, LINES, ACCOUNT)
    tokens = Tokens(house.people.providers.twilio, ("old",), clock)
    assert tokens() == ("old",)
    assert change_tokens(settings, partial(with_second, token=" new\n")) == 2
    clock.advance(seconds=READ_EVERY.total_seconds())
    assert tokens() == ("old", "new")
    assert house.people.providers.twilio() == TwilioAccount(
        ACCOUNT.account_sid, ("old", "new"), "SK1", "secret"
    )
    assert change_tokens(settings, without_first) == 1
    lines = house.audit.page(founded_house.sessions["administrator"].principal).lines
    assert [line.act for line in lines].count(
        "changed_hotline"
    ) == 3  # the account, and both changes of its token
    clock.advance(seconds=READ_EVERY.total_seconds())
    assert tokens() == ("new",)


def test_while_the_store_cannot_be_read_the_known_tokens_hold(founded_house: Any) -> None:
    asked = []

    def read() -> TwilioAccount | None:
        asked.append(1)
        raise StoreError("The disk is full")

    clock = founded_house.clock
    tokens = Tokens(read, ("old",), clock)
    assert [tokens() for _ in range(5)] == [("old",)] * 5
    assert len(asked) == 1  # not with each webhook
    clock.now -= timedelta(hours=1)  # a clock that was set back
    assert tokens() == ("old",)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("account", "token", "remedy"),
    [
        (ACCOUNT, "  ", "Paste the new token"),
        (ACCOUNT, "old", "secondary one"),
        (TwilioAccount("AC1", ("old", "new")), "third", "drop the old one first"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused_with_what_to_do(
    account: TwilioAccount, token: str, remedy: str
) -> None:
    with pytest.raises(Refused, match=remedy):
        with_second(account, token)


def test_the_only_token_is_not_dropped() -> None:
    with pytest.raises(Refused, match="webhooks need it"):
        without_first(ACCOUNT)


def test_the_command_says_what_comes_next_and_shows_no_token(
    founded_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = founded_house.house.foundation.settings
    monkeypatch.setenv("QUIETLINE_HOME", str(settings.home))
    early = CliRunner().invoke(main, ["token", "add", "--token", "canary-token"])
    assert early.exit_code != 0
    assert "quietline hotline" in early.output
    change_hotline(settings, LINES, ACCOUNT)
    added = CliRunner().invoke(main, ["token", "add", "--token", "canary-token"])
    assert added.exit_code == 0, added.output
    assert "quietline token drop" in added.output
    again = CliRunner().invoke(main, ["token", "add", "--token", "canary-token"])
    assert again.exit_code != 0
    assert CliRunner().invoke(main, ["token", "drop"]).exit_code == 0
    assert "canary-token" not in early.output + added.output + again.output


def test_one_messaging_service_for_both_numbers_is_refused(founded_house: Any) -> None:
    account = TwilioAccount("AC1", ("old",), students_service="MG1", staff_service="MG1")
    with pytest.raises(Refused, match="a STOP counts for a whole service"):
        change_hotline(founded_house.house.foundation.settings, LINES, account)
