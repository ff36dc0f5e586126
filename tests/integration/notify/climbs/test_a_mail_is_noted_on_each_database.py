"""A mail's own id is longer than any of the carrier's: it is noted on both databases, and the ladder goes on."""

from typing import Any

from notify import oncall
from notify.policy import MAIL, TEXT, Policy

Fixture = Any


def test_a_mail_first_and_then_a_text(both: Fixture) -> None:
    with both.database.engine.begin() as conn:
        oncall.save_ladder(
            conn,
            district=b"northside distri",
            team=b"crisis team nort",
            zone="America/New_York",
            sender="+15550100",
            persons=list(both.persons.values()),
            last_resort=None,
            policy=Policy(tries=(MAIL, TEXT)),
        )
    both.page()
    both.pass_(29)
    assert len(both.mails("Ana")) == 1
    assert both.states() == ["sent_unconfirmed"]
    both.pass_(1, step=1)
    both.phone("Ana").expects("urgent page 7KQ2XX")
