"""Interfaces for other systems, between their page, the export API and the house."""

from collections.abc import Iterable
from typing import Any

from reporting.app.house import House
from reporting.insights.exported import exported
from reporting.insights.report import Reports
from reporting.model.clock import date_of
from reporting.model.hook import HookEvent
from reporting.people.export_tokens import ExportTokens, Scope, must_keep_interfaces
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.hsds.writing import write_hsds
from reporting.staff.interface_view import Addresses, HookCard, TokenCard
from reporting.store.export_tokens import ExportToken


class InterfaceDesk:
    """Satisfies the staff site's `InterfaceDesk` and `Exports`."""

    def __init__(self, house: House) -> None:
        settings, people = house.foundation.settings, house.people
        self.addresses = Addresses(settings.public_base, settings.staff_base)
        self._help = house.help
        self._hooks = house.hooking.keeping
        self._reports = Reports(house.ground)
        self._tokens = ExportTokens(people.ground, people.trust.server_key)

    def tokens(self, session: StaffSession) -> tuple[TokenCard, ...]:
        must_keep_interfaces(session)
        today = self._help.today()
        return tuple(_card(one, today) for one in self._tokens.all())

    def make_token(self, session: StaffSession, name: str, scopes: Iterable[Scope]) -> str:
        return self._tokens.make(session, name, scopes)

    def end_token(self, session: StaffSession, value: str) -> None:
        self._tokens.end(session, _id(value))

    def hooks(self, session: StaffSession) -> tuple[HookCard, ...]:
        return tuple(
            HookCard(
                one.id.hex(),
                host,
                tuple(one.events.split()),
                date_of(one.made_day),
                None if one.heard_day is None else date_of(one.heard_day),
                one.failing_since is not None,
                one.why,
            )
            for one, host in self._hooks.all(session)
        )

    def make_hook(self, session: StaffSession, address: str, events: Iterable[HookEvent]) -> str:
        return self._hooks.make(session, address, events)

    def end_hook(self, session: StaffSession, value: str) -> None:
        self._hooks.end(session, _id(value))

    def ping_hook(self, session: StaffSession, value: str) -> None:
        self._hooks.ping(session, _id(value))

    def scopes(self, secret: str) -> frozenset[Scope] | None:
        return self._tokens.scopes(secret)

    def figures(self, year: int | None) -> dict[str, Any]:
        return exported(self._reports.published(year))

    def directory(self) -> str:
        return write_hsds(self._help.read(), self._help.today())


def _card(token: ExportToken, today: int) -> TokenCard:
    return TokenCard(
        token.id.hex(),
        token.name,
        tuple(token.scopes.split()),
        date_of(token.made_day),
        date_of(token.until_day),
        None if token.used_day is None else date_of(token.used_day),
        None if token.ended is None else date_of(token.ended),
        token.ended is None and token.until_day >= today,
    )


def _id(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise Refused("unknown", "There is no such thing.") from None
