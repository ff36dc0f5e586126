"""Two auth tokens while one replaces the other: webhooks signed by either are believed, at once and without a new start."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from notify.ports import Clock
from reporting.app.beside_the_service import providers_beside
from reporting.model.clock import minute_of
from reporting.people.providers import TwilioAccount
from reporting.people.refused import Refused
from reporting.settings import Settings
from reporting.store.errors import StoreError

READ_EVERY = timedelta(seconds=30)
_log = logging.getLogger("reporting.tokens")


class Tokens:
    """The tokens as they are stored now, looked up at most twice a minute. What was known holds while nothing can be read."""

    def __init__(self, read: Callable[[], TwilioAccount | None], known: Sequence[str], clock: Clock) -> None:
        self._read = read
        self._known = tuple(known)
        self._clock = clock
        self._read_at: datetime | None = None

    def __call__(self) -> tuple[str, ...]:
        now = self._clock()
        if self._read_at is None or not timedelta() <= now - self._read_at < READ_EVERY:
            self._read_at = now
            try:
                account = self._read()
            except StoreError as error:
                _log.warning("tokens could not be read: %s", type(error).__name__)
            else:
                self._known = account.auth_tokens if account else self._known
        return self._known


def with_second(account: TwilioAccount, token: str) -> TwilioAccount:
    """The account with a new token beside the old one. Pure. Raises Refused."""
    token = token.strip()
    if not token:
        raise Refused("token", "Paste the new token, as Twilio shows it.")
    if len(account.auth_tokens) > 1:
        raise Refused(
            "token", "There are two tokens already: drop the old one first, with `quietline token drop`."
        )
    if token in account.auth_tokens:
        raise Refused(
            "token", "This is the token that is stored. Make a secondary one at Twilio and paste that."
        )
    return replace(account, auth_tokens=(*account.auth_tokens, token))


def without_first(account: TwilioAccount) -> TwilioAccount:
    """The account with the newer token alone. Pure. Raises Refused."""
    if len(account.auth_tokens) < 2:  # noqa: PLR2004 -- old and new
        raise Refused("token", "There is one token only, and webhooks need it. Add the new one first.")
    return replace(account, auth_tokens=account.auth_tokens[1:])


def change_tokens(settings: Settings, change: Callable[[TwilioAccount], TwilioAccount]) -> int:
    """Store the changed account, sealed and on record; how many tokens there are. Raises Refused, TrustMissing, StoreError."""
    with providers_beside(settings) as (ground, providers):
        account = providers.twilio()
        if account is None:
            raise Refused("token", "There is no Twilio account yet: `quietline hotline` stores it.")
        changed = change(account)

        def unit(conn: Connection) -> None:
            providers.put_in(conn, twilio=changed, hotline=None)
            minute = minute_of(ground.clock(), exact=True)
            ground.witness.record(
                conn, minute=minute, act="changed_hotline", actor=None, about=ground.district
            )

        ground.database.write(unit)
    return len(changed.auth_tokens)
